"""Whatever is sent, by whom ever: the answer is one that the description tells, and never an error of the server."""

import pytest
from httpx import AsyncClient
from sqlalchemy import delete

from parta.core.rate_limits import RateLimitBucket
from tests.described import Description, compare
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import HEAD, OUT, STUDENT
from tests.integration.bad_input.description import OPERATIONS, Operation
from tests.integration.bad_input.fuzzing import invent, send_invented
from tests.integration.bad_input.requests import prepare

pytestmark = pytest.mark.anyio

GUEST = "guest"
SESSIONS = ("parta_profile", "parta_journal")


@pytest.fixture(scope="module")
async def guest(scenario: Scenario) -> AsyncClient:
    """Return the browser of a guest who was admitted to the call of 7Б."""
    browser = await scenario.installation.browser()
    body = {"device": "tablet", "name": "Дедушка"}
    knocked = await browser.post(f"/api/invites/{scenario.names['invite']}/join", json=body)
    path = f"/api/calls/{scenario.names['call']}/knocks/{knocked.json()['knock_id']}/admit"
    await scenario.post(HEAD, path)
    return browser


@pytest.fixture(scope="module")
def description(scenario: Scenario) -> Description:
    """Return the description of the interface."""
    return Description(scenario.installation.app)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
async def test_every_answer_is_one_that_is_described(
    scenario: Scenario, guest: AsyncClient, description: Description, operation: Operation
) -> None:
    await prepare(scenario)
    described = description.get_operation(operation.method, operation.path)
    cases = invent(described, await scenario.fill(operation.values("path")))
    faults = list[str]()
    for who in (HEAD, STUDENT, GUEST, OUT):
        for case in cases:
            browser = guest if who == GUEST else await scenario.browser(who, "both")
            answer = await send_invented(browser, case)
            fault = compare(described, answer)
            if fault or answer.status_code >= 500:
                faults.append(f"{who}: {case.as_curl_command()}: {fault or answer.status_code}")
            if any(cookie.startswith(SESSIONS) for cookie in answer.headers.get_list("set-cookie")) and who != OUT:
                await scenario.sign_in(who) if who != GUEST else browser.cookies.clear()
        async with scenario.installation.transaction() as work:
            await work.execute(delete(RateLimitBucket))
    assert not faults, "\n".join(faults)
