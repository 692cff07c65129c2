"""Rooms of one call: each has its own media room, its own people, presence and screen; the call has what is common."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from parta.adapters.livekit.port import Source
from parta.calls.models import Call, CallPresence, CallRoom, Participant
from parta.calls.queries import list_presence
from parta.calls.service.presence import save_presence
from parta.core import clock
from tests.integration.calls.rooms import close, move, open_breakout
from tests.integration.calls.scenario import DEVICE, CallScenario
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


async def get_names(calls: CallScenario, room_id: UUID) -> set[str]:
    """Return who is connected to the media room."""
    return {one.name for one in calls.installation.media.rooms[room_id].values()}


async def list_intervals(calls: CallScenario, room_id: UUID) -> Sequence[tuple[UUID | None, bool]]:
    """Return whose presence in the room is saved, and if it lasts."""
    saved = select(Participant.profile_id, CallPresence.to_at.is_(None)).join(
        Participant, Participant.id == CallPresence.participant_id
    )
    async with calls.installation.sessions() as session:
        rows = await session.execute(saved.where(CallPresence.room_id == room_id).order_by(CallPresence.from_at))
        return [(profile_id, lasts) for profile_id, lasts in rows]


async def test_the_rooms_of_a_call_have_their_own_people_and_presence(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    main = await calls.main_room(call)
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    breakout = await open_breakout(calls, call)
    await move(calls, call, misha, breakout)
    assert (await get_names(calls, main), await get_names(calls, breakout)) == ({"Анна Сергеевна"}, set())
    moved = await calls.join_and_connect(misha, call)
    assert moved.room_id == breakout
    assert (await get_names(calls, main), await get_names(calls, breakout)) == ({"Анна Сергеевна"}, {"Михаил Соколов"})
    page = await calls.page(anna, call)
    assert all(one["is_connected"] for one in page["participants"])
    assert await list_intervals(calls, main) == [(anna.id, True), (misha.id, False)]
    assert await list_intervals(calls, breakout) == [(misha.id, True)]
    async with calls.installation.sessions() as session:
        found = await list_presence(session, [UUID(call)])
    assert [one.profile_id for one in found] == [anna.id, misha.id, misha.id]


async def test_a_webhook_of_one_room_changes_nothing_in_another(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    teacher = await calls.join_and_connect(anna, call)
    await calls.join(misha, call)
    await move(calls, call, misha, await open_breakout(calls, call))
    student = await calls.join_and_connect(misha, call)
    calls.installation.media.leave(teacher.room_id, teacher.identity)
    calls.installation.media.take_webhooks()
    await calls.leave(student)
    assert not (await calls.participant(anna, call, misha))["is_connected"]
    assert (await calls.participant(anna, call, anna))["is_connected"]
    await calls.check_rooms()
    assert not (await calls.participant(anna, call, anna))["is_connected"]


async def test_the_same_device_may_be_seen_in_both_rooms_while_it_moves(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    main, breakout = await calls.main_room(call), await open_breakout(calls, call)
    media = calls.installation.media
    async with calls.installation.transaction() as work:
        him = (await work.execute(select(Participant).where(Participant.profile_id == misha.id))).scalar_one()
        him.room_id = breakout
    media.connect((await calls.join(misha, call))["token"])
    async with calls.installation.transaction() as work:
        present = await media.list_participants(breakout)
        await save_presence(work, breakout, present, synced_at=clock.now(), presenter_id=None)
    assert (misha.id, True) in await list_intervals(calls, main)
    assert await list_intervals(calls, breakout) == [(misha.id, True)]
    await misha.put(f"/api/calls/{call}/quality", device=DEVICE, quality="poor")
    await calls.check_rooms()
    assert (misha.id, False) in await list_intervals(calls, main)
    assert (await calls.participant(anna, call, misha))["is_connected"]


async def test_each_room_has_its_own_screen(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    teacher = await calls.join_and_connect(anna, call)
    for one in (misha, lena):
        await calls.join(one, call)
    breakout = await open_breakout(calls, call)
    await move(calls, call, misha, breakout)
    await move(calls, call, lena, breakout)
    student, other = await calls.join_and_connect(misha, call), await calls.join_and_connect(lena, call)
    await anna.put(f"/api/calls/{call}/rights", screen=True)
    await calls.deliver_webhooks()
    await calls.publish(teacher, Source.SCREEN)
    await calls.publish(student, Source.SCREEN)
    await calls.publish(other, Source.SCREEN)
    assert [Source.SCREEN in one.tracks for one in (teacher, student, other)] == [True, False, True]


async def test_rights_of_the_call_hold_in_each_room(calls: CallScenario, call: str, anna: User, misha: User) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join(misha, call)
    await move(calls, call, misha, await open_breakout(calls, call))
    student = await calls.join_and_connect(misha, call)
    await anna.post(f"/api/calls/{call}/mute-all")
    await calls.deliver_webhooks()
    assert Source.MICROPHONE not in student.allowed
    path = f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}"
    await anna.delete(path)
    await calls.deliver_webhooks()
    assert calls.installation.media.rooms[student.room_id] == {}


async def test_a_call_is_empty_only_when_all_of_its_rooms_are(
    calls: CallScenario, class_chat: UUID, call: str, anna: User, misha: User
) -> None:
    teacher = await calls.join_and_connect(anna, call)
    await calls.join(misha, call)
    await move(calls, call, misha, await open_breakout(calls, call))
    student = await calls.join_and_connect(misha, call)
    await calls.leave(teacher)
    async with calls.installation.sessions() as session:
        assert (await session.get_one(Call, UUID(call))).empty_since is None
    clock.move(timedelta(minutes=6))
    await calls.check_rooms()
    card = await calls.card(anna, class_chat, call)
    assert (card["state"], card["present"]) == ("open", 1)
    await calls.leave(student)
    clock.move(timedelta(minutes=6))
    await calls.check_rooms()
    assert (await calls.card(anna, class_chat, call))["end_reason"] == "empty"


async def test_the_end_of_a_call_closes_all_of_its_rooms(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join(misha, call)
    main, breakout = await calls.main_room(call), await open_breakout(calls, call)
    await move(calls, call, misha, breakout)
    await calls.join_and_connect(misha, call)
    await anna.post(f"/api/calls/{call}/end")
    await calls.deliver_webhooks()
    assert calls.installation.media.rooms.keys().isdisjoint({main, breakout})
    assert await list_intervals(calls, main) == [(anna.id, False)]
    assert await list_intervals(calls, breakout) == [(misha.id, False)]
    async with calls.installation.sessions() as session:
        rooms = (await session.execute(select(CallRoom).where(CallRoom.call_id == UUID(call)))).scalars().all()
    assert [(one.is_open, one.is_media_room_closed) for one in rooms] == [(False, True)] * 2


async def test_a_room_that_closes_alone_leaves_the_others_open(calls: CallScenario, call: str, anna: User) -> None:
    await calls.join_and_connect(anna, call)
    breakout = await open_breakout(calls, call)
    await close(calls, call, breakout)
    assert breakout not in calls.installation.media.rooms
    assert await get_names(calls, await calls.main_room(call)) == {"Анна Сергеевна"}
    await calls.check_rooms()
    assert breakout not in calls.installation.media.rooms


async def test_who_was_seen_in_a_room_before_it_closed_is_not_present_in_it(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join(misha, call)
    main, breakout = await calls.main_room(call), await open_breakout(calls, call)
    await move(calls, call, misha, breakout)
    await calls.join_and_connect(misha, call)
    ends = {breakout: close(calls, call, breakout), main: anna.post(f"/api/calls/{call}/end")}
    for (room, end), who in zip(ends.items(), (misha, anna), strict=True):
        seen = await calls.installation.media.list_participants(room)
        await end
        async with calls.installation.transaction() as work:
            await save_presence(work, room, seen, synced_at=clock.now(), presenter_id=None)
        assert await list_intervals(calls, room) == [(who.id, False)]


async def test_a_webhook_of_an_unknown_room_changes_nothing(calls: CallScenario, call: str, anna: User) -> None:
    teacher = await calls.join_and_connect(anna, call)
    before, unknown, media = await calls.page(anna, call), uuid4(), calls.installation.media
    for room_id in (unknown, UUID(call)):
        await media.open_room(room_id)
        media.connect(media.create_token(room_id, teacher.identity, "Анна Белова", frozenset(Source)))
        await calls.deliver_webhooks()
        assert await get_names(calls, room_id) == {"Анна Белова"}
    assert await calls.page(anna, call) == before
