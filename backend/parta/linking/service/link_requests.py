"""Link requests: creation on either side, attaching the other side, finishing, cancelling.

Every change of a link request holds its advisory lock, so that double clicks and two tabs are serialized.
"""

import secrets
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from parta.adapters.journals import ExternalPerson, ExternalSignIn
from parta.core.clock import now
from parta.core.errors import Conflict, NotFound, Unauthenticated
from parta.core.ids import new_id
from parta.core.principals import AccountPrincipal, ProfilePrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries as identity
from parta.linking import queries, rules
from parta.linking.events import LinkRefused
from parta.linking.models import JournalProvider, Link, LinkRequest, LinkRequestState, RefusedLink, Side
from parta.linking.queries.link_requests import LinkPreview, hash_secret, preview_link
from parta.linking.rules.errors import LinkRequestUsed
from parta.linking.rules.states import LINK_REQUEST_STATES, LinkRequestAction, get_current_state
from parta.linking.service.links import AccountLinkedElsewhere, lock_sides, make_link
from parta.school import queries as school_queries
from parta.school import service as schools


@dataclass(frozen=True, slots=True)
class LinkVisitor:
    """Who uses this browser: signed in on either side or both, and the secret that identifies the browser."""

    actor: ProfilePrincipal | None
    journal_actor: AccountPrincipal | None
    secret: str | None


class OtherBrowser(Conflict):
    """The link request was created in another browser and can continue only there."""

    code = "other_browser"


class SideMissing(Conflict):
    """One of the two sides has not signed in yet."""

    code = "side_missing"


class PersonMismatches(Conflict):
    """The two sides disagree on the person, who must confirm first. Extra: `mismatches`."""

    code = "mismatches"


class ChildOnAdultsProfile(Conflict):
    """A child and an adult seem to share a profile. The refusal is recorded, so that the school can help."""

    code = "child_on_adults_profile"
    commits: ClassVar[bool] = True


async def open_from_messenger(
    work: UnitOfWork,
    visitor: LinkVisitor,
    provider: JournalProvider,
    *,
    external_sign_in: ExternalSignIn | None,
    return_to: str | None = None,
) -> LinkRequest:
    """Create or resume a request to link the visitor's profile with an account of this journal.

    Where there is nothing to resume, the caller has hit LINK_REQUESTS.
    `external_sign_in` is given for another vendor's journal; `return_to` is where the person goes in the end.
    """
    actor = _require_profile(visitor)
    pending = await find_pending(work, visitor, Side.MESSENGER, provider)
    if pending is not None:
        pending.return_to = return_to or pending.return_to
        return pending
    await identity.lock_own_session(work, actor)
    request = _build_link_request(visitor, Side.MESSENGER, provider)
    request.profile_id, request.profile_session_id, request.return_to = actor.id, actor.session_id, return_to
    if external_sign_in is not None:
        request.id, request.sign_in_url = UUID(external_sign_in.state), external_sign_in.url
        request.verifier, request.nonce = external_sign_in.verifier, external_sign_in.nonce
    work.add(request)
    await work.flush()
    return request


async def open_from_journal(work: UnitOfWork, visitor: LinkVisitor, *, return_to: str | None = None) -> LinkRequest:
    """Create or resume a request to link the visitor's account with a learning profile, then to go to `return_to`.

    Raises NotFound if this installation's journal is not a provider. Where there is nothing to resume, the caller has
    hit LINK_REQUESTS.
    """
    actor = _require_account(visitor)
    provider = await queries.find_own_provider(work)
    if provider is None:
        raise NotFound
    pending = await find_pending(work, visitor, Side.JOURNAL, provider)
    if pending is not None:
        pending.return_to = return_to or pending.return_to
        return pending
    await school_queries.lock_own_session(work, actor)
    request = _build_link_request(visitor, Side.JOURNAL, provider)
    request.account_id, request.journal_session_id, request.return_to = actor.id, actor.session_id, return_to
    work.add(request)
    await work.flush()
    return request


async def find_pending(
    work: UnitOfWork, visitor: LinkVisitor, side: Side, provider: JournalProvider
) -> LinkRequest | None:
    """Return the open request of the same person in the same browser, if at least half of its lifetime is left."""
    if visitor.secret is None:
        return None
    actor, account = visitor.actor, visitor.journal_actor
    initiator_id = actor.id if side is Side.MESSENGER and actor else account.id if account else None
    await work.advisory_lock(f"link:request:open:{initiator_id}")
    pending = select(LinkRequest).where(
        (LinkRequest.profile_id if side is Side.MESSENGER else LinkRequest.account_id) == initiator_id,
        LinkRequest.side == side,
        LinkRequest.provider_id == provider.id,
        LinkRequest.browser_hash == hash_secret(visitor.secret),
        LinkRequest.state == LinkRequestState.OPEN,
        LinkRequest.expires_at > now() + rules.LINK_REQUEST_LIFETIME / 2,
    )
    return (await work.execute(pending.order_by(LinkRequest.id.desc()).limit(1))).scalar_one_or_none()


async def attach_account(work: UnitOfWork, visitor: LinkVisitor, request_id: UUID) -> LinkRequest:
    """Attach the account that is signed in to the journal; it can be replaced until the request is finished."""
    request = await lock_usable(work, visitor, request_id)
    if request.side is not Side.MESSENGER or request.sign_in_url is not None:
        raise NotFound
    request.account_id = _require_account(visitor).id
    return request


async def attach_external_account(
    work: UnitOfWork, visitor: LinkVisitor, request_id: UUID, person: ExternalPerson
) -> LinkRequest:
    """Attach the person who signed in to another vendor's journal."""
    request = await lock_usable(work, visitor, request_id)
    provider = await queries.get_provider(work, request.provider_id)
    if request.profile_id != _require_profile(visitor).id or provider.issuer is None:
        raise NotFound
    account = await schools.upsert_external_account(work, provider.issuer, person)
    request.account_id = account.id
    return request


