"""Wishes to link: beginning them on either side, bringing the other side, finishing or cancelling.

Everything about one intent happens under its name, so that double clicks and two tabs come one after the other.
"""

import secrets
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import OutsidePerson, SignInThere
from parta.core.actor import Actor, JournalActor
from parta.core.clock import now
from parta.core.errors import Conflict, NotFound, Unauthenticated
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.rate_limits import hit
from parta.core.streams import advisory_lock
from parta.journal import queries as journal
from parta.journal import service as schools
from parta.linking import queries, rules
from parta.linking.events import LinkRefused
from parta.linking.models import IntentState, JournalProvider, Link, LinkIntent, RefusedLink, Side
from parta.linking.queries.intents import Review, examine, hash_secret, state_of
from parta.linking.service.links import AccountLinkedElsewhere, hold_sides, make_link


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at this browser: signed in on either side or both, and the secret by which we know the browser again."""

    actor: Actor | None
    journal_actor: JournalActor | None
    secret: str | None


class IntentExpired(Conflict):
    """Ten minutes have passed: it begins anew."""

    code = "intent_expired"


class IntentUsed(Conflict):
    """It has served already."""

    code = "intent_used"


class IntentCancelled(Conflict):
    """The person thought better of it."""

    code = "intent_cancelled"


class OtherBrowser(Conflict):
    """It was begun in another browser, and only there can it go on."""

    code = "other_browser"


class SideMissing(Conflict):
    """One of the two sides has not signed in yet."""

    code = "side_missing"


class Differences(Conflict):
    """The two sides do not agree on who this is: the person is asked first."""

    code = "differences"


class ChildOnAdultsProfile(Conflict):
    """A child and an adult seem to share a profile. It is recorded, so that the school can help."""

    code = "child_on_adults_profile"
    keeps: ClassVar[bool] = True


async def open_from_messenger(
    session: AsyncSession,
    visitor: Visitor,
    provider: JournalProvider,
    *,
    there: SignInThere | None,
    landing: str | None = None,
) -> LinkIntent:
    """Begin, or go on, to link the visitor's profile with an account in this journal; another vendor's is `there`.

    Whoever was going to a `landing` goes there in the end.
    """
    actor = _profile_of(visitor)
    known = await find_going_on(session, visitor, Side.MESSENGER, provider)
    if known is not None:
        known.landing = landing or known.landing
        return known
    await hit(session, rules.INTENTS, str(actor.profile_id))
    begun = _intent(visitor, Side.MESSENGER, provider)
    begun.profile_id, begun.landing = actor.profile_id, landing
    if there is not None:
        begun.id, begun.sign_in_url, begun.verifier = UUID(there.state), there.url, there.verifier
    session.add(begun)
    await session.flush()
    return begun


async def open_from_journal(session: AsyncSession, visitor: Visitor, *, landing: str | None = None) -> LinkIntent:
    """Begin, or go on, to link the visitor's account with a learning profile, and then to go to this `landing`.

    Raises NotFound without a catalogue.
    """
    actor = _account_of(visitor)
    provider = await queries.find_own_provider(session)
    if provider is None:
        raise NotFound
    known = await find_going_on(session, visitor, Side.JOURNAL, provider)
    if known is not None:
        known.landing = landing or known.landing
        return known
    await hit(session, rules.INTENTS, str(actor.account_id))
    begun = _intent(visitor, Side.JOURNAL, provider)
    begun.account_id, begun.landing = actor.account_id, landing
    session.add(begun)
    await session.flush()
    return begun


async def find_going_on(
    session: AsyncSession, visitor: Visitor, side: Side, provider: JournalProvider
) -> LinkIntent | None:
    """Give the same wish of the same person in the same browser, if it is young enough to go on with."""
    if visitor.secret is None:
        return None
    actor, account = visitor.actor, visitor.journal_actor
    beginner = actor.profile_id if side is Side.MESSENGER and actor else account.account_id if account else None
    await advisory_lock(session, f"link:opening:{beginner}")
    known = select(LinkIntent).where(
        (LinkIntent.profile_id if side is Side.MESSENGER else LinkIntent.account_id) == beginner,
        LinkIntent.side == side,
        LinkIntent.provider_id == provider.id,
        LinkIntent.browser_hash == hash_secret(visitor.secret),
        LinkIntent.state == IntentState.OPEN,
        LinkIntent.expires_at > now() + rules.INTENT_LIFE / 2,
    )
    return (await session.execute(known.order_by(LinkIntent.id.desc()).limit(1))).scalar_one_or_none()


async def attach_account(session: AsyncSession, visitor: Visitor, intent_id: UUID) -> LinkIntent:
    """Bring the account that signed in to the journal; another one may take its place until the end."""
    intent = await usable(session, visitor, intent_id)
    if intent.side is not Side.MESSENGER or intent.sign_in_url is not None:
        raise NotFound
    intent.account_id = _account_of(visitor).account_id
    return intent


async def attach_outside_account(
    session: AsyncSession, visitor: Visitor, intent_id: UUID, person: OutsidePerson
) -> LinkIntent:
    """Bring the person who signed in to another vendor's journal."""
    intent = await usable(session, visitor, intent_id)
    provider = await queries.get_provider(session, intent.provider_id)
    if intent.profile_id != _profile_of(visitor).profile_id or provider.issuer is None:
        raise NotFound
    account = await schools.keep_outside_account(session, provider.issuer, person)
    intent.account_id = account.id
    return intent


