"""Wishes to link: who may see them, and how they stand."""

from hashlib import sha256
from typing import Literal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor, JournalActor
from parta.core.clock import now, today
from parta.core.errors import NotFound
from parta.identity import queries as identity
from parta.identity.schemas import PersonCard
from parta.journal import queries as journal
from parta.journal.schemas import AccountCard, Capacity, Role
from parta.linking import rules
from parta.linking.models import Difference, IntentState, LinkIntent, Reason, Side
from parta.linking.queries.catalogue import get_provider
from parta.linking.queries.links import find_link_of, linked_as
from parta.linking.rules import Person
from parta.linking.schemas import Intent, IntentAccount, IntentProfile, ProviderName, Refused

State = Literal["open", "signed_in", "finished", "cancelled", "expired"]


def hash_secret(secret: str) -> bytes:
    """Give what is stored of a browser's secret."""
    return sha256(secret.encode()).digest()


async def get_intent(session: AsyncSession, intent_id: UUID) -> LinkIntent:
    """Give the intent as it is now. Raises NotFound."""
    fresh = select(LinkIntent).where(LinkIntent.id == intent_id).execution_options(populate_existing=True)
    found = (await session.execute(fresh)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def find_current_intent(
    session: AsyncSession, actor: Actor | None, journal_actor: JournalActor | None, secret: str | None
) -> LinkIntent | None:
    """Give the newest wish that somebody signed in here has begun in this browser and not ended."""
    if secret is None:
        return None
    mine = [LinkIntent.profile_id == actor.profile_id] if actor else []
    mine += [LinkIntent.account_id == journal_actor.account_id] if journal_actor else []
    current = select(LinkIntent).where(
        LinkIntent.browser_hash == hash_secret(secret),
        LinkIntent.state == IntentState.OPEN,
        LinkIntent.expires_at > now(),
        or_(*mine),
    )
    return (await session.execute(current.order_by(LinkIntent.id.desc()).limit(1))).scalar_one_or_none()


async def find_landing(session: AsyncSession, intent_id: UUID, secret: str | None) -> str | None:
    """Give where the person was going who began this wish in this browser, if anywhere."""
    if secret is None:
        return None
    begun = select(LinkIntent.landing).where(LinkIntent.id == intent_id, LinkIntent.browser_hash == hash_secret(secret))
    return (await session.execute(begun)).scalar_one_or_none()


def state_of(intent: LinkIntent) -> State:
    """Say how the intent stands, its time included."""
    if intent.state is IntentState.FINISHED:
        return "finished"
    if intent.state is IntentState.CANCELLED:
        return "cancelled"
    if intent.expires_at <= now():
        return "expired"
    return "signed_in" if intent.profile_id and intent.account_id else "open"


async def read_intent(session: AsyncSession, intent: LinkIntent, secret: str | None) -> Intent:
    """Read the intent as it is told to this browser: a foreign one learns how it stands, and nobody's name."""
    is_foreign = secret is None or hash_secret(secret) != intent.browser_hash
    provider = await get_provider(session, intent.provider_id)
    profile = None if is_foreign else await _profile(session, intent)
    account = None if is_foreign else await _account(session, intent)
    state = state_of(intent)
    review = await examine(session, intent) if state == "signed_in" and not is_foreign else Review([], None, [])
    return Intent(
        id=intent.id,
        side=intent.side,
        state=state,
        provider=ProviderName.model_validate(provider),
        expires_at=intent.expires_at,
        go_to=_go_to(intent, state),
        landing=None if is_foreign else intent.landing,
        profile=profile,
        account=account,
        differences=review.differences,
        refusal=review.refusal,
        reasons=review.reasons,
        foreign_browser=is_foreign,
    )


class Review:
    """What there is to say before two accounts become one person."""

    def __init__(self, differences: list[Difference], refusal: Refused | None, reasons: list[Reason]) -> None:
        """Say this."""
        self.differences = differences
        self.refusal: Refused | None = refusal
        self.reasons = reasons


async def examine(session: AsyncSession, intent: LinkIntent) -> Review:
    """Compare the two sides of the intent, and say what stands in the way."""
    if intent.profile_id is None or intent.account_id is None:
        return Review([], None, [])
    profile = (await identity.names_of(session, [intent.profile_id]))[intent.profile_id]
    account = (await journal.read_accounts(session, [intent.account_id]))[intent.account_id]
    mine, theirs = Person(profile.name, profile.birth_on), Person(account.name, account.birth_on)
    differences = rules.differences(mine, theirs)
    link = await find_link_of(session, account.id)
    if link is not None:
        is_mine = link.profile_id == intent.profile_id
        return Review(differences, "already_linked" if is_mine else "account_linked_elsewhere", [])
    reasons = await _conflicts(session, intent.profile_id, mine, theirs, account)
    return Review(differences, "child_on_adults_profile" if reasons else None, reasons)


async def _conflicts(
    session: AsyncSession, profile_id: UUID, mine: Person, theirs: Person, account: AccountCard
) -> list[Reason]:
    capacities = await _capacities(session, account)
    return rules.conflicts(
        mine,
        theirs,
        roles={one.role for one in capacities},
        linked_as=await linked_as(session, profile_id),
        on=now().date(),
    )


async def _capacities(session: AsyncSession, account: AccountCard) -> list[Capacity]:
    school = await journal.get_school(session, account.school_id)
    found = await journal.read_capacities(session, school.id, [account.id], on=today(school.time_zone))
    return found[account.id]


async def _profile(session: AsyncSession, intent: LinkIntent) -> IntentProfile | None:
    if intent.profile_id is None:
        return None
    card: PersonCard = (await identity.names_of(session, [intent.profile_id]))[intent.profile_id]
    phones = await identity.masked_phones(session, [intent.profile_id])
    return IntentProfile(name=card.name, phone=phones[intent.profile_id])


async def _account(session: AsyncSession, intent: LinkIntent) -> IntentAccount | None:
    if intent.account_id is None:
        return None
    card = (await journal.read_accounts(session, [intent.account_id]))[intent.account_id]
    capacities = await _capacities(session, card)
    in_class = [one.detail for one in capacities if one.role in (Role.STUDENT, Role.HOMEROOM_TEACHER) and one.detail]
    return IntentAccount(
        name=card.name,
        login=card.login,
        school=card.school,
        roles=list(dict.fromkeys(one.role for one in capacities)),
        class_title=in_class[0] if in_class else None,
    )


def _go_to(intent: LinkIntent, state: State) -> str:
    from_messenger = intent.side is Side.MESSENGER
    if state in ("finished", "cancelled"):
        return "/" if from_messenger else "/journal"
    if from_messenger and intent.sign_in_url is not None:
        return intent.sign_in_url if intent.account_id is None else f"/id/link?intent={intent.id}"
    return f"/journal/link?intent={intent.id}" if from_messenger else f"/id/link?intent={intent.id}"
