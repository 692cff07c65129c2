"""HTTP of linking: the catalogue, wishes to link from either side, links, and who the journal's visitor is."""

import secrets
from collections.abc import Sequence
from typing import Annotated, ClassVar
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import Door, Journals, JournalSilent, OutsidePerson, SignInThere
from parta.core.cookies import set_cookie
from parta.core.encryption import WrongKey
from parta.core.errors import Conflict, DomainError, Unauthenticated
from parta.core.http import (
    Caller,
    JournalCaller,
    OptionalCaller,
    OptionalJournalCaller,
    Transaction,
    cookie_token,
)
from parta.core.ids import new_id
from parta.linking import queries, rules, service
from parta.linking.models import JournalProvider, LinkIntent, Region, Side
from parta.linking.schemas import (
    FinishGiven,
    FromJournalGiven,
    Home,
    Intent,
    IntentGiven,
    JournalMe,
    LinkRead,
    ProviderRead,
    RegionQuery,
    RegionRead,
)
from parta.linking.service import Visitor

log = structlog.get_logger()

LINK_COOKIE = "parta_link"
_NOWHERE = FromJournalGiven()

router = APIRouter(prefix="/api/linking", tags=["linking"])
journal_router = APIRouter(prefix="/api/journal", tags=["journal"])
routers = (router, journal_router)


class JournalDoesNotAnswer(DomainError):
    """The journal that was chosen is silent, or closed for now."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "journal_silent"


def _visitor(request: Request, actor: OptionalCaller, journal_actor: OptionalJournalCaller) -> Visitor:
    if actor is None and journal_actor is None:
        raise Unauthenticated
    return Visitor(actor, journal_actor, cookie_token(request, LINK_COOKIE))


Visiting = Annotated[Visitor, Depends(_visitor, scope="function")]
"""Who is at this browser, signed in on at least one side. Nobody: 401."""


@router.get("/regions", response_model=list[RegionRead])
async def list_regions(session: Transaction, query: Annotated[RegionQuery, Query()] = "") -> Sequence[Region]:
    """Read the regions of the catalogue, by words of their names."""
    return await queries.list_regions(session, query)


@router.get("/regions/{region_id}/providers", response_model=list[ProviderRead])
async def list_providers(session: Transaction, region_id: UUID) -> Sequence[JournalProvider]:
    """Read the journals of a region."""
    return await queries.list_providers(session, region_id)


@router.post("/intents", status_code=201)
async def open_intent(
    request: Request, response: Response, session: Transaction, caller: Caller, body: IntentGiven
) -> Intent:
    """Begin to link from the messenger; the browser goes on to `go_to`, and in the end to `landing`."""
    provider = await queries.get_provider(session, body.provider_id)
    if not provider.is_available:
        raise JournalDoesNotAnswer
    visitor = _known_again(request, response, Visitor(caller, None, cookie_token(request, LINK_COOKIE)))
    there: SignInThere | None = None
    door = _door(request, provider)
    if door is not None and await service.find_going_on(session, visitor, Side.MESSENGER, provider) is None:
        there = await _begin_there(request, session, door)
    intent = await service.open_from_messenger(session, visitor, provider, there=there, landing=body.landing)
    return await queries.read_intent(session, intent, visitor.secret)


@router.post("/intents/from-journal", status_code=201)
async def open_intent_from_journal(
    request: Request,
    response: Response,
    session: Transaction,
    caller: JournalCaller,
    body: FromJournalGiven = _NOWHERE,
) -> Intent:
    """Begin to link from the journal; the browser goes on to `go_to`, and in the end to `landing`."""
    visitor = _known_again(request, response, Visitor(None, caller, cookie_token(request, LINK_COOKIE)))
    intent = await service.open_from_journal(session, visitor, landing=body.landing)
    return await queries.read_intent(session, intent, visitor.secret)


@router.get("/intents/current")
async def read_current_intent(session: Transaction, visitor: Visiting) -> Intent | None:
    """Read what was begun in this browser and not ended, to go on with it."""
    intent = await queries.find_current_intent(session, visitor.actor, visitor.journal_actor, visitor.secret)
    return await queries.read_intent(session, intent, visitor.secret) if intent else None


@router.get("/intents/{intent_id}")
async def read_intent(session: Transaction, visitor: Visiting, intent_id: UUID) -> Intent:
    """Read how it stands: both accounts, what they differ in, what stands in the way."""
    intent = await queries.get_intent(session, intent_id)
    return await queries.read_intent(session, intent, visitor.secret)


@router.post("/intents/{intent_id}/attach")
async def attach_account(session: Transaction, visitor: Visiting, intent_id: UUID) -> Intent:
    """Bring the journal account that is signed in here."""
    intent = await service.attach_account(session, visitor, intent_id)
    return await queries.read_intent(session, intent, visitor.secret)


@router.post("/intents/{intent_id}/attach-profile")
async def attach_profile(session: Transaction, visitor: Visiting, intent_id: UUID) -> Intent:
    """Bring the learning profile that is signed in here."""
    intent = await service.attach_profile(session, visitor, intent_id)
    return await queries.read_intent(session, intent, visitor.secret)


@router.get("/callback", status_code=303)
async def come_back_from_journal(
    request: Request,
    session: Transaction,
    visitor: Visiting,
    state: UUID,
    code: Annotated[str | None, Query(max_length=2000)] = None,
) -> RedirectResponse:
    """Come back from another vendor's journal with the proof of who signed in there; whoever did not chooses anew.

    A browser is at this address itself: what went wrong is told by a page.
    """
    if code is None:
        landing = await queries.find_landing(session, state, visitor.secret)
        return RedirectResponse(f"/id/connect?landing={landing}" if landing else "/id/connect", 303)
    page = f"/id/link?intent={state}"
    try:
        intent = await service.usable(session, visitor, state)
        person = await _who_is_there(request, session, intent, code)
        await service.attach_outside_account(session, visitor, state, person)
    except (Conflict, JournalDoesNotAnswer) as refusal:
        return RedirectResponse(f"{page}&failed={refusal.code}", 303)
    return RedirectResponse(page, 303)


@router.post("/intents/{intent_id}/finish")
async def finish_intent(session: Transaction, visitor: Visiting, intent_id: UUID, body: FinishGiven) -> LinkRead:
    """Link the two; doing it again gives the same link."""
    link = await service.finish_intent(session, visitor, intent_id, accept_differences=body.accept_differences)
    (told,) = await queries.read_links(session, [link.id])
    return told


@router.delete("/intents/{intent_id}", status_code=204)
async def cancel_intent(session: Transaction, visitor: Visiting, intent_id: UUID) -> None:
    """Leave everything as it was."""
    await service.cancel_intent(session, visitor, intent_id)


@router.get("/links")
async def list_links(session: Transaction, caller: Caller) -> Sequence[LinkRead]:
    """Read one's own links."""
    return await queries.list_own_links(session, caller)


