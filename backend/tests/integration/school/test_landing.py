"""Somebody who was on the way to a lesson when linking came in between goes on there, from whichever side."""

from typing import Any

import httpx
import pytest

from parta.adapters.journals import OneRosterJournals
from parta.core.ids import new_id
from parta.linking.service import Offer
from tests.cast import MISHA, VERA
from tests.integration.school.school import School
from tests.journal_twin import DOOR, JournalTwin

pytestmark = pytest.mark.anyio

ELSEWHERE = [
    "https://evil.example/lesson/01939f3e-0000-7000-8000-000000000000",
    "//evil.example",
    "/lesson/",
    "/lesson/01939f3e-0000-7000-8000-000000000000/../../id",
    "/lesson/01939f3e-0000-7000-8000-000000000000?next=//evil.example",
    "/chat/01939f3e-0000-7000-8000-000000000000",
    "javascript:alert(1)",
    "",
]


def lesson() -> str:
    """Give the door of a lesson."""
    return f"/lesson/{new_id()}"


@pytest.mark.parametrize("side", ["messenger", "journal"])
async def test_who_was_on_the_way_to_a_lesson_is_told_to_go_on_there(school: School, side: str) -> None:
    begin, given, bring = ways(school, side)
    landing = lesson()
    vera = await school.arrive(VERA)
    intent = await vera.post(begin, **given, landing=landing)
    assert intent["landing"] == landing
    again = await vera.post(begin, **given)
    assert (again["id"], again["landing"]) == (intent["id"], landing)
    assert (await vera.get("/api/linking/intents/current"))["landing"] == landing
    brought = await vera.post(f"/api/linking/intents/{intent['id']}/{bring}")
    assert brought["landing"] == landing
    await vera.post(f"/api/linking/intents/{intent['id']}/finish")
    assert (await vera.get(f"/api/linking/intents/{intent['id']}"))["landing"] == landing
    stranger = await school.arrive(MISHA)
    assert (await stranger.get(f"/api/linking/intents/{intent['id']}"))["landing"] is None


@pytest.mark.parametrize("side", ["messenger", "journal"])
async def test_who_comes_by_another_lessons_door_meanwhile_lands_there(school: School, side: str) -> None:
    begin, given, _ = ways(school, side)
    vera = await school.arrive(VERA)
    begun = await vera.post(begin, **given)
    first, second = lesson(), lesson()
    for landing in (first, second):
        intent = await vera.post(begin, **given, landing=landing)
        assert (intent["id"], intent["landing"]) == (begun["id"], landing)


@pytest.mark.parametrize("side", ["messenger", "journal"])
@pytest.mark.parametrize("landing", ELSEWHERE)
async def test_nobody_is_sent_anywhere_but_to_a_lesson(school: School, side: str, landing: str) -> None:
    begin, given, _ = ways(school, side)
    vera = await school.arrive(VERA)
    answer = await vera.ask("POST", begin, **given, landing=landing)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert await vera.get("/api/linking/intents/current") is None


async def test_who_does_not_sign_in_to_another_vendors_journal_chooses_anew_and_still_goes_there(
    school: School,
) -> None:
    school.world.app.state.journals = OneRosterJournals(httpx.ASGITransport(app=JournalTwin().app))
    other = await school.offer(Offer("Другой", "Лицей № 2", DOOR))
    landing = lesson()
    vera = await school.arrive(VERA)
    intent = await vera.post("/api/linking/intents", provider_id=other, landing=landing)
    assert intent["go_to"].startswith("http://journal.twin/")
    denied = {"state": intent["id"], "error": "access_denied"}
    answer = await vera.browser.get("/api/linking/callback", params=denied)
    assert answer.headers["location"] == f"/id/connect?landing={landing}"
    stranger = await school.arrive(MISHA)
    answer = await stranger.browser.get("/api/linking/callback", params=denied)
    assert answer.headers["location"] == "/id/connect"


def ways(school: School, side: str) -> tuple[str, dict[str, Any], str]:
    """Give where one begins to link on this side, with what, and how the other side is brought."""
    if side == "journal":
        return "/api/linking/intents/from-journal", {}, "attach-profile"
    return "/api/linking/intents", {"provider_id": str(school.provider_id)}, "attach"
