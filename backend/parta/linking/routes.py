"""Routes of linking: journal providers, link requests from either side, links, and who is signed in to the journal."""

import secrets
from collections.abc import Sequence
from typing import Annotated, ClassVar
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from parta.adapters.context import Context
from parta.adapters.journals import ExternalPerson, ExternalSignIn, JournalUnavailable, OidcClient
from parta.core.cookies import set_cookie
from parta.core.encryption import DecryptionError
from parta.core.errors import Conflict, DomainError, Unauthenticated
from parta.core.http import (
    Caller,
    JournalCaller,
    OptionalCaller,
    OptionalJournalCaller,
    Work,
    cookie_token,
)
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
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
    RegionQuery,
    RegionRead,
)
from parta.linking.service import LinkVisitor

log = structlog.get_logger()

LINK_COOKIE = "parta_link"
_NO_RETURN = LinkRequestFromJournalCreate()

router = APIRouter(prefix="/api/linking", tags=["linking"])
journal_router = APIRouter(prefix="/api/journal", tags=["journal"])
routers = (router, journal_router)


class ProviderUnavailable(DomainError):
    """The chosen journal does not answer or is not available now."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "journal_silent"


def _get_visitor(request: Request, actor: OptionalCaller, journal_actor: OptionalJournalCaller) -> LinkVisitor:
    if actor is None and journal_actor is None:
        raise Unauthenticated
    return LinkVisitor(actor, journal_actor, cookie_token(request, LINK_COOKIE))


CurrentVisitor = Annotated[LinkVisitor, Depends(_get_visitor, scope="function")]
"""Who uses this browser, signed in on at least one side. Otherwise 401."""


@router.get("/regions", response_model=list[RegionRead])
async def list_regions(work: Work, query: Annotated[RegionQuery, Query()] = "") -> Sequence[Region]:
    """Return the regions whose title contains these words."""
    return await queries.list_regions(work, query)


@router.get("/regions/{region_id}/providers", response_model=list[ProviderRead])
async def list_providers(work: Work, region_id: UUID) -> Sequence[JournalProvider]:
    """Return the journal providers of a region."""
    return await queries.list_providers(work, region_id)


@router.post("/link-requests", status_code=201)
async def open_link_request(
    request: Request, response: Response, work: Work, caller: Caller, body: LinkRequestCreate
) -> LinkRequestRead:
    """Create a link request from the messenger; the browser goes to `next_url`, in the end to `return_to`."""
    provider = await queries.get_provider(work, body.provider_id)
    if not provider.is_available:
        raise ProviderUnavailable
    visitor = _set_browser_secret(request, response, LinkVisitor(caller, None, cookie_token(request, LINK_COOKIE)))
    external_sign_in: ExternalSignIn | None = None
    client = _get_oidc_client(request, provider)
    if client is not None and await service.find_pending(work, visitor, Side.MESSENGER, provider) is None:
        external_sign_in = await _begin_external_sign_in(request, work, client)
    link_request = await service.open_from_messenger(
        work, visitor, provider, external_sign_in=external_sign_in, return_to=body.return_to
    )
    return await queries.read_link_request(work, link_request, visitor.secret)


@router.post("/link-requests/from-journal", status_code=201)
async def open_link_request_from_journal(
    request: Request,
    response: Response,
    work: Work,
    caller: JournalCaller,
    body: LinkRequestFromJournalCreate = _NO_RETURN,
) -> LinkRequestRead:
    """Create a link request from the journal; the browser goes to `next_url`, in the end to `return_to`."""
    visitor = _set_browser_secret(request, response, LinkVisitor(None, caller, cookie_token(request, LINK_COOKIE)))
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


@router.get("/callback", status_code=303)
async def return_from_journal(
    request: Request,
    work: Work,
    visitor: CurrentVisitor,
    state: UUID,
    code: Annotated[str | None, Query(max_length=2000)] = None,
) -> RedirectResponse:
    """Handle the redirect from another vendor's journal: attach who signed in there, or return to the choice.

    The browser itself opens this address, so errors are shown by a page.
    """
    if code is None:
        return_to = await queries.find_return_to(work, state, visitor.secret)
        return RedirectResponse(f"/id/connect?return_to={return_to}" if return_to else "/id/connect", 303)
    page = f"/id/link?request={state}"
    try:
        link_request = await service.lock_usable(work, visitor, state)
        person = await _fetch_external_person(request, work, link_request, code)
        await service.attach_external_account(work, visitor, state, person)
    except (Conflict, ProviderUnavailable) as refusal:
        return RedirectResponse(f"{page}&failed={refusal.code}", 303)
    return RedirectResponse(page, 303)


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
async def read_journal_me(request: Request, work: Work, caller: JournalCaller) -> JournalMe:
    """Return who is signed in to the journal, and the linked learning profile."""
    return await queries.read_me(work, caller, is_demo=request.app.state.context.settings.demo)


@journal_router.get("/home")
async def read_journal_home(work: Work, caller: JournalCaller) -> Home:
    """Return the first screen of the journal."""
    return await queries.read_home(work, caller)


def _set_browser_secret(request: Request, response: Response, visitor: LinkVisitor) -> LinkVisitor:
    """Set the secret that identifies the browser; an existing one is reused."""
    secret = visitor.secret or secrets.token_urlsafe(32)
    set_cookie(request, response, LINK_COOKIE, secret, rules.BROWSER_SECRET_LIFETIME)
    return LinkVisitor(visitor.actor, visitor.journal_actor, secret)


def _get_oidc_client(request: Request, provider: JournalProvider) -> OidcClient | None:
    try:
        return queries.get_oidc_client(provider, rules.get_client_secret_encryption(request.app.state.context.settings))
    except DecryptionError as error:
        log.error("a journal's client secret was encrypted with another PARTA_SECRET", provider_id=str(provider.id))  # noqa: TRY400 - the trace adds nothing
        raise ProviderUnavailable from error


async def _begin_external_sign_in(request: Request, work: UnitOfWork, client: OidcClient) -> ExternalSignIn:
    context: Context = request.app.state.context
    # No lock and no connection is held while waiting for the other server.
    await work.commit()
    try:
        return await context.journals.begin_sign_in(client, state=str(new_id()), redirect_uri=_callback_url(request))
    except JournalUnavailable as error:
        raise ProviderUnavailable from error


async def _fetch_external_person(
    request: Request, work: UnitOfWork, link_request: LinkRequest, code: str
) -> ExternalPerson:
    context: Context = request.app.state.context
    client = _get_oidc_client(request, await queries.get_provider(work, link_request.provider_id))
    if client is None or link_request.verifier is None:
        raise ProviderUnavailable
    verifier = link_request.verifier
    await work.commit()
    try:
        return await context.journals.fetch_person(
            client, code=code, verifier=verifier, redirect_uri=_callback_url(request)
        )
    except JournalUnavailable as error:
        raise ProviderUnavailable from error


def _callback_url(request: Request) -> str:
    return f"{request.app.state.context.settings.origin}/api/linking/callback"
