"""Every route of the description, as somebody who is not signed in and as a guest: a route that is added is tested."""

import pytest
from httpx import AsyncClient, Response

from tests.integration.audience.scenario import Scenario
from tests.integration.bad_input.description import OPERATIONS, Operation
from tests.integration.bad_input.requests import JSON, build_body, build_query, prepare

pytestmark = pytest.mark.anyio

OF_ANYBODY = {"GET /api/id/me", "GET /api/id/sign-in", "GET /api/journal/me", "GET /api/invites/{token}"}
"""Public, and answering 401 only to a page that was opened for somebody else."""
FOR_ALL = [operation for operation in OPERATIONS if 401 not in operation.statuses or str(operation) in OF_ANYBODY]
FOR_MEMBERS = [operation for operation in OPERATIONS if operation not in FOR_ALL]
PUBLIC = OF_ANYBODY | {
    "POST /api/id/sign-in",
    "DELETE /api/id/sign-in",
    "POST /api/id/sign-in/resend",
    "POST /api/id/sign-in/code",
    "POST /api/id/sign-in/password",
    "POST /api/id/sign-in/profile",
    "POST /api/id/clear-cache",
    "POST /api/journal/sign-in",
    "GET /api/linking/regions",
    "GET /api/linking/regions/{region_id}/providers",
    "POST /api/invites/{token}/join",
    "GET /api/demo/people",
    "POST /api/demo/sign-in",
    "GET /api/demo/outbox",
    "POST /api/client-failures",
}
"""Routes for everybody: signing in, what leads to it, the demo, and reports of what failed in a browser."""
OF_CALLS = ("/api/calls/{call_id}", "/api/knocks/")
"""Beginnings of the routes that a guest may know."""


@pytest.fixture(scope="module")
async def guest(scenario: Scenario) -> AsyncClient:
    """Return the browser of a guest who waits in the lobby of the call of 7Б."""
    scenario.names["call"] = await scenario.fill("{new_call}")  # others have ended and changed the one before
    browser = await scenario.installation.browser()
    body = {"device": "tablet", "name": "Тётя"}
    answer = await browser.post(f"/api/invites/{scenario.names['invite']}/join", json=body)
    assert answer.json().get("state") == "waiting", answer.text
    return browser


async def request(scenario: Scenario, operation: Operation, browser: AsyncClient) -> Response:
    """Send what is valid as this browser."""
    await prepare(scenario)
    headers = {name: await scenario.fill(value) for name, value in operation.values("header").items()}
    return await browser.request(
        operation.method,
        f"{await scenario.fill(operation.url())}?{await build_query(scenario, operation)}",
        headers={**(JSON if operation.fields else {}), **headers},
        content=await build_body(scenario, operation),
    )


def test_what_everybody_may_use_is_known() -> None:
    assert {str(operation) for operation in FOR_ALL} == PUBLIC


@pytest.mark.parametrize("operation", FOR_MEMBERS, ids=str)
async def test_who_is_not_signed_in_is_told_so_and_nothing_else(scenario: Scenario, operation: Operation) -> None:
    answer = await request(scenario, operation, await scenario.installation.browser())
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("operation", FOR_MEMBERS, ids=str)
async def test_a_guest_who_waits_gets_nothing_of_others(
    scenario: Scenario, guest: AsyncClient, operation: Operation
) -> None:
    answer = await request(scenario, operation, guest)
    if operation.path.startswith(OF_CALLS):
        assert answer.status_code in {403, 404, 409, 422} or is_ones_own(operation), answer.text
    else:
        assert answer.status_code == 401


def is_ones_own(operation: Operation) -> bool:
    """Return True if the route is about the guest's own way into a call."""
    return str(operation) in {"POST /api/calls/{call_id}/join", "GET /api/calls/{call_id}/preview"}
