"""Faults of calls that were found by attacking a running server. Each test fails until its fault is repaired."""

import pytest
from httpx import AsyncClient

from parta.identity.service import open_session
from tests.integration.calls.scenario import CallScenario
from tests.integration.calls.test_lobby import guest, knock, link  # noqa: F401 - fixtures
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


async def test_the_device_of_a_session_that_has_ended_is_disconnected_although_another_remains(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    laptop = await calls.join_and_connect(misha, call)
    async with calls.installation.transaction() as work:
        token = await open_session(work, misha.id, device="Safari, iPhone", address="127.0.0.1")
    phone = await calls.installation.browser({"parta_profile": token})
    sessions = (await phone.get("/api/id/sessions")).json()
    for one in sessions:
        if not one["is_current"]:
            assert (await phone.delete(f"/api/id/sessions/{one['id']}")).is_success
    await calls.deliver_webhooks()
    await calls.check_rooms()
    assert (await misha.browser.get(f"/api/calls/{call}")).status_code == 401
    assert laptop.identity not in await calls.connected(call)


async def test_who_is_removed_does_not_come_back_past_the_lobby_as_the_guest_they_were(  # noqa: PLR0913, PLR0917 - all who are in it
    calls: CallScenario,
    call: str,
    link: str,  # noqa: F811
    guest: AsyncClient,  # noqa: F811
    anna: User,
    misha: User,
) -> None:
    await calls.join_and_connect(anna, call)
    waiting = await knock(guest, link, "Миша")
    await anna.post(f"/api/calls/{call}/knocks/{waiting}/admit")
    guest_token = guest.cookies["parta_guest"]
    guest.cookies.set("parta_profile", misha.token)
    joined = (await guest.post(f"/api/calls/{call}/join", json={"device": "tablet"})).json()
    await anna.delete(f"/api/calls/{call}/participants/{joined['participant_id']}")
    again = await calls.installation.browser({"parta_guest": guest_token})
    answer = await again.post(f"/api/calls/{call}/join", json={"device": "tablet"})
    assert answer.status_code == 403, answer.json()["state"]