@router.delete("/links/{link_id}", status_code=204)
async def undo_link(session: Transaction, caller: Caller, link_id: UUID) -> None:
    """Unlink; what followed from the link goes at once. Wants a fresh confirmation."""
    await service.undo_link(session, caller, link_id)


@journal_router.get("/me")
async def read_journal_me(request: Request, session: Transaction, caller: JournalCaller) -> JournalMe:
    """Read who is signed in to the journal, and with which learning profile."""
    return await queries.read_me(session, caller, is_demo=request.app.state.settings.demo)


@journal_router.get("/home")
async def read_journal_home(session: Transaction, caller: JournalCaller) -> Home:
    """Read the first screen of the journal."""
    return await queries.read_home(session, caller)


def _known_again(request: Request, response: Response, visitor: Visitor) -> Visitor:
    """Let the browser keep a secret by which it is known again; one that it has serves on."""
    secret = visitor.secret or secrets.token_urlsafe(32)
    set_cookie(request, response, LINK_COOKIE, secret, rules.BROWSER_LIFE)
    return Visitor(visitor.actor, visitor.journal_actor, secret)


def _door(request: Request, provider: JournalProvider) -> Door | None:
    try:
        return queries.door_of(provider, rules.client_secrets(request.app.state.settings))
    except WrongKey as wrong:
        log.error("a journal's client secret was locked by another PARTA_SECRET", provider_id=str(provider.id))  # noqa: TRY400 - the trace says no more
        raise JournalDoesNotAnswer from wrong


async def _begin_there(request: Request, session: AsyncSession, door: Door) -> SignInThere:
    journals: Journals = request.app.state.journals
    # Nothing is locked and no connection kept while another's server thinks.
    await session.commit()
    try:
        return await journals.begin(door, state=str(new_id()), back=_back(request))
    except JournalSilent as silent:
        raise JournalDoesNotAnswer from silent


async def _who_is_there(request: Request, session: AsyncSession, intent: LinkIntent, code: str) -> OutsidePerson:
    journals: Journals = request.app.state.journals
    door = _door(request, await queries.get_provider(session, intent.provider_id))
    if door is None or intent.verifier is None:
        raise JournalDoesNotAnswer
    verifier = intent.verifier
    await session.commit()
    try:
        return await journals.who(door, code=code, verifier=verifier, back=_back(request))
    except JournalSilent as silent:
        raise JournalDoesNotAnswer from silent


def _back(request: Request) -> str:
    return f"{request.app.state.settings.origin}/api/linking/callback"
