"""Sending invalid requests, and checking the response."""

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
from parta.timetable.service import add_lesson
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import ADMIN, GUARDIAN, HEAD
from tests.integration.bad_input.description import Operation
from tests.integration.bad_input.values import CANARY

_TIMEOUT_S = 30
_MAX_PROBLEM_BYTES = 5_000
_OF_THE_ROUTER = {307, 404, 405, 422}
"""What is answered where another route has this address, or none."""
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
"""Requests that set or delete cookies."""
_CONSUMES = {
    "POST /api/chats/{chat_id}/leave",
    "PATCH /api/chats/{chat_id}/members/{profile_id}",
    "DELETE /api/chats/{chat_id}/members/{profile_id}",
    "DELETE /api/chats/{chat_id}/messages/{message_id}",
    "POST /api/calls/{call_id}/end",
    "DELETE /api/calls/{call_id}/participants/{participant_id}",
    "DELETE /api/files/uploads/{upload_id}",
    "POST /api/linking/link-requests",
    "POST /api/linking/link-requests/{request_id}/finish",
    "DELETE /api/linking/link-requests/{request_id}",
}
"""Requests that consume a chat, a call, an upload or a link request, so that they cannot be repeated."""
_CONSUMES_LESSON = {
    "POST /api/journal/lessons/{lesson_id}/remote/end",
    "POST /api/journal/office/lessons/{lesson_id}/cancel",
    "POST /api/lessons/{lesson_id}/end",
}
_CALLERS_BY_PATH = {"/api/journal/office/": ADMIN, "/api/journal/diary/": GUARDIAN}
"""Callers of routes that Анна Сергеевна may not use, by path prefix."""


async def prepare(scenario: Scenario) -> None:
    """Ensure that chats, a call and a lesson exist, and reset rate limits."""
    async with scenario.installation.transaction() as work:
        await work.execute(delete(RateLimitBucket))
    if "upload" not in scenario.names:
        scenario.names["spare_file"] = await _upload_file(scenario)
        await _create_consumables(scenario)
        await _create_lesson(scenario)


def get_caller(operation: Operation) -> str:
    """Return who may use this route: Анна Сергеевна, if she may."""
    return next((who for where, who in _CALLERS_BY_PATH.items() if operation.path.startswith(where)), HEAD)


def get_browser(scenario: Scenario, operation: Operation) -> AsyncClient:
    """Return the browser of who may use this route, signed in on both sides."""
    return scenario.browsers[get_caller(operation), "both"]


async def _upload_file(scenario: Scenario) -> str:
    headers = {"X-Client-Id": str(new_id())}
    anna = scenario.browsers[HEAD, "journal"]
    answer = await anna.post("/api/files?as=account&name=page.txt", content="§ 18".encode(), headers=headers)
    return answer.json()["id"]


async def _create_lesson(scenario: Scenario) -> None:
    """Create a lesson of Анна Сергеевна that starts now."""
    async with scenario.installation.transaction() as work:
        course_id, ends_at = scenario.school.courses["Алгебра"], now() + timedelta(minutes=45)
        lesson = await add_lesson(work, course_id, starts_at=now(), ends_at=ends_at)
    scenario.names["spare_lesson"] = str(lesson.id)


async def _create_consumables(scenario: Scenario) -> None:
    scenario.names["spare_group"] = await scenario.fill("{new_group}")
    scenario.names["spare_link_request"] = await scenario.fill("{new_link_request}")
    scenario.names["upload"] = await scenario.fill("{new_upload}")
    scenario.names["call"] = await scenario.fill("{new_call}")
    scenario.names["spare_message"] = await scenario.send(HEAD, "spare_group", "Слово")


async def send(  # noqa: PLR0913 - all that a request may be wrong in
    scenario: Scenario,
    operation: Operation,
    *,
    path: Mapping[str, str] | None = None,
    query: str | None = None,
    headers: Mapping[str, Any] | None = None,
    content: bytes | None = None,
) -> Response:
    """Send a request with something wrong; what is not given is valid."""
    address = await scenario.fill(operation.url(path))
    query_string = query if query is not None else await build_query(scenario, operation)
    valid_headers = {name: await scenario.fill(value) for name, value in operation.values("header").items()}
    valid_headers.pop("content-length", None)
    body = content if content is not None else await build_body(scenario, operation)
    address = f"{address}?{query_string}" if query_string else address
    async with asyncio.timeout(_TIMEOUT_S):
        answer = await get_browser(scenario, operation).request(
            operation.method,
            address,
            headers={**(JSON if operation.fields else {}), **valid_headers, **(headers or {})},
            content=body,
        )
    if answer.is_success and str(operation) in _SIGNS_OUT:
        await scenario.sign_in(HEAD)
    if answer.is_success and str(operation) in _CONSUMES:
        await _create_consumables(scenario)
    if answer.is_success and str(operation) in _CONSUMES_LESSON:
        await _create_lesson(scenario)
    return answer


async def build_query(scenario: Scenario, operation: Operation, wrong: Mapping[str, str] | None = None) -> str:
    """Return the query, some of it replaced by wrong values."""
    valid = {name: await scenario.fill(value) for name, value in operation.values("query").items()}
    return "&".join(f"{name}={value}" for name, value in (valid | dict(wrong or {})).items())


async def build_body(scenario: Scenario, operation: Operation, **wrong: Any) -> bytes | None:  # noqa: ANN401 - JSON
    """Return the body, some of it replaced by wrong values."""
    if operation.takes_bytes:
        return b"\xd0\xb1ytes"
    if operation.fields is None:
        return None
    valid = await scenario.fill(dict(operation.fields))
    return json.dumps({**valid, **wrong}).encode()


def find_fault(operation: Operation, answer: Response) -> str | None:
    """Return a description of the response if it is at fault."""
    description = f"{answer.status_code} {answer.headers} {answer.text[:200]}"
    caching = answer.headers.get("cache-control", "")
    if answer.status_code == 500 or not {"no-store", "private"} & set(caching.split(", ")):
        return description
    if "set-cookie" in answer.headers and (str(operation) not in _SETS_COOKIES or not answer.is_success):
        return description
    if answer.status_code not in operation.statuses | _OF_THE_ROUTER:
        return f"not described: {description}"
    return description if answer.status_code >= 400 and not _is_valid_problem(answer) else None


def _is_valid_problem(answer: Response) -> bool:
    if answer.headers.get("content-type") != "application/problem+json" or len(answer.content) > _MAX_PROBLEM_BYTES:
        return False
    problem = answer.json()
    is_valid = problem["status"] == answer.status_code and _CODE.fullmatch(problem["code"])
    return bool(is_valid) and CANARY not in answer.text
