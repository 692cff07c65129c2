"""Routes of linking: journal providers, link requests from either side, links, and who is signed in to the journal."""

import hmac
from collections.abc import Sequence
from typing import Annotated, ClassVar
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from parta.adapters.context import Context
from parta.adapters.http import RequestContext
from parta.adapters.journals import ExternalPerson, ExternalReturn, ExternalSignIn, JournalUnavailable, OidcClient
from parta.core.cookies import set_cookie
from parta.core.encryption import DecryptionError
from parta.core.errors import Conflict, Forbidden, NotFound, Unauthenticated, Unavailable, raises
from parta.core.http import (
    Caller,
    CallerOutsideTransaction,
    JournalCaller,
    JournalCallerOutsideTransaction,
    OptionalCaller,
    OptionalJournalCaller,
    Work,
    cookie_token,
    find_principal,
)
from parta.core.ids import new_id
from parta.core.keys import derive_key
from parta.core.principals import SYSTEM, AccountPrincipal, ProfilePrincipal
from parta.core.rate_limits import RequestRateLimiter
from parta.core.return_addresses import resolve_own_path
from parta.core.text_fields import SearchText
from parta.linking import queries, rules, service
from parta.linking.models import JournalProvider, LinkRequest, Region, Side
from parta.linking.schemas import (
    Home,
    JournalMe,
    LinkRead,
    LinkRequestCreate,
    LinkRequestFinish,
    LinkRequestFromJournalCreate,
    LinkRequestRead,
    ProviderRead,
    RegionRead,
)
from parta.linking.service import LinkVisitor

log = structlog.get_logger()

LINK_COOKIE = "parta_link"
_NO_RETURN = LinkRequestFromJournalCreate()

router = APIRouter(prefix="/api/linking", tags=["linking"])
journal_router = APIRouter(prefix="/api/journal", tags=["journal"])
routers = (router, journal_router)


class ProviderUnavailable(Unavailable):
    """The chosen journal does not answer or is not available now."""

    code: ClassVar[str] = "journal_silent"


@raises(Unauthenticated, Forbidden)
async def _get_visitor(request: Request, actor: OptionalCaller, journal_actor: OptionalJournalCaller) -> LinkVisitor:
    if actor is None and journal_actor is None:
        raise Unauthenticated
    return LinkVisitor(actor, journal_actor, cookie_token(request, LINK_COOKIE))


CurrentVisitor = Annotated[LinkVisitor, Depends(_get_visitor, scope="function")]
"""Who uses this browser, signed in on at least one side. Otherwise 401."""


@router.get("/regions", response_model=list[RegionRead])
async def list_regions(work: Work, query: Annotated[SearchText, Query()] = "") -> Sequence[Region]:
    """Return the regions with words in their title that begin so."""
    return await queries.list_regions(work, query)


@router.get("/regions/{region_id}/providers", response_model=list[ProviderRead])
async def list_providers(work: Work, region_id: UUID) -> Sequence[JournalProvider]:
    """Return the journal providers of a region."""
    return await queries.list_providers(work, region_id)


@router.post("/link-requests", status_code=201)
@raises(ProviderUnavailable)
async def open_link_request(  # noqa: PLR0913, PLR0917 - each a dependency
    request: Request,
    response: Response,
    context: RequestContext,
    limiter: RequestRateLimiter,
    caller: CallerOutsideTransaction,
    body: LinkRequestCreate,
) -> LinkRequestRead:
    """Create a link request from the messenger; the browser goes to `next_url`, in the end to `return_to`."""
    visitor = _set_browser_secret(request, response, LinkVisitor(caller, None, cookie_token(request, LINK_COOKIE)))
    async with context.transaction(caller) as work:
        provider = await queries.get_provider(work, body.provider_id)
        if not provider.is_available:
            raise ProviderUnavailable
        client = _get_oidc_client(context, provider)
        pending = await service.find_pending(work, visitor, Side.MESSENGER, provider)
    external_sign_in: ExternalSignIn | None = None
    if pending is None:
        await limiter.hit(rules.LINK_REQUESTS, caller.id)
        if client is not None:
            external_sign_in = await _begin_external_sign_in(context, client)
    async with context.transaction(caller) as work:
        link_request = await service.open_from_messenger(
            work, visitor, provider, external_sign_in=external_sign_in, return_to=body.return_to
        )
        return await queries.read_link_request(work, link_request, visitor.secret)


