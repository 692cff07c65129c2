"""Joining calls and leaving them."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from httpx import AsyncClient, Response

from parta.adapters.livekit.port import Source
from parta.core import clock
from parta.core.ids import new_id
from parta.identity.rules import MAX_IDLE_TIME
from parta.identity.service import open_session
from tests.integration.calls.scenario import DEVICE, CallScenario, get_error
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


async def test_a_call_is_opened_joined_and_ended(
    calls: CallScenario, class_chat: UUID, call: str, anna: User, misha: User
) -> None:
    assert (await calls.card(misha, class_chat, call))["state"] == "open"
    teacher = await calls.join_and_connect(anna, call)
    student = await calls.join_and_connect(misha, call)
    assert teacher.allowed == frozenset(Source)
    assert student.allowed == {Source.MICROPHONE, Source.CAMERA}
    page = await calls.page(misha, call)
    assert [one["role"] for one in page["participants"]] == ["admin", "participant"]
    assert all(one["is_connected"] for one in page["participants"])
    assert page["me"]["profile_id"] == str(misha.id)
    assert page["may"] == []
    assert "end" in (await calls.page(anna, call))["may"]
    assert await get_error(misha.browser, "POST", f"/api/calls/{call}/end") == (403, "forbidden")
    await anna.post(f"/api/calls/{call}/end")
    await anna.post(f"/api/calls/{call}/end")
    await calls.deliver_webhooks()
    assert await calls.connected(call) == {}
    assert await calls.main_room(call) not in calls.installation.media.rooms
    card = await calls.card(misha, class_chat, call)
    assert (card["state"], card["end_reason"], card["present"]) == ("ended", "ended", 0)
    assert await get_error(misha.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (409, "call_ended")


async def test_a_call_created_twice_with_one_client_id_is_one(class_chat: UUID, anna: User) -> None:
    body = {"client_id": str(new_id()), "title": "Раз"}
    path = f"/api/chats/{class_chat}/calls"
    made = await asyncio.gather(*(anna.post(path, **body) for _ in range(5)))
    assert len({one["id"] for one in made}) == 1
    assert len(await anna.get(path)) == 1


async def test_nobody_creates_calls_without_limit(class_chat: UUID, anna: User) -> None:
    path, first = f"/api/chats/{class_chat}/calls", {"client_id": str(new_id())}
    made, began = await anna.post(path, **first), clock.now()
    answers = list[Response]()
    for _ in range(30):
        clock.move(began - clock.now())  # however long thirty requests may take
        answers.append(await anna.browser.post(path, json={"client_id": str(new_id())}))
    assert [answer.status_code for answer in answers] == [201] * 29 + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert (await anna.post(path, **first))["id"] == made["id"]


async def test_one_client_id_is_not_for_two_chats(class_chat: UUID, staff_chat: UUID, anna: User) -> None:
    body = {"client_id": str(new_id())}
    await anna.post(f"/api/chats/{class_chat}/calls", **body)
    answer = await anna.browser.post(f"/api/chats/{staff_chat}/calls", json=body)
    assert answer.status_code in {403, 409}


async def test_who_has_no_right_to_call_creates_no_call(class_chat: UUID, misha: User, vera: User) -> None:
    path, body = f"/api/chats/{class_chat}/calls", {"client_id": str(new_id())}
    assert await get_error(misha.browser, "POST", path, body) == (403, "forbidden")
    assert await get_error(vera.browser, "POST", path, body) == (404, "not_found")
    view = await misha.view(class_chat)
    assert "call" not in view["my"]["may"]


async def test_without_media_everything_else_works(calls: CallScenario, call: str, anna: User, misha: User) -> None:
    calls.installation.media.is_unavailable = True
    path = f"/api/calls/{call}/join"
    assert await get_error(anna.browser, "POST", path, {"device": "x"}) == (503, "media_unavailable")
    assert await get_error(misha.browser, "POST", path, {"device": "x"}) == (503, "media_unavailable")
    await calls.deliver_webhooks()
    await misha.put(f"/api/calls/{call}/hand", is_raised=True)
    assert (await calls.participant(anna, call, misha))["hand_raised_at"]
    calls.installation.media.is_unavailable = False
    assert (await calls.join_and_connect(misha, call)).allowed == {Source.MICROPHONE, Source.CAMERA}


async def test_two_devices_of_one_person_are_one_participant(calls: CallScenario, call: str, anna: User) -> None:
    _, phone = await calls.connect_two(anna, call)
    assert len(await calls.connected(call)) == 2
    assert len((await calls.page(anna, call))["participants"]) == 1
    await anna.post(f"/api/calls/{call}/leave", device="phone")
    await calls.deliver_webhooks()
    assert (await calls.page(anna, call))["me"]["state"] == "admitted"
    await calls.leave(phone)
    assert (await calls.page(anna, call))["me"]["is_connected"]
    await anna.post(f"/api/calls/{call}/leave", device="laptop")
    await anna.post(f"/api/calls/{call}/leave", device="laptop")
    await calls.deliver_webhooks()
    me = (await calls.page(anna, call))["me"]
    assert (me["state"], me["is_connected"]) == ("left", False)
    assert await calls.connected(call) == {}


async def test_a_planned_call_is_opened_by_admins_early_and_by_others_in_time(
    calls: CallScenario, class_chat: UUID, anna: User, misha: User, lena: User
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
    assert await get_error(anna.browser, "DELETE", f"/api/calls/{call}/hands") == (409, "call_not_open")
    await calls.join_and_connect(anna, call)
    assert (await calls.card(misha, class_chat, call))["state"] == "open"
    await calls.join_and_connect(misha, call)
    await calls.join_and_connect(lena, call)


async def test_a_planned_call_opens_for_who_joins_in_time(
    calls: CallScenario, class_chat: UUID, anna: User, misha: User
) -> None:
    starts = clock.now() + timedelta(minutes=10)
    body = {"client_id": str(new_id()), "starts_at": starts.isoformat()}
    call = (await anna.post(f"/api/chats/{class_chat}/calls", **body))["id"]
    clock.move(timedelta(minutes=11))
    await calls.join(misha, call)
    assert (await calls.page(misha, call))["call"]["state"] == "open"


async def test_who_is_in_a_call_is_asked_before_another_device_joins_and_moves_to_it(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call, "laptop")
    path = f"/api/calls/{call}/join"
    assert await get_error(misha.browser, "POST", path, {"device": "phone"}) == (409, "in_call_elsewhere")
    await calls.join(misha, call, "laptop")
    moved = await misha.post(path, device="phone", moves=True)
    await calls.deliver_webhooks()
    await calls.connect(moved["token"])
    assert {one.partition(":")[2] for one in await calls.connected(call)} == {"laptop", "phone"}
    assert len(await calls.connected(call)) == 2
    assert await get_error(misha.browser, "POST", path, {"device": "laptop"}) == (409, "moved_elsewhere")
    assert (await calls.participant(anna, call, misha))["is_connected"]


async def test_open_calls_of_ones_chats_are_listed_with_the_one_that_one_is_in(
    calls: CallScenario, call: str, anna: User, misha: User, stranger: User
) -> None:
    device = await calls.join_and_connect(misha, call)
    (mine,) = await misha.get("/api/calls")
    assert (mine["card"]["id"], mine["is_in"], mine["is_connected"]) == (call, True, True)
    await calls.leave(device)
    (mine,) = await misha.get("/api/calls")
    assert (mine["is_in"], mine["is_connected"]) == (True, False)
    await misha.post(f"/api/calls/{call}/leave", device=DEVICE)
    (mine,) = await misha.get("/api/calls")
    assert not mine["is_in"]
    assert await stranger.get("/api/calls") == []
    await anna.post(f"/api/calls/{call}/end")
    assert await misha.get("/api/calls") == []


async def test_a_locked_call_admits_only_who_is_already_in(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    await anna.put(f"/api/calls/{call}/settings", is_locked=True)
    assert await get_error(lena.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (409, "call_locked")
    assert (await lena.get(f"/api/calls/{call}/preview"))["entry"] == "locked"
    await misha.post(f"/api/calls/{call}/join", device="phone", moves=True)
    await anna.put(f"/api/calls/{call}/settings", is_locked=False)
    await calls.join_and_connect(lena, call)


async def test_an_empty_call_closes_after_a_while(calls: CallScenario, class_chat: UUID, call: str, anna: User) -> None:
    await calls.join_and_connect(anna, call)
    await anna.post(f"/api/calls/{call}/leave", device=DEVICE)
    await calls.deliver_webhooks()
    await calls.check_rooms()
    assert (await calls.card(anna, class_chat, call))["state"] == "open"
    clock.move(timedelta(minutes=6))
    await calls.check_rooms()
    card = await calls.card(anna, class_chat, call)
    assert (card["state"], card["end_reason"]) == ("ended", "empty")


@pytest.mark.usefixtures("staff_chat")
async def test_who_leaves_the_chat_leaves_its_calls(calls: CallScenario, anna: User) -> None:
    igor = calls.school.people["igor"]
    chat = (await anna.post("/api/chats", client_id=str(new_id()), title="Газета", members=[str(igor.id)]))["chat"]
    call = (await anna.post(f"/api/chats/{chat['id']}/calls", client_id=str(new_id())))["id"]
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(igor, call)
    await anna.delete(f"/api/chats/{chat['id']}/members/{igor.id}")
    await calls.deliver_webhooks()
    assert len(await calls.connected(call)) == 1
    assert (await calls.participant(anna, call, igor))["state"] == "left"
    assert await get_error(igor.browser, "GET", f"/api/calls/{call}") == (404, "not_found")
    assert await get_error(igor.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (404, "not_found")


async def test_who_signs_out_everywhere_is_in_no_call_any_more(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    await misha.post("/api/id/sign-out-everywhere")
    await calls.deliver_webhooks()
    assert [one.name for one in (await calls.connected(call)).values()] == ["Анна Сергеевна"]
    assert (await calls.participant(anna, call, misha))["state"] == "left"


async def test_a_device_is_disconnected_when_its_session_ends_although_another_remains(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    joined = await calls.join(misha, call)
    phone = await _sign_in_again(calls, misha)
    token = (await phone.post(f"/api/calls/{call}/join", json={"device": "phone"})).json()["token"]
    laptop, on_phone = await calls.connect(joined["token"]), await calls.connect(token)
    await _end_other_sessions(phone)
    await calls.deliver_webhooks()
    assert await calls.connected(call) == {on_phone.identity: on_phone}
    assert (await calls.participant(anna, call, misha))["is_connected"]
    # A token for media outlives the session; who connects by it is disconnected at once.
    await calls.connect(calls.installation.media.create_token(laptop.room_id, laptop.identity, "", laptop.allowed))
    assert laptop.identity not in await calls.connected(call)


async def test_a_device_moves_to_the_session_in_which_it_joins_again(
    calls: CallScenario, call: str, misha: User
) -> None:
    await calls.join(misha, call)
    phone = await _sign_in_again(calls, misha)
    again = await calls.connect((await phone.post(f"/api/calls/{call}/join", json={"device": DEVICE})).json()["token"])
    await _end_other_sessions(phone)
    await calls.deliver_webhooks()
    assert await calls.connected(call) == {again.identity: again}


async def test_a_device_whose_session_has_run_out_is_disconnected(calls: CallScenario, call: str, misha: User) -> None:
    await calls.join_and_connect(misha, call)
    clock.move(MAX_IDLE_TIME + timedelta(days=1))
    await calls.check_rooms()
    assert await calls.connected(call) == {}


async def _sign_in_again(calls: CallScenario, who: User) -> AsyncClient:
    async with calls.installation.transaction() as work:
        token = await open_session(work, who.id, device="Safari, iPhone", address="127.0.0.1")
    return await calls.installation.browser({"parta_profile": token})


async def _end_other_sessions(browser: AsyncClient) -> None:
    for one in (await browser.get("/api/id/sessions")).json():
        if not one["is_current"]:
            assert (await browser.delete(f"/api/id/sessions/{one['id']}")).is_success
