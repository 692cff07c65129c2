"""Media rooms follow their calls, and presence is saved; forged, repeated and lost webhooks are harmless."""

from datetime import timedelta
from uuid import UUID

import pytest

from parta.adapters.livekit.port import Source
from parta.calls.queries import list_presence
from parta.core import clock
from tests.integration.calls.scenario import CallScenario
from tests.integration.messenger.school import User
from tests.media_fake import sign

pytestmark = pytest.mark.anyio

WEBHOOK = "/internal/livekit/webhook"


async def test_presence_is_saved_as_intervals(
    calls: CallScenario, class_chat: UUID, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    laptop, phone = await calls.connect_two(misha, call)
    await misha.put(f"/api/calls/{call}/quality", device="phone", quality="poor")
    await misha.put(f"/api/calls/{call}/quality", device="phone", quality="good")
    clock.move(timedelta(minutes=5))
    await calls.check_rooms()
    assert (await calls.card(misha, class_chat, call))["present"] == 2
    for one in (laptop, phone):
        await calls.leave(one)
    assert not (await calls.participant(anna, call, misha))["is_connected"]
    assert (await calls.participant(anna, call, misha))["state"] == "admitted"
    await calls.join_and_connect(misha, call, "laptop")
    await anna.post(f"/api/calls/{call}/end")
    async with calls.installation.transaction() as work:
        intervals = await list_presence(work, [UUID(call)])
    theirs = [(one.device, one.to_at is not None) for one in intervals if one.profile_id == misha.id]
    assert sorted(theirs) == [("laptop", True), ("laptop", True), ("phone", True)]
    assert all(one.to_at and one.to_at >= one.from_at for one in intervals)
    assert any(one.to_at and one.to_at - one.from_at > timedelta(minutes=4) for one in intervals)


async def test_a_media_server_that_crashed_is_set_up_again_and_people_rejoin(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    calls.installation.media.rooms.clear()
    calls.installation.media.is_unavailable = True
    await calls.check_rooms()
    assert (await calls.page(anna, call))["me"]["is_connected"]
    calls.installation.media.is_unavailable = False
    await calls.check_rooms()
    assert await calls.main_room(call) in calls.installation.media.rooms
    page = await calls.page(misha, call)
    assert [(one["state"], one["is_connected"]) for one in page["participants"]] == [("admitted", False)] * 2
    await calls.join_and_connect(misha, call)
    assert (await calls.page(misha, call))["me"]["is_connected"]


async def test_the_room_of_a_call_that_ended_while_the_media_server_was_unavailable_is_closed_later(
    calls: CallScenario, call: str, anna: User
) -> None:
    await calls.join_and_connect(anna, call)
    calls.installation.media.is_unavailable = True
    await anna.post(f"/api/calls/{call}/end")
    await calls.deliver_webhooks()
    assert await calls.main_room(call) in calls.installation.media.rooms
    calls.installation.media.is_unavailable = False
    await calls.check_rooms()
    assert await calls.main_room(call) not in calls.installation.media.rooms


async def test_a_second_screen_takes_the_place_of_the_first_unless_several_are_allowed(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    teacher, student = await calls.join_and_connect(anna, call), await calls.join_and_connect(misha, call)
    await anna.put(f"/api/calls/{call}/rights", screen=True)
    await calls.deliver_webhooks()
    await calls.publish(teacher, Source.SCREEN)
    await calls.publish(student, Source.SCREEN)
    assert (Source.SCREEN in teacher.tracks, Source.SCREEN in student.tracks) == (False, True)
    await calls.publish(teacher, Source.SCREEN)
    assert (Source.SCREEN in teacher.tracks, Source.SCREEN in student.tracks) == (True, False)
    await anna.put(f"/api/calls/{call}/settings", several_screens=True)
    await calls.publish(student, Source.SCREEN)
    assert (Source.SCREEN in teacher.tracks, Source.SCREEN in student.tracks) == (True, True)


async def test_who_is_not_in_the_call_is_disconnected(calls: CallScenario, call: str, anna: User) -> None:
    await calls.join_and_connect(anna, call)
    for identity in ("nobody", f"{anna.id}:laptop"):
        token = calls.installation.media.create_token(await calls.main_room(call), identity, "Чужой", frozenset(Source))
        await calls.connect(token)
    assert [one.name for one in (await calls.connected(call)).values()] == ["Анна Сергеевна"]


async def test_lost_webhooks_are_made_up_for(calls: CallScenario, call: str, anna: User, misha: User) -> None:
    await calls.join_and_connect(anna, call)
    calls.installation.media.connect((await calls.join(misha, call))["token"])
    calls.installation.media.take_webhooks()
    assert not (await calls.participant(anna, call, misha))["is_connected"]
    await calls.check_rooms()
    assert (await calls.participant(anna, call, misha))["is_connected"]


async def test_forged_and_repeated_webhooks_change_nothing(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    calls.installation.media.connect((await calls.join(misha, call))["token"])
    (webhook,) = calls.installation.media.take_webhooks()
    browser = await calls.installation.browser()

    async def send(body: bytes, authorization: str) -> int:
        return (await browser.post(WEBHOOK, content=body, headers={"Authorization": authorization})).status_code

    forged = sign(webhook.body, secret="another secret of at least thirty-two letters")
    for body, authorization in (
        (forged.body, forged.authorization),
        (webhook.body.replace(b"joined", b"left"), webhook.authorization),
        (webhook.body, ""),
        (b"", webhook.authorization),
        (b"\xff" * 100, "Bearer x"),
    ):
        assert await send(body, authorization) == 401
    await calls.deliver_webhooks()
    assert not (await calls.participant(anna, call, misha))["is_connected"]
    for _ in range(3):
        assert await send(webhook.body, webhook.authorization) == 204
    await calls.deliver_webhooks()
    before = await calls.page(anna, call)
    assert (await calls.participant(anna, call, misha))["is_connected"]
    await send(webhook.body, webhook.authorization)
    await calls.deliver_webhooks()
    assert await calls.page(anna, call) == before