@router.post("/link-requests/from-journal", status_code=201)
async def open_link_request_from_journal(  # noqa: PLR0913, PLR0917 - each a dependency
    request: Request,
    response: Response,
    context: RequestContext,
    limiter: RequestRateLimiter,
    caller: JournalCallerOutsideTransaction,
    body: LinkRequestFromJournalCreate = _NO_RETURN,
) -> LinkRequestRead:
    """Create a link request from the journal; the browser goes to `next_url`, in the end to `return_to`."""
    visitor = _set_browser_secret(request, response, LinkVisitor(None, caller, cookie_token(request, LINK_COOKIE)))
    async with context.transaction(caller) as work:
        provider = await queries.find_own_provider(work)
        pending = await service.find_pending(work, visitor, Side.JOURNAL, provider) if provider else None
    if pending is None:
        await limiter.hit(rules.LINK_REQUESTS, caller.id)
    async with context.transaction(caller) as work:
        link_request = await service.open_from_journal(work, visitor, return_to=body.return_to)
        return await queries.read_link_request(work, link_request, visitor.secret)


@router.get("/link-requests/current")
async def read_current_link_request(work: Work, visitor: CurrentVisitor) -> LinkRequestRead | None:
    """Return the open link request of this browser, to resume it."""
    link_request = await queries.find_current_link_request(work, visitor.actor, visitor.journal_actor, visitor.secret)
    return await queries.read_link_request(work, link_request, visitor.secret) if link_request else None


@router.get("/link-requests/{request_id}")
async def read_link_request(work: Work, visitor: CurrentVisitor, request_id: UUID) -> LinkRequestRead:
    """Return a link request: both accounts, their mismatches, what prevents the link."""
    link_request = await queries.get_link_request(work, request_id)
    return await queries.read_link_request(work, link_request, visitor.secret)


@router.post("/link-requests/{request_id}/attach")
async def attach_account(work: Work, visitor: CurrentVisitor, request_id: UUID) -> LinkRequestRead:
    """Attach the journal account that is signed in here."""
    link_request = await service.attach_account(work, visitor, request_id)
    return await queries.read_link_request(work, link_request, visitor.secret)


@router.post("/link-requests/{request_id}/attach-profile")
async def attach_profile(work: Work, visitor: CurrentVisitor, request_id: UUID) -> LinkRequestRead:
    """Attach the learning profile that is signed in here."""
    link_request = await service.attach_profile(work, visitor, request_id)
    return await queries.read_link_request(work, link_request, visitor.secret)


@router.get("/callback", status_code=303, response_class=RedirectResponse)
@raises(Unauthenticated, NotFound)
async def return_from_journal(
    request: Request,
    context: RequestContext,
    state: UUID,
    code: Annotated[str | None, Query(max_length=2000)] = None,
    iss: Annotated[str | None, Query(max_length=2000)] = None,
) -> RedirectResponse:
    """Handle the redirect from another vendor's journal: attach who signed in there, or return to the choice.

    The browser itself opens this address, so errors are shown by a page.
    """
    async with context.transaction() as work:
        visitor = await _get_visitor(
            request,
            await find_principal(request, work, ProfilePrincipal),
            await find_principal(request, work, AccountPrincipal),
        )
        if code is None:
            return_to = await queries.find_return_to(work, state, visitor.secret)
            return _redirect(f"/id/connect?return_to={return_to}" if return_to else "/id/connect")
    page = f"/id/link?request={state}"
    try:
        async with context.transaction(visitor.actor or SYSTEM) as work:
            link_request = await service.lock_usable(work, visitor, state)
            provider = await queries.get_provider(work, link_request.provider_id)
        person = await _fetch_external_person(context, provider, link_request, code, iss)
        async with context.transaction(visitor.actor or SYSTEM) as work:
            await service.attach_external_account(work, visitor, state, person)
    except (Conflict, ProviderUnavailable) as refusal:
        return _redirect(f"{page}&failed={refusal.code}")
    return _redirect(page)


