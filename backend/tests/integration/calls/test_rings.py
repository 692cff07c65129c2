"""Calls in a dialog: a ring on all devices of the other, until it is answered or missed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from parta.core import clock
from parta.core.ids import new_id
from tests.integration.calls.scenario import DEVICE, CallScenario, get_error
from tests.integration.messenger.school import User

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("class_chat")]


@pytest.fixture
async def dialog(anna: User, misha: User) -> str:
    """Return the dialog of Анна and Миша, who may write to each other because they share a chat."""
    return (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]


@pytest.fixture
async def ringing(calls: CallScenario, dialog: str, anna: User) -> str:
    """Return the call in which Анна waits for Миша."""
    made = await anna.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
    await calls.join_and_connect(anna, made["id"])
    return made["id"]


def get_ring(calls: CallScenario, who: User) -> Any:  # noqa: ANN401 - JSON
    """Return the one ring that this person's devices have received."""
    entities = calls.installation.published_state("profile", who.id)
    (ring,) = [value for name, value in entities.items() if name.startswith("ring:")]
    return ring


async def test_it_rings_for_the_other_and_stops_on_all_devices_when_they_join(
    calls: CallScenario, ringing: str, anna: User, misha: User
) -> None:
    ring = get_ring(calls, misha)
    assert (ring["state"], ring["call_id"], ring["caller"]["name"]["first_name"]) == ("ringing", ringing, "Анна")
    assert not [name for name in calls.installation.published_state("profile", anna.id) if name.startswith("ring:")]
    await calls.join_and_connect(misha, ringing)
    assert get_ring(calls, misha)["state"] == "accepted"
    await misha.post(f"/api/rings/{ring['id']}/accept")
    assert await get_error(misha.browser, "POST", f"/api/rings/{ring['id']}/refuse") == (409, "ring_over")
    await misha.post(f"/api/calls/{ringing}/end")
    assert (await calls.card(anna, (ring["chat_id"]), ringing))["end_reason"] == "ended"


async def test_a_member_who_has_not_come_is_rung_again_and_again(
    calls: CallScenario, call: str, anna: User, misha: User, stranger: User
) -> None:
    await calls.join_and_connect(anna, call)
    path = f"/api/calls/{call}/rings"
    assert await get_error(misha.browser, "POST", path, {"profile_id": str(anna.id)}) == (403, "forbidden")
    assert await get_error(anna.browser, "POST", path, {"profile_id": str(stranger.id)}) == (404, "not_found")
    await anna.post(path, profile_id=str(misha.id))
    await anna.post(path, profile_id=str(misha.id))
    ring = get_ring(calls, misha)
    assert (ring["state"], ring["caller"]["name"]["first_name"], ring["title"]) == ("ringing", "Анна", "Математика")
    await misha.post(f"/api/rings/{ring['id']}/refuse")
    assert (await calls.page(anna, call))["call"]["state"] == "open"
    await anna.post(path, profile_id=str(misha.id))
    assert get_ring(calls, misha)["state"] == "ringing"
    await anna.post(f"/api/calls/{call}/leave", device=DEVICE)
    assert (await misha.get(f"/api/calls/{call}/preview"))["state"] == "open"
    await calls.join_and_connect(misha, call)
    assert get_ring(calls, misha)["state"] == "accepted"
    await anna.post(path, profile_id=str(misha.id))
    assert get_ring(calls, misha)["state"] == "accepted"


async def test_a_refusal_ends_the_call_for_the_caller(
    calls: CallScenario, ringing: str, anna: User, misha: User
) -> None:
    ring = get_ring(calls, misha)
    assert await get_error(anna.browser, "POST", f"/api/rings/{ring['id']}/refuse") == (404, "not_found")
    await misha.post(f"/api/rings/{ring['id']}/refuse")
    await misha.post(f"/api/rings/{ring['id']}/refuse")
    assert get_ring(calls, misha)["state"] == "refused"
    ended = calls.installation.published_state("call", ringing)[f"call:{ringing}"]
    assert (ended["state"], ended["end_reason"]) == ("ended", "refused")
    assert await get_error(misha.browser, "POST", f"/api/rings/{ring['id']}/accept") == (409, "ring_over")


async def test_a_ring_that_nobody_answers_is_missed(
    calls: CallScenario, dialog: str, ringing: str, anna: User, misha: User
) -> None:
    clock.move(timedelta(seconds=40))
    await calls.expire_waiting()
    assert get_ring(calls, misha)["state"] == "ringing"
    clock.move(timedelta(seconds=10))
    await calls.expire_waiting()
    assert get_ring(calls, misha)["state"] == "missed"
    assert (await calls.card(anna, dialog, ringing))["end_reason"] == "missed"


async def test_a_caller_who_leaves_cancels_the_ring(
    calls: CallScenario, dialog: str, ringing: str, anna: User, misha: User
) -> None:
    await anna.post(f"/api/calls/{ringing}/leave", device=DEVICE)
    assert get_ring(calls, misha)["state"] == "cancelled"
    assert (await calls.card(anna, dialog, ringing))["end_reason"] == "cancelled"


async def test_a_call_of_two_ends_when_one_of_them_hangs_up(
    calls: CallScenario, dialog: str, ringing: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(misha, ringing)
    await misha.post(f"/api/calls/{ringing}/leave", device=DEVICE)
    card = await calls.card(anna, dialog, ringing)
    assert (card["state"], card["end_reason"]) == ("ended", "ended")


async def test_who_opens_a_page_while_it_rings_sees_the_ring(ringing: str, anna: User, misha: User) -> None:
    (ring,) = await misha.get("/api/rings")
    assert (ring["call_id"], ring["state"]) == (ringing, "ringing")
    assert await anna.get("/api/rings") == []
    await misha.post(f"/api/rings/{ring['id']}/refuse")
    assert await misha.get("/api/rings") == []


async def test_two_who_call_each_other_meet_in_one_call(
    calls: CallScenario, dialog: str, ringing: str, misha: User
) -> None:
    made = await misha.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
    assert made["id"] == ringing
    await calls.join_and_connect(misha, ringing)
    assert get_ring(calls, misha)["state"] == "accepted"


async def test_in_a_group_it_does_not_ring(calls: CallScenario, class_chat: UUID, anna: User, misha: User) -> None:
    await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id()), is_ringing=True)
    assert not [name for name in calls.installation.published_state("profile", misha.id) if name.startswith("ring:")]
