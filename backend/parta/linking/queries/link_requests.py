"""Link requests: access, state, preview."""

from hashlib import sha256
from typing import Literal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now, today
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal, ProfilePrincipal
from parta.identity import queries as identity
from parta.identity.schemas import PersonCard
from parta.linking import rules
from parta.linking.models import LinkRequest, LinkRequestState, PersonMismatch, Reason, Side
from parta.linking.queries.links import find_active_link, get_linked_roles
from parta.linking.queries.providers import get_provider
from parta.linking.rules import Person
from parta.linking.rules.states import CurrentState, get_current_state
from parta.linking.schemas import LinkRequestAccount, LinkRequestProfile, LinkRequestRead, ProviderName, RefusalCode
from parta.school import queries as schools
from parta.school.schemas import AccountSummary, Capacity, Role

State = Literal["open", "signed_in", "finished", "cancelled", "expired"]


def hash_secret(secret: str) -> bytes:
    """Return the hash that is stored of a browser's secret."""
    return sha256(secret.encode()).digest()


async def get_link_request(session: AsyncSession, request_id: UUID) -> LinkRequest:
    """Return the current link request. Raises NotFound."""
    fresh = select(LinkRequest).where(LinkRequest.id == request_id)
    found = (await session.execute(fresh)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def lock_link_request(session: AsyncSession, request_id: UUID) -> LinkRequest:
    """Return the current link request, which is not deleted with its session meanwhile. Raises NotFound."""
    fresh = select(LinkRequest).where(LinkRequest.id == request_id).with_for_update()
    found = (await session.execute(fresh)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def find_current_link_request(
    session: AsyncSession, actor: ProfilePrincipal | None, journal_actor: AccountPrincipal | None, secret: str | None
) -> LinkRequest | None:
    """Return the newest open request that somebody signed in here created in this browser."""
    if secret is None:
        return None
    own = [LinkRequest.profile_id == actor.id] if actor else []
    own += [LinkRequest.account_id == journal_actor.id] if journal_actor else []
    current = select(LinkRequest).where(
        LinkRequest.browser_hash == hash_secret(secret),
        LinkRequest.state == LinkRequestState.OPEN,
        LinkRequest.expires_at > now(),
        or_(*own),
    )
    return (await session.execute(current.order_by(LinkRequest.id.desc()).limit(1))).scalar_one_or_none()


async def find_return_to(session: AsyncSession, request_id: UUID, secret: str | None) -> str | None:
    """Return the page to return to, if this request was created in this browser."""
    if secret is None:
        return None
    own = select(LinkRequest.return_to).where(
        LinkRequest.id == request_id, LinkRequest.browser_hash == hash_secret(secret)
    )
    return (await session.execute(own)).scalar_one_or_none()


def get_state(request: LinkRequest) -> State:
    """Return the state of the request, expiry included, and whether both sides have signed in."""
    state = get_current_state(request.state, request.expires_at, now())
    if state is CurrentState.OPEN and request.profile_id and request.account_id:
        return "signed_in"
    return state.value


async def read_link_request(session: AsyncSession, request: LinkRequest, secret: str | None) -> LinkRequestRead:
    """Read the request as this browser may see it: a foreign browser sees the state, no personal data."""
    is_foreign = secret is None or hash_secret(secret) != request.browser_hash
    provider = await get_provider(session, request.provider_id)
    profile = None if is_foreign else await _read_profile(session, request)
    account = None if is_foreign else await _read_account(session, request)
    state = get_state(request)
    has_preview = state == "signed_in" and not is_foreign
    preview = await preview_link(session, request) if has_preview else LinkPreview([], None, [])
    return LinkRequestRead(
        id=request.id,
        side=request.side,
        state=state,
        provider=ProviderName.model_validate(provider),
        expires_at=request.expires_at,
        next_url=_build_next_url(request, state),
        return_to=None if is_foreign else request.return_to,
        profile=profile,
        account=account,
        mismatches=preview.mismatches,
        refusal=preview.refusal,
        reasons=preview.reasons,
        foreign_browser=is_foreign,
    )


class LinkPreview:
    """What the person must know before the link is created."""

    def __init__(self, mismatches: list[PersonMismatch], refusal: RefusalCode | None, reasons: list[Reason]) -> None:
        """Store the findings."""
        self.mismatches = mismatches
        self.refusal: RefusalCode | None = refusal
        self.reasons = reasons


async def preview_link(session: AsyncSession, request: LinkRequest) -> LinkPreview:
    """Compare the two sides of the request and find what prevents the link."""
    if request.profile_id is None or request.account_id is None:
        return LinkPreview([], None, [])
    profile = (await identity.get_names(session, [request.profile_id]))[request.profile_id]
    account = (await schools.read_accounts(session, [request.account_id]))[request.account_id]
    profile_person, account_person = Person(profile.name, profile.birth_on), Person(account.name, account.birth_on)
    mismatches = rules.find_mismatches(profile_person, account_person)
    link = await find_active_link(session, account.id)
    if link is not None:
        is_mine = link.profile_id == request.profile_id
        return LinkPreview(mismatches, "already_linked" if is_mine else "account_linked_elsewhere", [])
    reasons = await _find_conflicts(session, request.profile_id, profile_person, account_person, account)
    return LinkPreview(mismatches, "child_on_adults_profile" if reasons else None, reasons)


async def _find_conflicts(
    session: AsyncSession, profile_id: UUID, profile_person: Person, account_person: Person, account: AccountSummary
) -> list[Reason]:
    capacities = await _read_capacities(session, account)
    return rules.find_conflicts(
        profile_person,
        account_person,
        roles={one.role for one in capacities},
        linked_roles=await get_linked_roles(session, profile_id),
        on=now().date(),
    )


async def _read_capacities(session: AsyncSession, account: AccountSummary) -> list[Capacity]:
    school = await schools.get_school(session, account.school_id)
    found = await schools.read_capacities(session, school.id, [account.id], on=today(school.time_zone))
    return found[account.id]


async def _read_profile(session: AsyncSession, request: LinkRequest) -> LinkRequestProfile | None:
    if request.profile_id is None:
        return None
    card: PersonCard = (await identity.get_names(session, [request.profile_id]))[request.profile_id]
    phones = await identity.get_masked_phones(session, [request.profile_id])
    return LinkRequestProfile(name=card.name, phone=phones[request.profile_id])


async def _read_account(session: AsyncSession, request: LinkRequest) -> LinkRequestAccount | None:
    if request.account_id is None:
        return None
    card = (await schools.read_accounts(session, [request.account_id]))[request.account_id]
    capacities = await _read_capacities(session, card)
    begins_profile = request.side is Side.JOURNAL and request.profile_id is None
    in_class = [one.detail for one in capacities if one.role in (Role.STUDENT, Role.HOMEROOM_TEACHER) and one.detail]
    return LinkRequestAccount(
        name=card.name,
        login=card.login,
        school=card.school,
        roles=list(dict.fromkeys(one.role for one in capacities)),
        class_title=in_class[0] if in_class else None,
        birth_on=card.birth_on if begins_profile else None,
        sex=card.sex if begins_profile else None,
    )


def _build_next_url(request: LinkRequest, state: State) -> str:
    is_from_messenger = request.side is Side.MESSENGER
    if state in ("finished", "cancelled"):
        return "/" if is_from_messenger else "/journal"
    if is_from_messenger and request.sign_in_url is not None:
        return request.sign_in_url if request.account_id is None else f"/id/link?request={request.id}"
    return f"/journal/link?request={request.id}" if is_from_messenger else f"/id/link?request={request.id}"