async def attach_profile(work: UnitOfWork, visitor: LinkVisitor, request_id: UUID) -> LinkRequest:
    """Attach the learning profile that is signed in; it can be replaced until the request is finished."""
    request = await lock_usable(work, visitor, request_id)
    if request.side is not Side.JOURNAL:
        raise NotFound
    request.profile_id = _require_profile(visitor).id
    return request


async def cancel_link_request(work: UnitOfWork, visitor: LinkVisitor, request_id: UUID) -> None:
    """Cancel the request. Idempotent. Raises NotFound, OtherBrowser, LinkRequestUsed."""
    await work.advisory_lock(f"link:request:{request_id}")
    request = await queries.lock_link_request(work, request_id)
    _require_browser(request, visitor.secret)
    is_own_profile = visitor.actor is not None and request.profile_id == visitor.actor.id
    is_own_account = visitor.journal_actor is not None and request.account_id == visitor.journal_actor.id
    if not is_own_profile and not is_own_account:
        raise NotFound
    request.state = _get_next_state(request, LinkRequestAction.CANCEL)


async def finish_link_request(
    work: UnitOfWork, visitor: LinkVisitor, request_id: UUID, *, accept_mismatches: bool
) -> Link:
    """Create the link for which both sides have signed in. Idempotent: repeated, it returns the same link.

    Both must still be signed in here: on a shared computer nobody finishes another person's request.
    """
    actor = _require_profile(visitor)
    await work.advisory_lock(f"link:request:{request_id}")
    request = await queries.lock_link_request(work, request_id)
    _require_browser(request, visitor.secret)
    if request.profile_id is not None and request.profile_id != actor.id:
        raise NotFound
    state = _get_next_state(request, LinkRequestAction.FINISH)
    if state is request.state:
        return await _get_finished_link(work, actor, request)
    if request.profile_id is None or request.account_id is None:
        raise SideMissing
    if request.sign_in_url is None and _require_account(visitor).id != request.account_id:
        raise NotFound
    await lock_sides(work, request.profile_id, request.account_id)
    preview = await preview_link(work, request)
    await _require_no_conflict(work, request.profile_id, request.account_id, preview)
    if preview.mismatches and preview.refusal is None and not accept_mismatches:
        raise PersonMismatches(mismatches=[one.value for one in preview.mismatches])
    link = await make_link(work, request.profile_id, request.account_id, request.provider_id)
    request.state, request.link_id = state, link.id
    request.verifier = request.nonce = None
    return link


async def lock_usable(work: UnitOfWork, visitor: LinkVisitor, request_id: UUID) -> LinkRequest:
    """Lock and return the request if it can continue in this browser.

    Raises NotFound, OtherBrowser, LinkRequestUsed, LinkRequestCancelled, LinkRequestExpired.
    """
    await work.advisory_lock(f"link:request:{request_id}")
    request = await queries.lock_link_request(work, request_id)
    _require_browser(request, visitor.secret)
    _get_next_state(request, LinkRequestAction.CONTINUE)
    return request


def _require_profile(visitor: LinkVisitor) -> ProfilePrincipal:
    if visitor.actor is None:
        raise Unauthenticated
    return visitor.actor


def _require_account(visitor: LinkVisitor) -> AccountPrincipal:
    if visitor.journal_actor is None:
        raise Unauthenticated
    return visitor.journal_actor


async def _get_finished_link(work: UnitOfWork, actor: ProfilePrincipal, request: LinkRequest) -> Link:
    if request.link_id is None:
        raise LinkRequestUsed
    link = await queries.get_own_link(work, actor, request.link_id)
    if not link.is_active:
        raise LinkRequestUsed
    return link


async def _require_no_conflict(work: UnitOfWork, profile_id: UUID, account_id: UUID, preview: LinkPreview) -> None:
    if preview.refusal == "account_linked_elsewhere":
        raise AccountLinkedElsewhere
    if preview.refusal != "child_on_adults_profile":
        return
    reasons = [reason.value for reason in preview.reasons]
    school_id = (await school_queries.get_account(work, account_id)).school_id
    refused = insert(RefusedLink).values(
        id=new_id(),
        profile_id=profile_id,
        account_id=account_id,
        school_id=school_id,
        reasons=reasons,
        refused_at=now(),
    )
    upsert = refused.on_conflict_do_update(
        index_elements=[RefusedLink.profile_id, RefusedLink.account_id], set_={"reasons": reasons}
    )
    case_id = (await work.execute(upsert.returning(RefusedLink.id))).scalar_one()
    work.emit(LinkRefused(refused_id=case_id))
    raise ChildOnAdultsProfile(case_id=str(case_id), reasons=reasons)


def _require_browser(request: LinkRequest, secret: str | None) -> None:
    if secret is None or not secrets.compare_digest(hash_secret(secret), request.browser_hash):
        raise OtherBrowser


def _get_next_state(request: LinkRequest, action: LinkRequestAction) -> LinkRequestState:
    """Return the state to store after the action. Raises the error of the table."""
    current = get_current_state(request.state, request.expires_at, now())
    return LinkRequestState(LINK_REQUEST_STATES.next_state(current, action))


def _build_link_request(visitor: LinkVisitor, side: Side, provider: JournalProvider) -> LinkRequest:
    at = now()
    return LinkRequest(
        id=new_id(),
        side=side,
        provider_id=provider.id,
        browser_hash=hash_secret(visitor.secret or secrets.token_urlsafe(32)),
        created_at=at,
        expires_at=at + rules.LINK_REQUEST_LIFETIME,
    )
