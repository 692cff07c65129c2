"""What browsers report of their failures: place and type, nothing else, and not without end."""

import pytest
from structlog.testing import capture_logs

from tests.installation import Installation

pytestmark = pytest.mark.anyio

PATH = "/api/client-failures"
FAILURE = {"page": "messenger", "place": "message", "type": "TypeError"}


async def test_a_failure_is_counted_and_logged_by_place_and_type_whoever_is_there(installation: Installation) -> None:
    browser = await installation.browser()
    before = await _count(installation)
    with capture_logs() as logs:
        answer = await browser.post(PATH, json=FAILURE)
    assert (answer.status_code, answer.content) == (204, b"")
    assert await _count(installation) == before + 1
    [entry] = [entry for entry in logs if entry["event"] == "client failure"]
    assert entry == {"event": "client failure", "log_level": "warning", **FAILURE}


@pytest.mark.parametrize(
    "fault",
    [
        {"page": "elsewhere"},
        {"place": "Привет, Миша"},
        {"type": "Cannot read properties of +79005550142"},
        {"type": "Type Error"},
        {"type": "T" * 41},
        {"type": ""},
        {"text": "Cannot read properties of undefined"},
    ],
)
async def test_nothing_but_a_known_place_and_the_name_of_a_type_is_taken(
    installation: Installation, fault: dict[str, str]
) -> None:
    answer = await (await installation.browser()).post(PATH, json=FAILURE | fault)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


async def test_one_address_cannot_fill_the_log(installation: Installation) -> None:
    browser = await installation.browser(address="203.0.113.7")
    answers = [(await browser.post(PATH, json=FAILURE)).status_code for _ in range(22)]
    assert answers == [204] * 20 + [429] * 2
    other = await installation.browser(address="203.0.113.8")
    assert (await other.post(PATH, json=FAILURE)).status_code == 204


async def _count(installation: Installation) -> float:
    text = (await (await installation.browser()).get("/metrics")).text
    line = 'parta_client_failures_total{page="messenger",place="message"} '
    return next((float(row.removeprefix(line)) for row in text.splitlines() if row.startswith(line)), 0)
