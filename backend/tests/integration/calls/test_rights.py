"""Who may what in a call: the matrix, its exceptions, muting, roles, sending out, the word in the chat."""

from uuid import UUID

import pytest

from parta.adapters.livekit.port import Source
from parta.core.ids import new_id
from tests.integration.calls.calling import Calls, refused
from tests.integration.messenger.school import Somebody
from tests.media_twin import NoRight

pytestmark = pytest.mark.anyio

ALL = frozenset(Source)


async def test_rights_and_exceptions_reach_the_media_both_ways(
    calls: Calls, call: str, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    await calls.come(anna, call)
    student, other = await calls.come(misha, call), await calls.come(lena, call)
    await anna.put(f"/api/calls/{call}/rights", screen=False)
    await calls.tell()
    assert student.may == other.may == ALL - {Source.SCREEN}
    with pytest.raises(NoRight):
        calls.world.media.publish(UUID(call), student.identity, Source.SCREEN)
    path = f"/api/calls/{call}/participants/{await calls.pid(misha, call)}/rights"
    await anna.put(path, screen=True)
    await calls.tell()
    assert (student.may, other.may) == (ALL, ALL - {Source.SCREEN})
    await calls.publish(call, student, Source.SCREEN)
    await anna.put(path, screen=None)
    await calls.tell()
    assert student.may == ALL - {Source.SCREEN}
    assert Source.SCREEN not in student.sending
    assert (await calls.page(misha, call))["me"]["exceptions"] == {}
    assert await refused(misha.browser, "PUT", path, {"screen": True}) == (403, "forbidden")
    assert await refused(misha.browser, "PUT", f"/api/calls/{call}/rights", {"screen": True}) == (403, "forbidden")


async def test_a_token_gives_exactly_what_one_may(calls: Calls, call: str, anna: Somebody, misha: Somebody) -> None:
    await calls.come(anna, call)
    await anna.put(f"/api/calls/{call}/rights", screen=False, camera=False)
    assert (await calls.come(misha, call)).may == {Source.MICROPHONE}


async def test_one_is_muted_and_unmutes_where_that_is_allowed(
    calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(anna, call)
    student = await calls.come(misha, call)
    pid = await calls.pid(misha, call)
    path = f"/api/calls/{call}/participants/{pid}"
    await calls.publish(call, student, Source.MICROPHONE)
    await anna.post(f"{path}/mute")
    await calls.tell()
    assert Source.MICROPHONE not in student.may
    assert Source.MICROPHONE not in student.sending
    await misha.put(f"{path}/rights", microphone=None)
    await calls.tell()
    assert Source.MICROPHONE in student.may
    await anna.put(f"/api/calls/{call}/rights", unmute=False)
    await anna.post(f"{path}/mute")
    answer = await refused(misha.browser, "PUT", f"{path}/rights", {"microphone": None})
    assert answer == (403, "muted_until_allowed")
    assert await refused(misha.browser, "POST", f"{path}/mute") == (403, "forbidden")
    teacher = f"/api/calls/{call}/participants/{await calls.pid(anna, call)}/mute"
    assert await refused(anna.browser, "POST", teacher) == (403, "forbidden")


async def test_all_are_muted_until_allowed(
    calls: Calls, call: str, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    teacher = await calls.come(anna, call)
    students = [await calls.come(misha, call), await calls.come(lena, call)]
    path = f"/api/calls/{call}/participants/{await calls.pid(misha, call)}/rights"
    await anna.put(path, microphone=True)
    await anna.post(f"/api/calls/{call}/mute-all")
    await calls.tell()
    assert [Source.MICROPHONE in one.may for one in (teacher, *students)] == [True, False, False]
    assert await refused(misha.browser, "PUT", path, {"microphone": None}) == (403, "muted_until_allowed")
    await anna.put(path, microphone=True)
    await calls.tell()
    assert [Source.MICROPHONE in one.may for one in students] == [True, False]
    await anna.put(f"/api/calls/{call}/rights", microphone=True)
    await calls.tell()
    assert all(Source.MICROPHONE in one.may for one in students)


async def test_an_assistant_helps_and_does_not_rule(
    calls: Calls, call: str, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    for one in (anna, misha, lena):
        await calls.come(one, call)
    pids = {one.person.key: await calls.pid(one, call) for one in (anna, misha, lena)}
    path = f"/api/calls/{call}/participants"
    assert await refused(misha.browser, "PUT", f"{path}/{pids['lena']}/role", {"role": "admin"}) == (403, "forbidden")
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
        assert await refused(misha.browser, method, what, body) == (403, "forbidden"), what
    await misha.delete(f"{path}/{pids['lena']}")
    assert await refused(anna.browser, "PUT", f"{path}/{pids['anna']}/role", {"role": "assistant"}) == (
        403,
        "forbidden",
    )


async def test_hands_stand_in_the_order_of_raising_and_are_lowered(
    calls: Calls, call: str, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    for one in (anna, misha, lena):
        await calls.come(one, call)
    for one in (lena, misha, lena):
        await one.put(f"/api/calls/{call}/hand", is_raised=True)
    people = [one for one in (await calls.page(anna, call))["participants"] if one["hand_raised_at"]]
    queue = [one["profile_id"] for one in sorted(people, key=lambda one: one["hand_raised_at"])]
    assert queue == [str(lena.id), str(misha.id)]
    path = f"/api/calls/{call}/participants/{await calls.pid(lena, call)}/hand"
    assert await refused(misha.browser, "DELETE", path) == (403, "forbidden")
    await anna.delete(path)
    assert not (await calls.one(anna, call, lena))["hand_raised_at"]
    await anna.delete(f"/api/calls/{call}/hands")
    assert not (await calls.one(anna, call, misha))["hand_raised_at"]


async def test_who_is_not_in_the_call_raises_no_hand(call: str, misha: Somebody) -> None:
    path = f"/api/calls/{call}/hand"
    assert await refused(misha.browser, "PUT", path, {"is_raised": True}) == (403, "not_in_call")


async def test_who_is_removed_stays_removed_whatever_they_hold(
    calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(anna, call)
    joined = await calls.join(misha, call)
    await calls.connect(joined["token"])
    await anna.put(f"/api/calls/{call}/settings", spotlight_id=joined["participant_id"])
    await anna.delete(f"/api/calls/{call}/participants/{joined['participant_id']}")
    await calls.tell()
    assert joined["identity"] not in calls.room(call)
    assert (await calls.page(anna, call))["call"]["spotlight_id"] is None
    await calls.connect(joined["token"])
    assert joined["identity"] not in calls.room(call)
    for method, path, body in (
        ("POST", f"/api/calls/{call}/join", {"device": "x"}),
        ("GET", f"/api/calls/{call}", None),
        ("PUT", f"/api/calls/{call}/hand", {"is_raised": True}),
    ):
        assert await refused(misha.browser, method, path, body) == (403, "removed_from_call"), path
    assert (await misha.get(f"/api/calls/{call}/preview"))["entry"] == "removed"
    spotlight = {"spotlight_id": joined["participant_id"]}
    assert await refused(anna.browser, "PUT", f"/api/calls/{call}/settings", spotlight) == (422, "not_here")
    link = (await anna.post(f"/api/calls/{call}/invite"))["url"].rpartition("/")[2]
    by_link = await refused(misha.browser, "POST", f"/api/invites/{link}/join", {"device": "x"})
    assert by_link == (403, "removed_from_call")


async def test_the_word_in_the_chat_is_taken_and_given_back(  # noqa: PLR0913, PLR0917 - all who are in the story
    calls: Calls, class_chat: UUID, call: str, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    for one in (anna, misha):
        await calls.come(one, call)
    path = f"/api/chats/{class_chat}/messages"
    body = {"client_id": str(new_id()), "text": "Можно?"}
    await anna.put(f"/api/calls/{call}/rights", chat=False)
    await calls.tell()
    assert await refused(misha.browser, "POST", path, body) == (403, "hushed")
    assert (await misha.view(class_chat))["my"]["may"]["write"] is False
    await anna.say(class_chat, "Тишина")
    await lena.say(class_chat, "Меня там нет")
    await calls.come(lena, call)
    assert await refused(lena.browser, "POST", path, body | {"client_id": str(new_id())}) == (403, "hushed")
    await misha.post(f"/api/calls/{call}/leave", device="laptop")
    await calls.tell()
    assert await refused(misha.browser, "POST", path, body) == (403, "hushed")
    await anna.put(f"/api/calls/{call}/participants/{await calls.pid(lena, call)}/rights", chat=True)
    await calls.tell()
    await lena.say(class_chat, "Мне можно")
    await anna.post(f"/api/calls/{call}/end")
    await calls.tell()
    await misha.say(class_chat, "И мне")
    assert not [m for m in (await misha.get(f"/api/chats/{class_chat}/members"))["members"] if m["is_hushed"]]
