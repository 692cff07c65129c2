"""Coming into calls and leaving them."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from httpx import Response

from parta.adapters.livekit.port import Source
from parta.core import clock
from parta.core.ids import new_id
from tests.integration.calls.calling import DEVICE, Calls, refused
from tests.integration.messenger.school import Somebody

pytestmark = pytest.mark.anyio


async def test_a_call_is_opened_joined_and_ended(
    calls: Calls, class_chat: UUID, call: str, anna: Somebody, misha: Somebody
) -> None:
    assert (await calls.card(misha, class_chat, call))["state"] == "open"
    teacher = await calls.come(anna, call)
    student = await calls.come(misha, call)
    assert teacher.may == frozenset(Source)
    assert student.may == frozenset(Source)
    page = await calls.page(misha, call)
    assert [one["role"] for one in page["participants"]] == ["admin", "participant"]
    assert all(one["is_connected"] for one in page["participants"])
    assert page["me"]["profile_id"] == str(misha.id)
    assert not any(page["may"].values())
    assert (await calls.page(anna, call))["may"]["end"]
    assert await refused(misha.browser, "POST", f"/api/calls/{call}/end") == (403, "forbidden")
    await anna.post(f"/api/calls/{call}/end")
    await anna.post(f"/api/calls/{call}/end")
    await calls.tell()
    assert calls.room(call) == {}
    assert UUID(call) not in calls.world.media.rooms
    card = await calls.card(misha, class_chat, call)
    assert (card["state"], card["end_reason"], card["present"]) == ("ended", "ended", 0)
    assert await refused(misha.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (409, "call_ended")


async def test_a_call_made_twice_under_one_name_is_one(class_chat: UUID, anna: Somebody) -> None:
    body = {"client_id": str(new_id()), "title": "Раз"}
    path = f"/api/chats/{class_chat}/calls"
    made = await asyncio.gather(*(anna.post(path, **body) for _ in range(5)))
    assert len({one["id"] for one in made}) == 1
    assert len(await anna.get(path)) == 1


async def test_nobody_calls_without_end(class_chat: UUID, anna: Somebody) -> None:
    path, first = f"/api/chats/{class_chat}/calls", {"client_id": str(new_id())}
    made, began = await anna.post(path, **first), clock.now()
    answers = list[Response]()
    for _ in range(30):
        clock.move(began - clock.now())  # however long thirty may take here
        answers.append(await anna.browser.post(path, json={"client_id": str(new_id())}))
    assert [answer.status_code for answer in answers] == [201] * 29 + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert (await anna.post(path, **first))["id"] == made["id"]


async def test_one_name_is_not_for_two_chats(
    class_chat: UUID, staff_chat: UUID, anna: Somebody, olga: Somebody
) -> None:
    assert olga
    body = {"client_id": str(new_id())}
    await anna.post(f"/api/chats/{class_chat}/calls", **body)
    answer = await anna.browser.post(f"/api/chats/{staff_chat}/calls", json=body)
    assert answer.status_code in {403, 409}


async def test_where_the_matrix_does_not_allow_nobody_calls(class_chat: UUID, misha: Somebody, vera: Somebody) -> None:
    path, body = f"/api/chats/{class_chat}/calls", {"client_id": str(new_id())}
    assert await refused(misha.browser, "POST", path, body) == (403, "forbidden")
    assert await refused(vera.browser, "POST", path, body) == (404, "not_found")
    view = await misha.view(class_chat)
    assert view["my"]["may"]["call"] is False


async def test_without_media_everything_else_works(calls: Calls, call: str, anna: Somebody, misha: Somebody) -> None:
    calls.world.media.is_silent = True
    path = f"/api/calls/{call}/join"
    assert await refused(anna.browser, "POST", path, {"device": "x"}) == (503, "media_unavailable")
    assert await refused(misha.browser, "POST", path, {"device": "x"}) == (503, "media_unavailable")
    await calls.tell()
    await misha.put(f"/api/calls/{call}/hand", is_raised=True)
    assert (await calls.one(anna, call, misha))["hand_raised_at"]
    calls.world.media.is_silent = False
    assert (await calls.come(misha, call)).may == frozenset(Source)


async def test_two_devices_of_one_person_are_one_participant(calls: Calls, call: str, anna: Somebody) -> None:
    await calls.come(anna, call, "laptop")
    await calls.come(anna, call, "phone")
    assert len(calls.room(call)) == 2
    assert len((await calls.page(anna, call))["participants"]) == 1
    await anna.post(f"/api/calls/{call}/leave", device="phone")
    await calls.tell()
    assert (await calls.page(anna, call))["me"]["state"] == "admitted"
    calls.world.media.leave(UUID(call), f"{await calls.pid(anna, call)}:phone")
    await calls.tell()
    assert (await calls.page(anna, call))["me"]["is_connected"]
    await anna.post(f"/api/calls/{call}/leave", device="laptop")
    await anna.post(f"/api/calls/{call}/leave", device="laptop")
    await calls.tell()
    me = (await calls.page(anna, call))["me"]
    assert (me["state"], me["is_connected"]) == ("left", False)
    assert calls.room(call) == {}


async def test_a_planned_call_is_opened_by_admins_early_and_by_others_in_time(
    calls: Calls, class_chat: UUID, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    starts = clock.now() + timedelta(hours=2)
    body = {"client_id": str(new_id()), "title": "Собрание", "starts_at": starts.isoformat()}
    call = (await anna.post(f"/api/chats/{class_chat}/calls", **body))["id"]
    assert (await calls.card(misha, class_chat, call))["state"] == "planned"
    preview = await misha.get(f"/api/calls/{call}/preview")
    assert (preview["state"], preview["entry"]) == ("planned", "not_yet")
    assert preview["opens_at"] is not None
    answer = await misha.browser.post(f"/api/calls/{call}/join", json={"device": DEVICE})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_early")
    assert answer.json()["opens_at"].startswith(starts.isoformat()[:16])
    assert await refused(anna.browser, "DELETE", f"/api/calls/{call}/hands") == (409, "call_not_open")
    await calls.come(anna, call)
    assert (await calls.card(misha, class_chat, call))["state"] == "open"
    await calls.come(misha, call)
    await calls.come(lena, call)


async def test_a_planned_call_opens_for_whoever_comes_in_time(
    calls: Calls, class_chat: UUID, anna: Somebody, misha: Somebody
) -> None:
    starts = clock.now() + timedelta(minutes=10)
    body = {"client_id": str(new_id()), "starts_at": starts.isoformat()}
    call = (await anna.post(f"/api/chats/{class_chat}/calls", **body))["id"]
    clock.move(timedelta(minutes=11))
    await calls.join(misha, call)
    assert (await calls.page(misha, call))["call"]["state"] == "open"


async def test_a_locked_call_lets_back_only_who_is_in(
    calls: Calls, call: str, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    await calls.come(anna, call)
    await calls.come(misha, call)
    await anna.put(f"/api/calls/{call}/settings", is_locked=True)
    assert await refused(lena.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (409, "call_locked")
    assert (await lena.get(f"/api/calls/{call}/preview"))["entry"] == "locked"
    await calls.come(misha, call, "phone")
    await anna.put(f"/api/calls/{call}/settings", is_locked=False)
    await calls.come(lena, call)


async def test_an_empty_call_closes_after_a_while(
    calls: Calls, class_chat: UUID, call: str, anna: Somebody, misha: Somebody
) -> None:
    assert misha
    await calls.come(anna, call)
    await anna.post(f"/api/calls/{call}/leave", device=DEVICE)
    await calls.tell()
    await calls.keep_rooms()
    assert (await calls.card(anna, class_chat, call))["state"] == "open"
    clock.move(timedelta(minutes=6))
    await calls.keep_rooms()
    card = await calls.card(anna, class_chat, call)
    assert (card["state"], card["end_reason"]) == ("ended", "empty")


async def test_who_leaves_the_chat_leaves_its_calls(calls: Calls, staff_chat: UUID, anna: Somebody) -> None:
    assert staff_chat
    igor = calls.school.people["igor"]
    chat = (await anna.post("/api/chats", client_id=str(new_id()), title="Газета", members=[str(igor.id)]))["chat"]
    call = (await anna.post(f"/api/chats/{chat['id']}/calls", client_id=str(new_id())))["id"]
    await calls.come(anna, call)
    await calls.come(igor, call)
    await anna.delete(f"/api/chats/{chat['id']}/members/{igor.id}")
    await calls.tell()
    assert len(calls.room(call)) == 1
    assert (await calls.one(anna, call, igor))["state"] == "left"
    assert await refused(igor.browser, "GET", f"/api/calls/{call}") == (404, "not_found")
    assert await refused(igor.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (404, "not_found")
