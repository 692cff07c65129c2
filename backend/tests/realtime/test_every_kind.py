"""For every kind of update: what was received, applied, equals a fresh read."""

from typing import Any
from uuid import UUID

import pytest

from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges
from parta.registry import REGISTRY
from tests.installation import Installation
from tests.integration.messenger.school import SCHOOL_ID
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import State, WsClient, open_ws_client

pytestmark = pytest.mark.anyio


async def read_fresh(servers: Servers, name: str, stream: str) -> State:
    """Return the state of a stream as it is read afresh, page by page."""
    person, after, state = await servers.user_at(servers.here, name), 0, State()
    while True:
        page = await person.get(f"/api/streams/{stream}/difference", after=after)
        state |= {f"{update['kind']}:{update['value']['id']}": update["value"] for update in page["updates"]}
        if not page["more"]:
            return state
        after = page["to"]


async def wait_until_fresh(servers: Servers, name: str, ws_client: WsClient, stream: str) -> State:
    """Wait until the client is up to date with the stream; return its state."""
    person = await servers.user_at(servers.here, name)
    page = await person.get(f"/api/streams/{stream}/difference", after=1 << 40)
    return await ws_client.until_seq(stream, page["to"])


async def test_updates_of_a_chat_equal_a_fresh_read(servers: Servers, chat: UUID) -> None:
    anna, misha = await servers.user_at(servers.here, "anna"), await servers.user_at(servers.here, "misha")
    stream = f"chat:{chat}"
    async with open_ws_client(servers.there.url, servers.token("lena")) as ws_client:
        sent: list[dict[str, Any]] = [await misha.send(chat, f"Ответ {number}") for number in range(5)]
        await anna.send(chat, "Верно", reply_to=sent[0]["id"])
        await misha.patch(f"/api/chats/{chat}/messages/{sent[1]['id']}", text="Исправлено", mentions=[])
        await misha.delete(f"/api/chats/{chat}/messages/{sent[2]['id']}")
        await anna.put(f"/api/chats/{chat}/messages/{sent[3]['id']}/reaction", emoji="👍")
        await change_badge(servers)
        await anna.send(chat, "Последнее")
        received = await wait_until_fresh(servers, "lena", ws_client, stream)
        assert received == await read_fresh(servers, "lena", stream)
        assert {key.partition(":")[0] for key in received} == {"chat", "member", "message"}


async def test_updates_of_ones_own_stream_equal_a_fresh_read(servers: Servers, chat: UUID) -> None:
    anna, misha = await servers.user_at(servers.here, "anna"), await servers.user_at(servers.here, "misha")
    stream = f"profile:{servers.id('misha')}"
    async with open_ws_client(servers.there.url, servers.token("misha")) as ws_client:
        sent = await anna.send(chat, "Прочтите")
        await misha.put(f"/api/chats/{chat}/read-number", read_number=sent["number"])
        await misha.put(f"/api/chats/{chat}/draft", text="Я про")
        await change_badge(servers)
        await misha.put(f"/api/chats/{chat}/mute", until="2036-01-01T00:00:00Z")
        received = await wait_until_fresh(servers, "misha", ws_client, stream)
        assert received == await read_fresh(servers, "misha", stream)
        assert {key.partition(":")[0] for key in received} >= {"profile", "chat_state"}


async def change_badge(servers: Servers) -> None:
    """Set Миша's badge to another class; no other process is notified."""
    installation = servers.school.installation
    async with installation.transaction() as work:
        await set_badges(
            work,
            {
                servers.id("misha"): [
                    Badge(role=BadgeRole.STUDENT, school_id=SCHOOL_ID, school="Школа № 7", detail="8А")
                ]
            },
        )
    await installation.settle()


async def test_only_subscribers_of_a_stream_may_read_its_difference(servers: Servers, chat: UUID) -> None:
    streams = {f"chat:{chat}": {"anna", "misha", "lena"}, f"profile:{servers.id('misha')}": {"misha"}}
    for stream, subscribers in streams.items():
        for name in servers.school.people:
            answer = await (await servers.user_at(servers.here, name)).browser.get(f"/api/streams/{stream}/difference")
            assert answer.status_code == (200 if name in subscribers else 404), (stream, name)


@pytest.mark.parametrize("stream", ["nothing", "chat:nonsense", "call:00000000-0000-0000-0000-000000000000", "a" * 81])
async def test_streams_that_there_are_not_are_not_found(servers: Servers, stream: str) -> None:
    answer = await (await servers.user_at(servers.here, "misha")).browser.get(f"/api/streams/{stream}/difference")
    assert answer.status_code in {404, 422}


async def test_the_description_of_the_interface_names_every_kind_of_put(installation: Installation) -> None:
    described = str(installation.app.openapi()["components"]["schemas"])
    for stream in REGISTRY.streams.values():
        for kind in stream.kinds:
            assert f"'const': '{kind.name}'" in described, kind.name