@router.post("/link-requests/{request_id}/finish")
async def finish_link_request(
    work: Work, visitor: CurrentVisitor, request_id: UUID, body: LinkRequestFinish
) -> LinkRead:
    """Create the link. Idempotent: repeated, it returns the same link."""
    link = await service.finish_link_request(work, visitor, request_id, accept_mismatches=body.accept_mismatches)
    (response,) = await queries.read_links(work, [link.id])
    return response


@router.delete("/link-requests/{request_id}", status_code=204)
async def cancel_link_request(work: Work, visitor: CurrentVisitor, request_id: UUID) -> None:
    """Cancel the link request."""
    await service.cancel_link_request(work, visitor, request_id)


@router.get("/links")
async def list_links(work: Work, caller: Caller) -> Sequence[LinkRead]:
    """Return the caller's active links."""
    return await queries.list_own_links(work, caller)


@router.delete("/links/{link_id}", status_code=204)
async def undo_link(work: Work, caller: Caller, link_id: UUID) -> None:
    """Undo the link; what followed from it is removed at once. Requires a recent confirmation."""
    await service.undo_link(work, caller, link_id)


@journal_router.get("/me")
async def read_journal_me(request: Request, work: Work, caller: OptionalJournalCaller) -> JournalMe | None:
    """Return who is signed in to the journal, and the linked learning profile; or null."""
    return caller and await queries.read_me(work, caller, is_demo=request.app.state.context.settings.demo)


@journal_router.get("/home")
async def read_journal_home(work: Work, caller: JournalCaller) -> Home:
    """Return the first screen of the journal."""
    return await queries.read_home(work, caller)


def _set_browser_secret(request: Request, response: Response, visitor: LinkVisitor) -> LinkVisitor:
    """Set the secret that identifies the browser; an existing one is reused.

    The first one follows from the session, so that of many first requests at once all have the same.
    """
    secret = visitor.secret or _derive_secret(request, visitor)
    set_cookie(request, response, LINK_COOKIE, secret, rules.BROWSER_SECRET_LIFETIME)
    return LinkVisitor(visitor.actor, visitor.journal_actor, secret)


def _derive_secret(request: Request, visitor: LinkVisitor) -> str:
    session = visitor.actor or visitor.journal_actor
    if session is None:
        raise Unauthenticated
    key = derive_key(request.app.state.context.settings, "browsers of link requests")
    return hmac.digest(key, f"{session.session_id}".encode(), "sha256").hex()


def _redirect(page: str) -> RedirectResponse:
    return RedirectResponse(resolve_own_path(page), 303)


def _get_oidc_client(context: Context, provider: JournalProvider) -> OidcClient | None:
    try:
        return queries.get_oidc_client(provider, rules.get_client_secret_encryption(context.settings))
    except DecryptionError as error:
        log.error("a journal's client secret was encrypted with another PARTA_SECRET", provider_id=str(provider.id))  # noqa: TRY400 - the trace adds nothing
        raise ProviderUnavailable from error


async def _begin_external_sign_in(context: Context, client: OidcClient) -> ExternalSignIn:
    """Begin at the other server; no lock and no connection is held meanwhile. Raises ProviderUnavailable."""
    try:
        return await context.journals.begin_sign_in(client, state=str(new_id()), redirect_uri=_callback_url(context))
    except JournalUnavailable as error:
        raise _to_provider_unavailable(client, error) from error


async def _fetch_external_person(
    context: Context, provider: JournalProvider, link_request: LinkRequest, code: str, issuer: str | None
) -> ExternalPerson:
    """Ask the other server who signed in; no lock and no connection is held meanwhile. Raises ProviderUnavailable."""
    client = _get_oidc_client(context, provider)
    if client is None or link_request.verifier is None or link_request.nonce is None:
        raise ProviderUnavailable
    back = ExternalReturn(code, issuer, link_request.verifier, link_request.nonce)
    try:
        return await context.journals.fetch_person(client, back, redirect_uri=_callback_url(context))
    except JournalUnavailable as error:
        raise _to_provider_unavailable(client, error) from error


def _to_provider_unavailable(client: OidcClient, error: JournalUnavailable) -> ProviderUnavailable:
    """Return what the person is told; why it is so is for whoever runs Parta."""
    log.warning("a journal could not be used", journal=client.issuer, reason=str(error))
    return ProviderUnavailable(retry_after=error.known_wait_s)


def _callback_url(context: Context) -> str:
    return f"{context.settings.origin}/api/linking/callback"
