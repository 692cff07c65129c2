"""Rights in a call: exceptions, muting, roles, removing, writing in the chat."""

from uuid import UUID

import pytest

from parta.adapters.livekit.port import Source
from parta.core.ids import new_id
from tests.integration.calls.scenario import CallScenario, get_error
from tests.integration.messenger.school import User
from tests.media_fake import PublishRejected

pytestmark = pytest.mark.anyio

ALL = frozenset(Source)


async def test_rights_and_exceptions_are_granted_and_revoked_on_the_media_server(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    await calls.join_and_connect(anna, call)
    student, other = await calls.join_and_connect(misha, call), await calls.join_and_connect(lena, call)
    await anna.put(f"/api/calls/{call}/rights", screen=False)
    await calls.deliver_webhooks()
    assert student.allowed == other.allowed == ALL - {Source.SCREEN}
    with pytest.raises(PublishRejected):
        calls.installation.media.publish(student.room_id, student.identity, Source.SCREEN)
    path = f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}/rights"
    await anna.put(path, screen=True)
    await calls.deliver_webhooks()
    assert (student.allowed, other.allowed) == (ALL, ALL - {Source.SCREEN})
    await calls.publish(student, Source.SCREEN)
    await anna.put(path, screen=None)
    await calls.deliver_webhooks()
    assert student.allowed == ALL - {Source.SCREEN}
    assert Source.SCREEN not in student.tracks
    assert (await calls.page(misha, call))["me"]["exceptions"] == {}
    assert await get_error(misha.browser, "PUT", path, {"screen": True}) == (403, "forbidden")
    assert await get_error(misha.browser, "PUT", f"/api/calls/{call}/rights", {"screen": True}) == (403, "forbidden")


