"""What is told in passing."""

from uuid import UUID

import pytest

from tests.realtime.conftest import House, keep_class_chat
from tests.realtime.window import open_window

pytestmark = pytest.mark.anyio


async def test_others_in_the_chat_see_that_somebody_types(house: House, chat: UUID) -> None:
    stream = f"chat:{chat}"
    async with (
        open_window(house.here.url, house.token("misha")) as misha,
        open_window(house.there.url, house.token("lena")) as lena,
        open_window(house.there.url, house.token("stranger")) as stranger,
    ):
        for _ in range(10):
            await misha.say(t="typing", s=stream)
        await lena.until(lambda window: window.heard("typing"))
        assert lena.heard("typing") == [{"t": "typing", "s": stream, "profile_id": str(house.id("misha"))}]
        assert not misha.heard("typing")
        assert not stranger.heard("typing")


async def test_nobody_types_in_a_chat_that_they_left(house: House, chat: UUID) -> None:
    stream = f"chat:{chat}"
    async with (
        open_window(house.here.url, house.token("misha")) as misha,
        open_window(house.here.url, house.token("lena")) as lena,
    ):
        await keep_class_chat(house, "lena")
        house.here.app.state.hub.lost()
        await misha.until(lambda window: window.heard("unsubscribed", stream))
        await misha.say(t="typing", s=stream)
        await lena.say(t="typing", s=stream)
        anna = await house.at(house.here, "anna")
        await anna.say(chat, "Всё")
        await lena.until_level(stream, (await anna.view(chat))["seq"])
        assert not lena.heard("typing")
        assert not misha.heard("typing")


async def test_others_see_how_far_one_has_read(house: House, chat: UUID) -> None:
    anna, lena = await house.at(house.here, "anna"), await house.at(house.here, "lena")
    sent = await anna.say(chat, "Прочтите")
    async with open_window(house.there.url, house.token("anna")) as window:
        await lena.put(f"/api/chats/{chat}/reading", read_number=sent["number"])
        await window.until(lambda opened: opened.heard("read"))
        assert window.heard("read") == [
            {"t": "read", "s": f"chat:{chat}", "profile_id": str(house.id("lena")), "read_number": sent["number"]}
        ]