async def attach_profile(session: AsyncSession, visitor: Visitor, intent_id: UUID) -> LinkIntent:
    """Bring the learning profile that signed in; another one may take its place until the end."""
    intent = await usable(session, visitor, intent_id)
    if intent.side is not Side.JOURNAL:
        raise NotFound
    intent.profile_id = _profile_of(visitor).profile_id
    return intent


async def cancel_intent(session: AsyncSession, visitor: Visitor, intent_id: UUID) -> None:
    """Let everything be as it was. Safe to repeat. Raises NotFound, OtherBrowser, IntentUsed."""
    await advisory_lock(session, f"link:intent:{intent_id}")
    intent = await queries.get_intent(session, intent_id)
    _want_browser(intent, visitor.secret)
    is_mine = visitor.actor is not None and intent.profile_id == visitor.actor.profile_id
    is_ours = visitor.journal_actor is not None and intent.account_id == visitor.journal_actor.account_id
    if not is_mine and not is_ours:
        raise NotFound
    if intent.state is IntentState.FINISHED:
        raise IntentUsed
    intent.state = IntentState.CANCELLED


async def finish_intent(session: AsyncSession, visitor: Visitor, intent_id: UUID, *, accept_differences: bool) -> Link:
    """Make the link that both sides have signed in for. Doing it again gives the same link.

    Both must still be signed in here: on a shared computer nobody finishes what the last one left.
    """
    actor = _profile_of(visitor)
    await advisory_lock(session, f"link:intent:{intent_id}")
    intent = await queries.get_intent(session, intent_id)
    _want_browser(intent, visitor.secret)
    if intent.profile_id is not None and intent.profile_id != actor.profile_id:
        raise NotFound
    if intent.state is IntentState.FINISHED:
        return await _made(session, actor, intent)
    _want_open(intent)
    if intent.profile_id is None or intent.account_id is None:
        raise SideMissing
    if intent.sign_in_url is None and _account_of(visitor).account_id != intent.account_id:
        raise NotFound
    await hold_sides(session, intent.profile_id, intent.account_id)
    review = await examine(session, intent)
    await _want_no_conflict(session, intent.profile_id, intent.account_id, review)
    if review.differences and review.refusal is None and not accept_differences:
        raise Differences(differences=[one.value for one in review.differences])
    link = await make_link(session, intent.profile_id, intent.account_id, intent.provider_id)
    intent.state, intent.link_id, intent.verifier = IntentState.FINISHED, link.id, None
    return link


async def usable(session: AsyncSession, visitor: Visitor, intent_id: UUID) -> LinkIntent:
    """Give the intent, its name held, if it can go on in this browser. Raises what stands in the way."""
    await advisory_lock(session, f"link:intent:{intent_id}")
    intent = await queries.get_intent(session, intent_id)
    _want_browser(intent, visitor.secret)
    if intent.state is IntentState.FINISHED:
        raise IntentUsed
    _want_open(intent)
    return intent


def _profile_of(visitor: Visitor) -> Actor:
    if visitor.actor is None:
        raise Unauthenticated
    return visitor.actor


def _account_of(visitor: Visitor) -> JournalActor:
    if visitor.journal_actor is None:
        raise Unauthenticated
    return visitor.journal_actor


async def _made(session: AsyncSession, actor: Actor, intent: LinkIntent) -> Link:
    if intent.link_id is None:
        raise IntentUsed
    link = await queries.get_own_link(session, actor, intent.link_id)
    if not link.is_active:
        raise IntentUsed
    return link


async def _want_no_conflict(session: AsyncSession, profile_id: UUID, account_id: UUID, review: Review) -> None:
    if review.refusal == "account_linked_elsewhere":
        raise AccountLinkedElsewhere
    if review.refusal != "child_on_adults_profile":
        return
    reasons = [reason.value for reason in review.reasons]
    school_id = (await journal.get_account(session, account_id)).school_id
    refused = insert(RefusedLink).values(
        id=new_id(),
        profile_id=profile_id,
        account_id=account_id,
        school_id=school_id,
        reasons=reasons,
        refused_at=now(),
    )
    again = refused.on_conflict_do_update(
        index_elements=[RefusedLink.profile_id, RefusedLink.account_id], set_={"reasons": reasons}
    )
    case_id = (await session.execute(again.returning(RefusedLink.id))).scalar_one()
    emit(session, LinkRefused(refused_id=case_id))
    raise ChildOnAdultsProfile(case_id=str(case_id), reasons=reasons)


def _want_browser(intent: LinkIntent, secret: str | None) -> None:
    if secret is None or not secrets.compare_digest(hash_secret(secret), intent.browser_hash):
        raise OtherBrowser


def _want_open(intent: LinkIntent) -> None:
    state = state_of(intent)
    if state == "cancelled":
        raise IntentCancelled
    if state == "expired":
        raise IntentExpired


def _intent(visitor: Visitor, side: Side, provider: JournalProvider) -> LinkIntent:
    at = now()
    return LinkIntent(
        id=new_id(),
        side=side,
        provider_id=provider.id,
        browser_hash=hash_secret(visitor.secret or secrets.token_urlsafe(32)),
        created_at=at,
        expires_at=at + rules.INTENT_LIFE,
    )
