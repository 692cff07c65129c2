"""The edge of HTTP: one transaction per request, committed before the response is sent; callers; error responses."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

import structlog
from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from parta.core.actor import Actor, JournalActor
from parta.core.context import CoreContext
from parta.core.db import is_unavailable
from parta.core.errors import DomainError, Forbidden, Unauthenticated, Unavailable, raises
from parta.core.unit_of_work import UnitOfWork

PROFILE_COOKIE = "parta_profile"
JOURNAL_COOKIE = "parta_journal"
GUEST_COOKIE = "parta_guest"
_MAX_ERRORS = 20
_MAX_LOCATION_LENGTH = 100

log = structlog.get_logger()

FindActor = Callable[[AsyncSession, str], Awaitable[Actor | None]]
FindJournalActor = Callable[[AsyncSession, str], Awaitable[JournalActor | None]]


@dataclass(frozen=True, slots=True)
class Resolvers:
    """How the tokens of cookies are turned into actors."""

    find_actor: FindActor
    find_journal_actor: FindJournalActor


@raises(Unavailable)
async def _get_core_context(request: Request) -> CoreContext:
    context: CoreContext = request.app.state.context
    return context


RequestCoreContext = Annotated[CoreContext, Depends(_get_core_context)]
"""The context of the process, for routes that call no outside service."""


async def _transaction(context: RequestCoreContext) -> AsyncIterator[UnitOfWork]:
    async with context.transaction() as work:
        yield work


Work = Annotated[UnitOfWork, Depends(_transaction, scope="function")]
"""The request's unit of work. Function scope: with the default one the response is sent before the commit can fail."""


def cookie_name(name: str, *, secure: bool) -> str:
    """Return the cookie's name; over HTTPS its prefix binds it to this host."""
    return f"__Host-{name}" if secure else name


def cookie_token(request: HTTPConnection, name: str) -> str | None:
    """Return the token that the browser sent in this cookie, if any."""
    return request.cookies.get(cookie_name(name, secure=request.app.state.context.settings.is_secure))


async def find_caller(request: HTTPConnection, work: UnitOfWork) -> Actor | None:
    """Return the profile that is signed in, if any; it is then the actor of the unit of work."""
    token = cookie_token(request, PROFILE_COOKIE)
    context: CoreContext = request.app.state.context
    found = await context.get(Resolvers).find_actor(work, token) if token else None
    work.actor = found or work.actor
    return found


async def find_journal_caller(request: HTTPConnection, work: UnitOfWork) -> JournalActor | None:
    """Return the journal account that is signed in, if any; it is then the actor of the unit of work."""
    token = cookie_token(request, JOURNAL_COOKIE)
    context: CoreContext = request.app.state.context
    found = await context.get(Resolvers).find_journal_actor(work, token) if token else None
    work.actor = found or work.actor
    return found


async def _find_caller(request: Request, work: Work) -> Actor | None:
    return await find_caller(request, work)


async def _find_journal_caller(request: Request, work: Work) -> JournalActor | None:
    return await find_journal_caller(request, work)


OptionalCaller = Annotated[Actor | None, Depends(_find_caller, scope="function")]
"""The caller's learning profile, if signed in."""

OptionalJournalCaller = Annotated[JournalActor | None, Depends(_find_journal_caller, scope="function")]
"""The caller's journal account, if signed in."""


@raises(Unauthenticated, Forbidden)
async def _caller(found: OptionalCaller) -> Actor:
    if found is None:
        raise Unauthenticated
    return found


@raises(Unauthenticated, Forbidden)
async def _journal_caller(found: OptionalJournalCaller) -> JournalActor:
    if found is None:
        raise Unauthenticated
    return found


Caller = Annotated[Actor, Depends(_caller, scope="function")]
"""The caller's learning profile. Not signed in: 401."""

JournalCaller = Annotated[JournalActor, Depends(_journal_caller, scope="function")]
"""The caller's journal account. Not signed in: 401."""


@raises(Unauthenticated, Forbidden)
async def _caller_outside_transaction(request: Request, context: RequestCoreContext) -> Actor:
    async with context.transaction() as work:
        found = await find_caller(request, work)
    if found is None:
        raise Unauthenticated
    return found


CallerOutsideTransaction = Annotated[Actor, Depends(_caller_outside_transaction)]
"""The caller's learning profile, for routes with long bodies: no transaction stays open meanwhile."""


@raises(Unauthenticated, Forbidden)
async def _journal_caller_outside_transaction(request: Request, context: RequestCoreContext) -> JournalActor:
    async with context.transaction() as work:
        found = await find_journal_caller(request, work)
    if found is None:
        raise Unauthenticated
    return found


JournalCallerOutsideTransaction = Annotated[JournalActor, Depends(_journal_caller_outside_transaction)]
"""The caller's journal account, likewise."""


def problem_response(status: int, code: str, detail: str = "", **extra: object) -> JSONResponse:
    """Return problem details (RFC 9457); `code` is stable, the client words it."""
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail, **extra}
    headers = {"Retry-After": str(extra["retry_after"])} if "retry_after" in extra else None
    return JSONResponse(body, status, media_type="application/problem+json", headers=headers)


async def respond_domain_error(_: Request, error: Exception) -> JSONResponse:
    """Return a domain error as problem details."""
    if not isinstance(error, DomainError):
        raise error
    return problem_response(error.status, error.code, str(error), **error.extra)


async def respond_database_error(request: Request, error: Exception) -> JSONResponse:
    """Return 503 where the database is away or has no room; every other error of the database is ours."""
    if not is_unavailable(error):
        raise error
    log.warning("database unavailable", error=type(error).__name__, exc_info=error)
    return await respond_domain_error(request, Unavailable("the database is unavailable"))


async def respond_validation_error(_: Request, error: Exception) -> JSONResponse:
    """Return a validation error as problem details: field and code, never the value."""
    if not isinstance(error, RequestValidationError):
        raise error
    fields = [{"at": _format_location(e["loc"]), "code": e["type"]} for e in error.errors()[:_MAX_ERRORS]]
    return problem_response(422, "malformed", errors=fields)


async def respond_http_error(_: Request, error: Exception) -> JSONResponse:
    """Return an error of the framework (a body that is not text, an unknown method) as problem details."""
    if not isinstance(error, HTTPException):
        raise error
    response = problem_response(error.status_code, HTTPStatus(error.status_code).name.lower())
    response.headers.update(error.headers or {})
    return response


def _format_location(where: Sequence[str | int]) -> str:
    """Return the field's path; names invented by a client may be of any length and contain lone surrogates."""
    return ".".join(str(part) for part in where)[:_MAX_LOCATION_LENGTH].encode(errors="replace").decode()
