"""For every kind of update: what was heard, applied, is what a fresh read gives."""

from typing import Any
from uuid import UUID

import pytest

from parta.gateway.registry import STREAM_KINDS
from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges
from tests.realtime.conftest import House
from tests.realtime.window import State, Window, open_window
from tests.world import World

pytestmark = pytest.mark.anyio


async def fresh(house: House, name: str, stream: str) -> State:
    """Give the state of a stream as it is read afresh, page after page."""
    person, after, state = await house.at(house.here, name), 0, State()
    while True:
        page = await person.get(f"/api/streams/{stream}/difference", after=after)
        state |= {f"{update['kind']}:{update['value']['id']}": update["value"] for update in page["updates"]}
        if not page["more"]:
            return state
        after = page["to"]


async def level(house: House, name: str, window: Window, stream: str) -> State:
    """Wait until the window has heard all that there is in the stream; give what it heard."""
    person = await house.at(house.here, name)
    page = await person.get(f"/api/streams/{stream}/difference", after=1 << 40)
    return await window.until_level(stream, page["to"])


async def test_a_chat_is_heard_as_it_is(house: House, chat: UUID) -> None:
    anna, misha = await house.at(house.here, "anna"), await house.at(house.here, "misha")
    stream = f"chat:{chat}"
    async with open_window(house.there.url, house.token("lena")) as window:
        sent: list[dict[str, Any]] = [await misha.say(chat, f"Ответ {number}") for number in range(5)]
        await anna.say(chat, "Верно", reply_to=sent[0]["id"])
        await misha.patch(f"/api/chats/{chat}/messages/{sent[1]['id']}", text="Исправлено", mentions=[])
        await misha.delete(f"/api/chats/{chat}/messages/{sent[2]['id']}")
        await anna.put(f"/api/chats/{chat}/messages/{sent[3]['id']}/reaction", emoji="👍")
        await rename_capacity(house)
        await anna.say(chat, "Последнее")
        heard = await level(house, "lena", window, stream)
        assert heard == await fresh(house, "lena", stream)
        assert {key.partition(":")[0] for key in heard} == {"chat", "member", "message"}


async def test_ones_own_stream_is_heard_as_it_is(house: House, chat: UUID) -> None:
    anna, misha = await house.at(house.here, "anna"), await house.at(house.here, "misha")
    stream = f"profile:{house.id('misha')}"
    async with open_window(house.there.url, house.token("misha")) as window:
        sent = await anna.say(chat, "Прочтите")
        await misha.put(f"/api/chats/{chat}/reading", read_number=sent["number"])
        await misha.put(f"/api/chats/{chat}/draft", text="Я про")
        await rename_capacity(house)
        await misha.put(f"/api/chats/{chat}/mute", until="2036-01-01T00:00:00Z")
        heard = await level(house, "misha", window, stream)
        assert heard == await fresh(house, "misha", stream)
        assert {key.partition(":")[0] for key in heard} >= {"profile", "reading"}


async def rename_capacity(house: House) -> None:
    """Let Миша be of another class; the process that does it tells no other."""
    world = house.school.world
    async with world.work() as session:
        await set_badges(session, {house.id("misha"): [Badge(role=BadgeRole.STUDENT, school="Школа № 7", detail="8А")]})
    await world.settle()


async def test_only_who_hears_a_stream_may_read_its_difference(house: House, chat: UUID) -> None:
    streams = {f"chat:{chat}": {"anna", "misha", "lena"}, f"profile:{house.id('misha')}": {"misha"}}
    for stream, hearers in streams.items():
        for name in house.school.people:
            answer = await (await house.at(house.here, name)).browser.get(f"/api/streams/{stream}/difference")
            assert answer.status_code == (200 if name in hearers else 404), (stream, name)


@pytest.mark.parametrize("stream", ["nothing", "chat:nonsense", "call:00000000-0000-0000-0000-000000000000", "a" * 81])
async def test_streams_that_there_are_not_are_not_found(house: House, stream: str) -> None:
    answer = await (await house.at(house.here, "misha")).browser.get(f"/api/streams/{stream}/difference")
    assert answer.status_code in {404, 422}


async def test_the_description_of_the_interface_names_every_kind_of_put(world: World) -> None:
    described = str(world.app.openapi()["components"]["schemas"])
    for stream in STREAM_KINDS.values():
        for kind in stream.kinds:
            assert f"'const': '{kind.name}'" in described, kind.name
