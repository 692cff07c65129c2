"""Who comes in: at once, through the lobby, later, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from parta.calls.models import Access, CallRole, CallState, Entry, LobbyFor, ParticipantState, Via
from parta.calls.rules.refusals import (
    CallLocked,
    CallOver,
    MembersOnly,
    RemovedFromCall,
    SchoolOnly,
    SignInNeeded,
    TooEarly,
)
from parta.core.errors import DomainError

EMPTY_FOR = timedelta(minutes=5)
"""A call in which nobody has been for so long closes; not a lesson's, which has a teacher to wait for."""
RINGS_FOR = timedelta(seconds=45)
KNOCK_LIFE = timedelta(seconds=30)
"""Who waits asks every two seconds how it stands; who is silent for so long has gone."""
REFUSED_FOR = timedelta(seconds=30)
"""Who was refused may ask again after this."""
INVITE_LIFE = timedelta(days=7)
MOST_PEOPLE = 300
MOST_KNOCKS = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a call that coming in depends on."""

    state: CallState
    starts_at: datetime | None
    admits_from: datetime | None
    access: Access
    lobby_for: LobbyFor
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """All of somebody that coming in depends on."""

    role: CallRole
    """What they are in the call, or would be."""
    is_member: bool
    """Of the call's chat."""
    is_of_school: bool
    has_profile: bool
    before: ParticipantState | None
    """What they are in the call already; None: they were never let in."""
    via: Via | None
    """By which right they were."""


def opens_at(plan: Plan) -> datetime | None:
    """Give from when on others than admins come in; None: as soon as it is open."""
    if plan.state is CallState.PLANNED:
        return max((at for at in (plan.starts_at, plan.admits_from) if at), default=None)
    return plan.admits_from


def entry(plan: Plan, arrival: Arrival, at: datetime) -> Entry:
    """Say how somebody comes in at this time."""
    barred = _barred(plan, arrival)
    if barred is not None:
        return barred
    if arrival.role is CallRole.ADMIN:
        return Entry.OPEN
    opens = opens_at(plan)
    if opens is not None and at < opens:
        return Entry.NOT_YET
    if arrival.before is ParticipantState.ADMITTED:
        return Entry.OPEN
    if plan.is_locked:
        return Entry.LOCKED
    return Entry.LOBBY if _waits(plan, arrival) else Entry.OPEN


_REFUSALS: Mapping[Entry, type[DomainError]] = {
    Entry.LOCKED: CallLocked,
    Entry.REMOVED: RemovedFromCall,
    Entry.ENDED: CallOver,
    Entry.MEMBERS_ONLY: MembersOnly,
    Entry.SCHOOL_ONLY: SchoolOnly,
    Entry.SIGN_IN_NEEDED: SignInNeeded,
}


def refusal_of(how: Entry, plan: Plan) -> DomainError | None:
    """Give what to decline with where one comes in neither at once nor by the lobby."""
    if how is Entry.NOT_YET:
        opens = opens_at(plan)
        return TooEarly(opens_at=opens.isoformat() if opens else None)
    return _REFUSALS[how]() if how in _REFUSALS else None


def _barred(plan: Plan, arrival: Arrival) -> Entry | None:
    """Say why somebody does not come at all, if they do not; who was let in by link stays let in."""
    if arrival.before is ParticipantState.REMOVED:
        return Entry.REMOVED
    return Entry.ENDED if plan.state is CallState.ENDED else _outside(plan, arrival)


def _outside(plan: Plan, arrival: Arrival) -> Entry | None:
    if arrival.is_member or plan.access is Access.ANYONE:
        return None
    if arrival.before is not None and arrival.via is Via.LINK:
        return None
    if not arrival.has_profile:
        return Entry.SIGN_IN_NEEDED
    if plan.access is Access.SCHOOL:
        return None if arrival.is_of_school else Entry.SCHOOL_ONLY
    return Entry.MEMBERS_ONLY


def _waits(plan: Plan, arrival: Arrival) -> bool:
    if arrival.before is not None:
        return False
    if plan.lobby_for is LobbyFor.EVERYONE:
        return arrival.role is CallRole.PARTICIPANT
    return not arrival.is_member and not arrival.is_of_school
