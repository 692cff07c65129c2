"""The edge of HTTP: one transaction per request, committed before the response is sent; callers; error responses."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Literal, TypeVar

import structlog
from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from parta.core.context import CoreContext
from parta.core.db import is_unavailable
from parta.core.errors import DomainError, Forbidden, OtherPrincipal, Unauthenticated, Unavailable, raises
from parta.core.principal_sessions import PrincipalSessions
from parta.core.principals import (
    AccountPrincipal,
    GuestPrincipal,
    Person,
    Principal,
    PrincipalKind,
    ProfilePrincipal,
)
from parta.core.unit_of_work import UnitOfWork

_MAX_ERRORS = 20
_MAX_LOCATION_LENGTH = 100

log = structlog.get_logger()

P = TypeVar("P", bound=Principal)


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


def opened_for(request: HTTPConnection, kind: PrincipalKind) -> str | None:
    """Return the id of whom of this kind the page was opened for, if it says so."""
    return request.headers.get(f"X-Opened-For-{kind}")


async def find_principal(request: HTTPConnection, work: UnitOfWork, principal: type[P]) -> P | None:
    """Return who is signed in as this type of principal, if anybody; they are then the actor of the unit of work.

    Raises OtherPrincipal if the page was opened for another one of this type: what it asks was not meant for them.
    """
    context: CoreContext = request.app.state.context
    sessions = context.get(PrincipalSessions).of(principal)
    token = cookie_token(request, sessions.cookie)
    found = await sessions.find(work, token) if token else None
    if found is not None and opened_for(request, found.kind) not in {None, str(found.id)}:
        raise OtherPrincipal
    work.actor = found or work.actor
    return found


async def require_principal(request: HTTPConnection, work: UnitOfWork, principal: type[P]) -> P:
    """Return who is signed in as this type of principal. Raises Unauthenticated."""
    found = await find_principal(request, work, principal)
    if found is None:
        raise Unauthenticated
    return found


def _optional(principal: type[P]) -> Callable[..., Awaitable[P | None]]:
    @raises(OtherPrincipal)
    async def find(request: Request, work: Work) -> P | None:
        return await find_principal(request, work, principal)

    return find


def _signed_in(principal: type[P]) -> Callable[..., Awaitable[P]]:
    @raises(Unauthenticated, Forbidden)
    async def require(request: Request, work: Work) -> P:
        return await require_principal(request, work, principal)

    return require


def _signed_in_outside_transaction(principal: type[P]) -> Callable[..., Awaitable[P]]:
    @raises(Unauthenticated, Forbidden)
    async def require(request: Request, context: RequestCoreContext) -> P:
        async with context.transaction() as work:
            return await require_principal(request, work, principal)

    return require


OptionalCaller = Annotated[ProfilePrincipal | None, Depends(_optional(ProfilePrincipal), scope="function")]
"""The caller's learning profile, if signed in."""

OptionalJournalCaller = Annotated[AccountPrincipal | None, Depends(_optional(AccountPrincipal), scope="function")]
"""The caller's journal account, if signed in."""

OptionalGuest = Annotated[GuestPrincipal | None, Depends(_optional(GuestPrincipal), scope="function")]
"""The guest of calls, if this browser has come as one."""

Caller = Annotated[ProfilePrincipal, Depends(_signed_in(ProfilePrincipal), scope="function")]
"""The caller's learning profile. Not signed in: 401."""

JournalCaller = Annotated[AccountPrincipal, Depends(_signed_in(AccountPrincipal), scope="function")]
"""The caller's journal account. Not signed in: 401."""

CallerOutsideTransaction = Annotated[ProfilePrincipal, Depends(_signed_in_outside_transaction(ProfilePrincipal))]
"""The caller's learning profile, for routes with long bodies: no transaction stays open meanwhile."""

JournalCallerOutsideTransaction = Annotated[AccountPrincipal, Depends(_signed_in_outside_transaction(AccountPrincipal))]
"""The caller's journal account, likewise."""

NamedPrincipal = Annotated[Literal["profile", "account"], Query(alias="as")]
"""As whom a page asks, where both a profile and a journal account may."""

_PEOPLE: Mapping[str, type[Person]] = {one.kind: one for one in (ProfilePrincipal, AccountPrincipal)}


async def require_person(request: HTTPConnection, work: UnitOfWork, named: str) -> Person:
    """Return the profile or the journal account that is signed in, as the page names it. Raises Unauthenticated."""
    return await require_principal(request, work, _PEOPLE[named])


@raises(Unauthenticated, Forbidden)
async def _person(request: Request, work: Work, named: NamedPrincipal = "profile") -> Person:
    return await require_person(request, work, named)


@raises(Unauthenticated, Forbidden)
async def _person_outside_transaction(
    request: Request, context: RequestCoreContext, named: NamedPrincipal = "profile"
) -> Person:
    async with context.transaction() as work:
        return await require_person(request, work, named)


PersonCaller = Annotated[Person, Depends(_person, scope="function")]
"""The caller's profile or journal account, as the page names it. Not signed in: 401."""

PersonCallerOutsideTransaction = Annotated[Person, Depends(_person_outside_transaction)]
"""The same, for routes with long bodies or answers."""


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
    """Return a validation error as problem details: field and code, never the value.

    What is malformed in the path itself names nothing that there is.
    """
    if not isinstance(error, RequestValidationError):
        raise error
    if any(one["loc"][0] == "path" for one in error.errors()[:_MAX_ERRORS]):
        return problem_response(404, "not_found")
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
