"""Sending what is wrong, and judging the answer."""

import asyncio
import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy import delete

from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.rate_limits import RateLimitBucket
from parta.journal.service import add_lesson
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import ADMIN, GUARDIAN, HEAD
from tests.integration.bad_input.description import Operation
from tests.integration.bad_input.values import CANARY

_TIMEOUT_S = 30
_MAX_PROBLEM_BYTES = 5_000
_CODE = re.compile(r"[a-z][a-z_]*")
JSON = {"Content-Type": "application/json"}


_SIGNS_OUT = {
    "POST /api/id/sign-out",
    "POST /api/id/sign-out-everywhere",
    "POST /api/journal/sign-out",
    "PUT /api/id/password",
}
_SETS_COOKIES = {
    "POST /api/id/sign-in",
    "DELETE /api/id/sign-in",
    "POST /api/id/sign-in/code",
    "POST /api/id/sign-in/password",
    "POST /api/id/sign-in/profile",
    "POST /api/id/confirmation",
    "POST /api/id/sign-out",
    "POST /api/id/sign-out-everywhere",
    "POST /api/journal/sign-in",
    "POST /api/journal/sign-out",
    "POST /api/linking/link-requests",
    "POST /api/linking/link-requests/from-journal",
    "POST /api/demo/sign-in",
}
"""What leaves something with the browser, or takes it away."""
_CONSUMES = {
    "POST /api/chats/{chat_id}/leave",
    "PATCH /api/chats/{chat_id}/members/{profile_id}",
    "DELETE /api/chats/{chat_id}/members/{profile_id}",
    "DELETE /api/chats/{chat_id}/messages/{message_id}",
    "POST /api/calls/{call_id}/end",
    "DELETE /api/calls/{call_id}/participants/{participant_id}",
    "POST /api/linking/link-requests",
    "POST /api/linking/link-requests/{request_id}/finish",
    "DELETE /api/linking/link-requests/{request_id}",
}
"""Requests that consume a chat, a call or a link request, so that they cannot be repeated."""
_CONSUMES_LESSON = {
    "POST /api/journal/lessons/{lesson_id}/remote/end",
    "POST /api/journal/office/lessons/{lesson_id}/cancel",
    "POST /api/lessons/{lesson_id}/end",
}
_OTHERS = {"/api/journal/office/": ADMIN, "/api/journal/diary/": GUARDIAN}
"""Who asks for what Анна Сергеевна may not, by where it is."""


async def prepare(scenario: Scenario) -> None:
    """Let there be chats, a call and a lesson, and let everybody ask as often as they like."""
    async with scenario.installation.transaction() as work:
        await work.execute(delete(RateLimitBucket))
    if "upload" not in scenario.names:
        scenario.names["upload"] = await scenario.fill("{new_upload}")
        scenario.names["spare_file"] = await _give_file(scenario)
        await _create_consumables(scenario)
        await _make_lesson(scenario)


def who_asks(operation: Operation) -> str:
    """Give who may do this: Анна Сергеевна, if she may."""
    return next((who for where, who in _OTHERS.items() if operation.path.startswith(where)), HEAD)


def get_browser(scenario: Scenario, operation: Operation) -> AsyncClient:
    """Give the browser of who may do this, signed in on both sides."""
    return scenario.browsers[who_asks(operation), "both"]


async def _give_file(scenario: Scenario) -> str:
    headers = {"X-Client-Id": str(new_id())}
    anna = scenario.browsers[HEAD, "journal"]
    answer = await anna.post("/api/journal/files?name=page.txt", content="§ 18".encode(), headers=headers)
    return answer.json()["id"]


async def _make_lesson(scenario: Scenario) -> None:
    """Let Анна Сергеевна have a lesson now."""
    async with scenario.installation.transaction() as work:
        course_id, ends_at = scenario.school.courses["Алгебра"], now() + timedelta(minutes=45)
        lesson = await add_lesson(work, course_id, starts_at=now(), ends_at=ends_at)
    scenario.names["spare_lesson"] = str(lesson.id)


async def _create_consumables(scenario: Scenario) -> None:
    scenario.names["spare_group"] = await scenario.fill("{new_group}")
    scenario.names["spare_link_request"] = await scenario.fill("{new_link_request}")
    scenario.names["call"] = await scenario.fill("{new_call}")
    scenario.names["said"] = await scenario.send(HEAD, "spare_group", "Слово")


async def send(  # noqa: PLR0913 - all that a request may be wrong in
    scenario: Scenario,
    operation: Operation,
    *,
    path: Mapping[str, str] | None = None,
    query: str | None = None,
    headers: Mapping[str, Any] | None = None,
    content: bytes | None = None,
) -> Response:
    """Ask for this with something wrong; what is not given is valid."""
    address = await scenario.fill(operation.address(path))
    asked = query if query is not None else await build_query(scenario, operation)
    told = {name: await scenario.fill(value) for name, value in operation.values("header").items()}
    told.pop("content-length", None)
    body = content if content is not None else await build_body(scenario, operation)
    address = f"{address}?{asked}" if asked else address
    async with asyncio.timeout(_TIMEOUT_S):
        answer = await get_browser(scenario, operation).request(
            operation.method,
            address,
            headers={**(JSON if operation.fields else {}), **told, **(headers or {})},
            content=body,
        )
    if answer.is_success and str(operation) in _SIGNS_OUT:
        await scenario.sign_in(HEAD)
    if answer.is_success and str(operation) in _CONSUMES:
        await _create_consumables(scenario)
    if answer.is_success and str(operation) in _CONSUMES_LESSON:
        await _make_lesson(scenario)
    return answer


async def build_query(scenario: Scenario, operation: Operation, wrong: Mapping[str, str] | None = None) -> str:
    """Give the query, some of it other than it should be."""
    valid = {name: await scenario.fill(value) for name, value in operation.values("query").items()}
    return "&".join(f"{name}={value}" for name, value in (valid | dict(wrong or {})).items())


async def build_body(scenario: Scenario, operation: Operation, **wrong: Any) -> bytes | None:  # noqa: ANN401 - JSON
    """Give the body, some of it other than it should be."""
    if operation.takes_bytes:
        return b"\xd0\xb1ytes"
    if operation.fields is None:
        return None
    valid = await scenario.fill(dict(operation.fields))
    return json.dumps({**valid, **wrong}).encode()


def find_fault(operation: Operation, answer: Response) -> str | None:
    """Say what is wrong with the answer, if anything is."""
    description = f"{answer.status_code} {answer.headers} {answer.text[:200]}"
    caching = answer.headers.get("cache-control", "")
    if answer.status_code == 500 or not {"no-store", "private"} & set(caching.split(", ")):
        return description
    if "set-cookie" in answer.headers and (str(operation) not in _SETS_COOKIES or not answer.is_success):
        return description
    return description if answer.status_code >= 400 and not _is_valid_problem(answer) else None


def _is_valid_problem(answer: Response) -> bool:
    if answer.headers.get("content-type") != "application/problem+json" or len(answer.content) > _MAX_PROBLEM_BYTES:
        return False
    problem = answer.json()
    is_sound = problem["status"] == answer.status_code and _CODE.fullmatch(problem["code"])
    return bool(is_sound) and CANARY not in answer.text
