"""Calling in a dialog: it rings for the other, on all devices, until somebody answers or nobody does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from parta.core import clock
from parta.core.ids import new_id
from tests.integration.calls.calling import DEVICE, Calls, refused
from tests.integration.messenger.school import Somebody

pytestmark = pytest.mark.anyio


@pytest.fixture
async def dialog(class_chat: UUID, anna: Somebody, misha: Somebody) -> str:
    """Give the dialog of Анна and Миша."""
    assert class_chat
    return (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]


@pytest.fixture
async def ringing(calls: Calls, dialog: str, anna: Somebody) -> str:
    """Give the call in which Анна waits for Миша."""
    made = await anna.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
    await calls.come(anna, made["id"])
    return made["id"]


def heard(calls: Calls, who: Somebody) -> Any:  # noqa: ANN401 - JSON
    """Give the one ring that this person's devices have heard."""
    told = calls.world.heard("profile", who.id)
    (ring,) = [value for name, value in told.items() if name.startswith("ring:")]
    return ring


async def test_it_rings_for_the_other_and_stops_on_all_devices_when_they_come(
    calls: Calls, ringing: str, anna: Somebody, misha: Somebody
) -> None:
    ring = heard(calls, misha)
    assert (ring["state"], ring["call_id"], ring["from_name"]) == ("ringing", ringing, "Анна Белова")
    assert not [name for name in calls.world.heard("profile", anna.id) if name.startswith("ring:")]
    await calls.come(misha, ringing)
    assert heard(calls, misha)["state"] == "accepted"
    await misha.post(f"/api/rings/{ring['id']}/accept")
    assert await refused(misha.browser, "POST", f"/api/rings/{ring['id']}/refuse") == (409, "ring_over")
    await misha.post(f"/api/calls/{ringing}/end")
    assert (await calls.card(anna, (ring["chat_id"]), ringing))["end_reason"] == "ended"


async def test_the_caller_hears_of_a_refusal(calls: Calls, ringing: str, anna: Somebody, misha: Somebody) -> None:
    ring = heard(calls, misha)
    assert await refused(anna.browser, "POST", f"/api/rings/{ring['id']}/refuse") == (404, "not_found")
    await misha.post(f"/api/rings/{ring['id']}/refuse")
    await misha.post(f"/api/rings/{ring['id']}/refuse")
    assert heard(calls, misha)["state"] == "refused"
    told = calls.world.heard("call", ringing)[f"call:{ringing}"]
    assert (told["state"], told["end_reason"]) == ("ended", "refused")
    assert await refused(misha.browser, "POST", f"/api/rings/{ring['id']}/accept") == (409, "ring_over")


async def test_what_nobody_answers_is_missed(
    calls: Calls, dialog: str, ringing: str, anna: Somebody, misha: Somebody
) -> None:
    clock.move(timedelta(seconds=40))
    await calls.keep_waiting()
    assert heard(calls, misha)["state"] == "ringing"
    clock.move(timedelta(seconds=10))
    await calls.keep_waiting()
    assert heard(calls, misha)["state"] == "missed"
    assert (await calls.card(anna, dialog, ringing))["end_reason"] == "missed"


async def test_a_caller_who_thinks_better_of_it_ends_the_ringing(
    calls: Calls, dialog: str, ringing: str, anna: Somebody, misha: Somebody
) -> None:
    await anna.post(f"/api/calls/{ringing}/leave", device=DEVICE)
    assert heard(calls, misha)["state"] == "cancelled"
    assert (await calls.card(anna, dialog, ringing))["end_reason"] == "cancelled"


async def test_two_who_call_each_other_meet_in_one_call(
    calls: Calls, dialog: str, ringing: str, misha: Somebody
) -> None:
    made = await misha.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
    assert made["id"] == ringing
    await calls.come(misha, ringing)
    assert heard(calls, misha)["state"] == "accepted"


async def test_in_a_group_it_does_not_ring(calls: Calls, class_chat: UUID, anna: Somebody, misha: Somebody) -> None:
    await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id()), is_ringing=True)
    assert not [name for name in calls.world.heard("profile", misha.id) if name.startswith("ring:")]
