"""Ephemeral events: who is typing, how far others have read."""

from uuid import UUID

import pytest

from parta.gateway.hub import Hub
from tests.realtime.conftest import Servers, sync_class_chat
from tests.realtime.ws_client import open_ws_client

pytestmark = pytest.mark.anyio


async def test_others_in_the_chat_see_that_somebody_types(servers: Servers, chat: UUID) -> None:
    stream = f"chat:{chat}"
    async with (
        open_ws_client(servers.here.url, servers.token("misha")) as misha,
        open_ws_client(servers.there.url, servers.token("lena")) as lena,
        open_ws_client(servers.there.url, servers.token("stranger")) as stranger,
    ):
        for _ in range(10):
            await misha.send(t="typing", s=stream)
        await lena.until(lambda ws_client: ws_client.received("typing"))
        assert lena.received("typing") == [{"t": "typing", "s": stream, "profile_id": str(servers.id("misha"))}]
        assert not misha.received("typing")
        assert not stranger.received("typing")


async def test_nobody_types_in_a_chat_that_they_left(servers: Servers, chat: UUID) -> None:
    stream = f"chat:{chat}"
    async with (
        open_ws_client(servers.here.url, servers.token("misha")) as misha,
        open_ws_client(servers.here.url, servers.token("lena")) as lena,
    ):
        await sync_class_chat(servers, "lena")
        servers.here.app.state.context.get(Hub).on_lost()
        await misha.until(lambda ws_client: ws_client.received("unsubscribed", stream))
        await misha.send(t="typing", s=stream)
        await lena.send(t="typing", s=stream)
        anna = await servers.user_at(servers.here, "anna")
        await anna.send(chat, "Всё")
        await lena.until_seq(stream, (await anna.view(chat))["seq"])
        assert not lena.received("typing")
        assert not misha.received("typing")


async def test_others_see_how_far_one_has_read(servers: Servers, chat: UUID) -> None:
    anna, lena = await servers.user_at(servers.here, "anna"), await servers.user_at(servers.here, "lena")
    sent = await anna.send(chat, "Прочтите")
    async with open_ws_client(servers.there.url, servers.token("anna")) as ws_client:
        await lena.put(f"/api/chats/{chat}/read-number", read_number=sent["number"])
        await ws_client.until(lambda opened: opened.received("read"))
        assert ws_client.received("read") == [
            {"t": "read", "s": f"chat:{chat}", "profile_id": str(servers.id("lena")), "read_number": sent["number"]}
        ]
