"""A person who was on the way to a lesson when linking interrupted returns to it, from either side."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from parta.adapters.journals import OneRosterJournals
from parta.core.ids import new_id
from parta.linking.service import ProviderSpec
from tests.cast import MISHA, VERA
from tests.integration.school.school import School
from tests.journal_fake import CLIENT, JournalFake

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


def lesson_path() -> str:
    """Return the address of a lesson."""
    return f"/lesson/{new_id()}"


@pytest.mark.parametrize("side", ["messenger", "journal"])
async def test_who_was_on_the_way_to_a_lesson_returns_there(school: School, side: str) -> None:
    create_path, body, attach = get_steps(school, side)
    return_to = lesson_path()
    vera = await school.sign_in(VERA)
    link_request = await vera.post(create_path, **body, return_to=return_to)
    assert link_request["return_to"] == return_to
    again = await vera.post(create_path, **body)
    assert (again["id"], again["return_to"]) == (link_request["id"], return_to)
    assert (await vera.get("/api/linking/link-requests/current"))["return_to"] == return_to
    attached = await vera.post(f"/api/linking/link-requests/{link_request['id']}/{attach}")
    assert attached["return_to"] == return_to
    await vera.post(f"/api/linking/link-requests/{link_request['id']}/finish")
    assert (await vera.get(f"/api/linking/link-requests/{link_request['id']}"))["return_to"] == return_to
    stranger = await school.sign_in(MISHA)
    assert (await stranger.get(f"/api/linking/link-requests/{link_request['id']}"))["return_to"] is None


@pytest.mark.parametrize("side", ["messenger", "journal"])
async def test_who_opens_another_lesson_meanwhile_returns_there(school: School, side: str) -> None:
    create_path, body, _ = get_steps(school, side)
    vera = await school.sign_in(VERA)
    begun = await vera.post(create_path, **body)
    first, second = lesson_path(), lesson_path()
    for return_to in (first, second):
        link_request = await vera.post(create_path, **body, return_to=return_to)
        assert (link_request["id"], link_request["return_to"]) == (begun["id"], return_to)


@pytest.mark.parametrize("side", ["messenger", "journal"])
@pytest.mark.parametrize("return_to", ELSEWHERE)
async def test_nobody_is_sent_anywhere_but_to_a_lesson(school: School, side: str, return_to: str) -> None:
    create_path, body, _ = get_steps(school, side)
    vera = await school.sign_in(VERA)
    answer = await vera.ask("POST", create_path, **body, return_to=return_to)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert await vera.get("/api/linking/link-requests/current") is None


async def test_who_does_not_sign_in_to_another_vendors_journal_chooses_anew_and_still_goes_there(
    school: School,
) -> None:
    school.installation.app.state.context = replace(
        school.installation.app.state.context, journals=OneRosterJournals(httpx.ASGITransport(app=JournalFake().app))
    )
    other = await school.add_provider(ProviderSpec("Другой", "Лицей № 2", CLIENT))
    return_to = lesson_path()
    vera = await school.sign_in(VERA)
    link_request = await vera.post("/api/linking/link-requests", provider_id=other, return_to=return_to)
    assert link_request["next_url"].startswith("http://journal.fake/")
    denied = {"state": link_request["id"], "error": "access_denied"}
    answer = await vera.browser.get("/api/linking/callback", params=denied)
    assert answer.headers["location"] == f"/id/connect?return_to={return_to}"
    stranger = await school.sign_in(MISHA)
    answer = await stranger.browser.get("/api/linking/callback", params=denied)
    assert answer.headers["location"] == "/id/connect"


def get_steps(school: School, side: str) -> tuple[str, dict[str, Any], str]:
    """Return the path and body that start a link on this side, and the step that attaches the other side."""
    if side == "journal":
        return "/api/linking/link-requests/from-journal", {}, "attach-profile"
    return "/api/linking/link-requests", {"provider_id": str(school.provider_id)}, "attach"
