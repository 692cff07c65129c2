"""The edge of HTTP: one request, one transaction, committed before the response is sent; who asks; refusals worded."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from parta.core.actor import Actor, JournalActor
from parta.core.errors import DomainError, Unauthenticated
from parta.core.transaction import transaction

PROFILE_COOKIE = "parta_profile"
JOURNAL_COOKIE = "parta_journal"
GUEST_COOKIE = "parta_guest"
_MOST_ERRORS = 20
_LONGEST_PLACE = 100

FindActor = Callable[[AsyncSession, str], Awaitable[Actor | None]]
FindJournalActor = Callable[[AsyncSession, str], Awaitable[JournalActor | None]]


async def _transaction(request: Request) -> AsyncIterator[AsyncSession]:
    async with transaction(request.app.state.sessions, request.app.state.bus) as session:
        yield session


Transaction = Annotated[AsyncSession, Depends(_transaction, scope="function")]
"""The request's session. Function scope: with the default one the answer leaves before the commit can fail."""


def cookie_name(name: str, *, secure: bool) -> str:
    """Give the cookie's name; over HTTPS its prefix binds it to this host."""
    return f"__Host-{name}" if secure else name


def cookie_token(request: HTTPConnection, name: str) -> str | None:
    """Give the token that the browser sent in this cookie of ours."""
    return request.cookies.get(cookie_name(name, secure=request.app.state.settings.is_secure))


async def _find_caller(request: Request, session: Transaction) -> Actor | None:
    token = cookie_token(request, PROFILE_COOKIE)
    find: FindActor = request.app.state.find_actor
    return await find(session, token) if token else None


async def _find_journal_caller(request: Request, session: Transaction) -> JournalActor | None:
    token = cookie_token(request, JOURNAL_COOKIE)
    find: FindJournalActor = request.app.state.find_journal_actor
    return await find(session, token) if token else None


OptionalCaller = Annotated[Actor | None, Depends(_find_caller, scope="function")]
"""Who asks by the learning profile, if anyone is signed in."""

OptionalJournalCaller = Annotated[JournalActor | None, Depends(_find_journal_caller, scope="function")]
"""Who asks by the journal's account, if anyone is signed in."""


async def _caller(found: OptionalCaller) -> Actor:
    if found is None:
        raise Unauthenticated
    return found


async def _journal_caller(found: OptionalJournalCaller) -> JournalActor:
    if found is None:
        raise Unauthenticated
    return found


Caller = Annotated[Actor, Depends(_caller, scope="function")]
"""Who asks, by the learning profile. Nobody signed in: 401."""

JournalCaller = Annotated[JournalActor, Depends(_journal_caller, scope="function")]
"""Who asks, by the journal's account. Nobody signed in: 401."""


async def _brief_caller(request: Request) -> Actor:
    token = cookie_token(request, PROFILE_COOKIE)
    find: FindActor = request.app.state.find_actor
    if token:
        async with transaction(request.app.state.sessions, request.app.state.bus) as session:
            found = await find(session, token)
        if found is not None:
            return found
    raise Unauthenticated


CallerOutsideTransaction = Annotated[Actor, Depends(_brief_caller)]
"""Who asks, for routes that take or give long bodies: no transaction stays open meanwhile."""


async def _brief_journal_caller(request: Request) -> JournalActor:
    token = cookie_token(request, JOURNAL_COOKIE)
    find: FindJournalActor = request.app.state.find_journal_actor
    if token:
        async with transaction(request.app.state.sessions, request.app.state.bus) as session:
            found = await find(session, token)
        if found is not None:
            return found
    raise Unauthenticated


JournalCallerOutsideTransaction = Annotated[JournalActor, Depends(_brief_journal_caller)]
"""The same, by the journal's account."""


def problem_response(status: int, code: str, detail: str = "", **facts: object) -> JSONResponse:
    """Give problem details (RFC 9457); `code` is stable, the client words it."""
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail, **facts}
    headers = {"Retry-After": str(facts["retry_after"])} if "retry_after" in facts else None
    return JSONResponse(body, status, media_type="application/problem+json", headers=headers)


async def respond_domain_error(_: Request, refusal: Exception) -> JSONResponse:
    """Word a refusal as problem details."""
    if not isinstance(refusal, DomainError):
        raise refusal
    return problem_response(refusal.status, refusal.code, str(refusal), **refusal.extra)


async def respond_validation_error(_: Request, error: Exception) -> JSONResponse:
    """Word a malformed payload: which field, what is wrong, never the value."""
    if not isinstance(error, RequestValidationError):
        raise error
    fields = [{"at": _place(e["loc"]), "code": e["type"]} for e in error.errors()[:_MOST_ERRORS]]
    return problem_response(422, "malformed", errors=fields)


async def respond_http_error(_: Request, error: Exception) -> JSONResponse:
    """Word what the framework itself refuses: a body that is no text, a method that the route does not have."""
    if not isinstance(error, HTTPException):
        raise error
    answer = problem_response(error.status_code, HTTPStatus(error.status_code).name.lower())
    answer.headers.update(error.headers or {})
    return answer


def _place(where: Sequence[str | int]) -> str:
    """Name the field; names that a client made up may be of any length, and no text at all."""
    return ".".join(str(part) for part in where)[:_LONGEST_PLACE].encode(errors="replace").decode()