async def test_a_token_grants_exactly_the_effective_rights(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await anna.put(f"/api/calls/{call}/rights", screen=False, camera=False)
    assert (await calls.join_and_connect(misha, call)).allowed == {Source.MICROPHONE}


async def test_one_is_muted_and_unmutes_where_that_is_allowed(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    student = await calls.join_and_connect(misha, call)
    pid = await calls.participant_id(misha, call)
    path = f"/api/calls/{call}/participants/{pid}"
    await calls.publish(student, Source.MICROPHONE)
    await anna.post(f"{path}/mute")
    await calls.deliver_webhooks()
    assert Source.MICROPHONE not in student.allowed
    assert Source.MICROPHONE not in student.tracks
    await misha.put(f"{path}/rights", microphone=None)
    await calls.deliver_webhooks()
    assert Source.MICROPHONE in student.allowed
    await anna.put(f"/api/calls/{call}/rights", unmute=False)
    await anna.post(f"{path}/mute")
    answer = await get_error(misha.browser, "PUT", f"{path}/rights", {"microphone": None})
    assert answer == (403, "muted_until_allowed")
    assert await get_error(misha.browser, "POST", f"{path}/mute") == (403, "forbidden")
    teacher = f"/api/calls/{call}/participants/{await calls.participant_id(anna, call)}/mute"
    assert await get_error(anna.browser, "POST", teacher) == (403, "forbidden")


async def test_all_are_muted_until_allowed(calls: CallScenario, call: str, anna: User, misha: User, lena: User) -> None:
    teacher = await calls.join_and_connect(anna, call)
    students = [await calls.join_and_connect(misha, call), await calls.join_and_connect(lena, call)]
    path = f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}/rights"
    await anna.put(path, microphone=True)
    await anna.post(f"/api/calls/{call}/mute-all")
    await calls.deliver_webhooks()
    assert [Source.MICROPHONE in one.allowed for one in (teacher, *students)] == [True, False, False]
    assert await get_error(misha.browser, "PUT", path, {"microphone": None}) == (403, "muted_until_allowed")
    await anna.put(path, microphone=True)
    await calls.deliver_webhooks()
    assert [Source.MICROPHONE in one.allowed for one in students] == [True, False]
    await anna.put(f"/api/calls/{call}/rights", microphone=True)
    await calls.deliver_webhooks()
    assert all(Source.MICROPHONE in one.allowed for one in students)


async def test_an_assistant_moderates_and_has_no_admin_duties(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    for one in (anna, misha, lena):
        await calls.join_and_connect(one, call)
    pids = {one.person.key: await calls.participant_id(one, call) for one in (anna, misha, lena)}
    path = f"/api/calls/{call}/participants"
    assert await get_error(misha.browser, "PUT", f"{path}/{pids['lena']}/role", {"role": "admin"}) == (403, "forbidden")
    await anna.put(f"{path}/{pids['misha']}/role", role="assistant")
    await misha.put(f"{path}/{pids['lena']}/rights", microphone=False)
    await misha.delete(f"/api/calls/{call}/hands")
    await misha.put(f"/api/calls/{call}/settings", is_locked=True)
    for method, what, body in (
        ("PUT", f"{path}/{pids['lena']}/role", {"role": "assistant"}),
        ("PUT", f"{path}/{pids['lena']}/rights", {"screen": False}),
        ("PUT", f"/api/calls/{call}/rights", {"screen": False}),
        ("PUT", f"/api/calls/{call}/settings", {"access": "anyone"}),
        ("PUT", f"/api/calls/{call}/settings", {"is_board_open": True}),
        ("POST", f"/api/calls/{call}/end", None),
        ("DELETE", f"{path}/{pids['anna']}", None),
    ):
        assert await get_error(misha.browser, method, what, body) == (403, "forbidden"), what
    await misha.delete(f"{path}/{pids['lena']}")
    assert await get_error(anna.browser, "PUT", f"{path}/{pids['anna']}/role", {"role": "assistant"}) == (
        403,
        "forbidden",
    )


async def test_hands_stand_in_the_order_of_raising_and_are_lowered(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    for one in (anna, misha, lena):
        await calls.join_and_connect(one, call)
    for one in (lena, misha, lena):
        await one.put(f"/api/calls/{call}/hand", is_raised=True)
    people = [one for one in (await calls.page(anna, call))["participants"] if one["hand_raised_at"]]
    queue = [one["profile_id"] for one in sorted(people, key=lambda one: one["hand_raised_at"])]
    assert queue == [str(lena.id), str(misha.id)]
    path = f"/api/calls/{call}/participants/{await calls.participant_id(lena, call)}/hand"
    assert await get_error(misha.browser, "DELETE", path) == (403, "forbidden")
    await anna.delete(path)
    assert not (await calls.participant(anna, call, lena))["hand_raised_at"]
    await anna.delete(f"/api/calls/{call}/hands")
    assert not (await calls.participant(anna, call, misha))["hand_raised_at"]


async def test_who_is_not_in_the_call_raises_no_hand(call: str, misha: User) -> None:
    path = f"/api/calls/{call}/hand"
    assert await get_error(misha.browser, "PUT", path, {"is_raised": True}) == (403, "not_in_call")


async def test_who_was_removed_by_a_slip_may_be_allowed_back(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    him = f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}"
    await anna.delete(him)
    assert await get_error(misha.browser, "POST", f"{him}/forgive") == (403, "removed_from_call")
    await anna.post(f"{him}/forgive")
    await anna.post(f"{him}/forgive")
    assert (await misha.get(f"/api/calls/{call}/preview"))["entry"] == "open"
    assert (await calls.join(misha, call))["state"] == "admitted"


async def test_who_was_removed_is_allowed_back_only_by_who_might_have_removed_them(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    for one in (anna, misha, lena):
        await calls.join_and_connect(one, call)
    path = f"/api/calls/{call}/participants"
    for one in (misha, lena):
        await anna.put(f"{path}/{await calls.participant_id(one, call)}/role", role="assistant")
    her = f"{path}/{await calls.participant_id(lena, call)}"
    await anna.delete(her)
    assert await get_error(misha.browser, "POST", f"{her}/forgive") == (403, "forbidden")
    await anna.post(f"{her}/forgive")
    assert (await calls.join(lena, call))["state"] == "admitted"


async def test_who_is_removed_stays_removed_by_any_device_token_or_link(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    joined = await calls.join(misha, call)
    await calls.connect(joined["token"])
    await anna.put(f"/api/calls/{call}/settings", spotlight_id=joined["participant_id"])
    await anna.delete(f"/api/calls/{call}/participants/{joined['participant_id']}")
    await calls.deliver_webhooks()
    assert joined["identity"] not in await calls.connected(call)
    assert (await calls.page(anna, call))["call"]["spotlight_id"] is None
    await calls.connect(joined["token"])
    assert joined["identity"] not in await calls.connected(call)
    for method, path, body in (
        ("POST", f"/api/calls/{call}/join", {"device": "x"}),
        ("GET", f"/api/calls/{call}", None),
        ("PUT", f"/api/calls/{call}/hand", {"is_raised": True}),
    ):
        assert await get_error(misha.browser, method, path, body) == (403, "removed_from_call"), path
    assert (await misha.get(f"/api/calls/{call}/preview"))["entry"] == "removed"
    spotlight = {"spotlight_id": joined["participant_id"]}
    assert await get_error(anna.browser, "PUT", f"/api/calls/{call}/settings", spotlight) == (422, "not_here")
    link = (await anna.post(f"/api/calls/{call}/invite"))["url"].rpartition("/")[2]
    by_link = await get_error(misha.browser, "POST", f"/api/invites/{link}/join", {"device": "x"})
    assert by_link == (403, "removed_from_call")


async def test_writing_in_the_chat_is_suspended_and_restored(  # noqa: PLR0913, PLR0917 - all who are in the scenario
    calls: CallScenario, class_chat: UUID, call: str, anna: User, misha: User, lena: User
) -> None:
    for one in (anna, misha):
        await calls.join_and_connect(one, call)
    path = f"/api/chats/{class_chat}/messages"
    body = {"client_id": str(new_id()), "text": "Можно?"}
    await anna.put(f"/api/calls/{call}/rights", chat=False)
    await calls.deliver_webhooks()
    assert await get_error(misha.browser, "POST", path, body) == (403, "writing_suspended")
    assert "write" not in (await misha.view(class_chat))["my"]["may"]
    await anna.send(class_chat, "Тишина")
    await lena.send(class_chat, "Меня там нет")
    await calls.join_and_connect(lena, call)
    assert await get_error(lena.browser, "POST", path, body | {"client_id": str(new_id())}) == (
        403,
        "writing_suspended",
    )
    await misha.post(f"/api/calls/{call}/leave", device="laptop")
    await calls.deliver_webhooks()
    assert await get_error(misha.browser, "POST", path, body) == (403, "writing_suspended")
    await anna.put(f"/api/calls/{call}/participants/{await calls.participant_id(lena, call)}/rights", chat=True)
    await calls.deliver_webhooks()
    await lena.send(class_chat, "Мне можно")
    await anna.post(f"/api/calls/{call}/end")
    await calls.deliver_webhooks()
    await misha.send(class_chat, "И мне")
    assert not [
        m for m in (await misha.get(f"/api/chats/{class_chat}/members"))["members"] if m["is_writing_suspended"]
    ]
