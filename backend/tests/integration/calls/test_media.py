"""The media follow the call, and what they tell is written down; forged, repeated and lost messages do no harm."""

from datetime import timedelta
from uuid import UUID

import pytest

from parta.adapters.livekit.port import Source
from parta.calls.queries import presence_of
from parta.core import clock
from tests.integration.calls.calling import Calls
from tests.integration.messenger.school import Somebody
from tests.media_twin import sign

pytestmark = pytest.mark.anyio

WEBHOOK = "/internal/livekit/webhook"


async def test_presence_is_written_down_as_intervals(
    calls: Calls, class_chat: UUID, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(anna, call)
    laptop, phone = await calls.come(misha, call, "laptop"), await calls.come(misha, call, "phone")
    await misha.put(f"/api/calls/{call}/quality", device="phone", quality="poor")
    await misha.put(f"/api/calls/{call}/quality", device="phone", quality="good")
    clock.move(timedelta(minutes=5))
    await calls.keep_rooms()
    assert (await calls.card(misha, class_chat, call))["present"] == 2
    for one in (laptop, phone):
        calls.world.media.leave(UUID(call), one.identity)
    await calls.tell()
    assert not (await calls.one(anna, call, misha))["is_connected"]
    assert (await calls.one(anna, call, misha))["state"] == "admitted"
    await calls.come(misha, call, "laptop")
    await anna.post(f"/api/calls/{call}/end")
    async with calls.world.work() as session:
        intervals = await presence_of(session, [UUID(call)])
    theirs = [(one.device, one.to_at is not None) for one in intervals if one.profile_id == misha.id]
    assert sorted(theirs) == [("laptop", True), ("laptop", True), ("phone", True)]
    assert all(one.to_at and one.to_at >= one.from_at for one in intervals)
    assert any(one.to_at and one.to_at - one.from_at > timedelta(minutes=4) for one in intervals)


async def test_a_media_server_that_died_is_set_up_again_and_people_come_back(
    calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(anna, call)
    await calls.come(misha, call)
    calls.world.media.rooms.clear()
    calls.world.media.is_silent = True
    await calls.keep_rooms()
    assert (await calls.page(anna, call))["me"]["is_connected"]
    calls.world.media.is_silent = False
    await calls.keep_rooms()
    assert UUID(call) in calls.world.media.rooms
    page = await calls.page(misha, call)
    assert [(one["state"], one["is_connected"]) for one in page["participants"]] == [("admitted", False)] * 2
    await calls.come(misha, call)
    assert (await calls.page(misha, call))["me"]["is_connected"]


async def test_a_call_that_ended_while_the_media_were_silent_is_cleared_later(
    calls: Calls, call: str, anna: Somebody
) -> None:
    await calls.come(anna, call)
    calls.world.media.is_silent = True
    await anna.post(f"/api/calls/{call}/end")
    await calls.tell()
    assert UUID(call) in calls.world.media.rooms
    calls.world.media.is_silent = False
    await calls.keep_rooms()
    assert UUID(call) not in calls.world.media.rooms


async def test_a_second_screen_takes_the_place_of_the_first_unless_several_are_allowed(
    calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    teacher, student = await calls.come(anna, call), await calls.come(misha, call)
    await calls.publish(call, teacher, Source.SCREEN)
    await calls.publish(call, student, Source.SCREEN)
    assert (Source.SCREEN in teacher.sending, Source.SCREEN in student.sending) == (False, True)
    await calls.publish(call, teacher, Source.SCREEN)
    assert (Source.SCREEN in teacher.sending, Source.SCREEN in student.sending) == (True, False)
    await anna.put(f"/api/calls/{call}/settings", several_screens=True)
    await calls.publish(call, student, Source.SCREEN)
    assert (Source.SCREEN in teacher.sending, Source.SCREEN in student.sending) == (True, True)


async def test_who_is_not_of_the_call_is_cut_off(calls: Calls, call: str, anna: Somebody) -> None:
    await calls.come(anna, call)
    for identity in ("nobody", f"{anna.id}:laptop"):
        token = calls.world.media.token(UUID(call), identity, "Чужой", frozenset(Source))
        await calls.connect(token)
    assert [one.name for one in calls.room(call).values()] == ["Анна Белова"]


async def test_lost_hints_are_made_up_for(calls: Calls, call: str, anna: Somebody, misha: Somebody) -> None:
    await calls.come(anna, call)
    calls.world.media.connect((await calls.join(misha, call))["token"])
    calls.world.media.take_webhooks()
    assert not (await calls.one(anna, call, misha))["is_connected"]
    await calls.keep_rooms()
    assert (await calls.one(anna, call, misha))["is_connected"]


async def test_forged_and_repeated_messages_change_nothing(
    calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(anna, call)
    calls.world.media.connect((await calls.join(misha, call))["token"])
    (told,) = calls.world.media.take_webhooks()
    browser = await calls.world.browser()

    async def send(body: bytes, authorization: str) -> int:
        return (await browser.post(WEBHOOK, content=body, headers={"Authorization": authorization})).status_code

    forged = sign(told.body, secret="another secret of at least thirty-two letters")
    for body, authorization in (
        (forged.body, forged.authorization),
        (told.body.replace(b"joined", b"left"), told.authorization),
        (told.body, ""),
        (b"", told.authorization),
        (b"\xff" * 100, "Bearer x"),
    ):
        assert await send(body, authorization) == 401
    await calls.tell()
    assert not (await calls.one(anna, call, misha))["is_connected"]
    for _ in range(3):
        assert await send(told.body, told.authorization) == 204
    await calls.tell()
    before = await calls.page(anna, call)
    assert (await calls.one(anna, call, misha))["is_connected"]
    await send(told.body, told.authorization)
    await calls.tell()
    assert await calls.page(anna, call) == before
