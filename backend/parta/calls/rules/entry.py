"""Who may enter a call: at once, through the lobby, later, or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from parta.calls.models import AccessScope, CallRole, CallState, Entry, LobbyFor, ParticipantState, Via
from parta.calls.rules.errors import (
    CallAlreadyEnded,
    CallLocked,
    MembersOnly,
    RemovedFromCall,
    SchoolOnly,
    SignInRequired,
    TooEarly,
)
from parta.core.errors import DomainError
from parta.core.text import fold_words

EMPTY_CALL_TIMEOUT = timedelta(minutes=5)
"""A call that has been empty for so long ends; not a lesson's, which waits for its teacher."""
RING_TIMEOUT = timedelta(seconds=45)
KNOCK_TIMEOUT = timedelta(seconds=30)
"""Clients poll every two seconds; a knock that was not polled for so long expires."""
KNOCK_RETRY_DELAY = timedelta(seconds=30)
"""Who was refused may knock again after this."""
INVITE_LIFETIME = timedelta(days=7)
MAX_PARTICIPANTS = 300
MAX_KNOCKS = 100
MAX_KNOCKS_OF_NETWORK = 5
"""Waiting guests of one network, in all calls: names cost nothing, addresses do. People with a profile do not count."""
_MIN_SHARED_NAMES = 2


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """The facts of a call that decide who may enter."""

    state: CallState
    starts_at: datetime | None
    opens_to_all_at: datetime | None
    access: AccessScope
    lobby_for: LobbyFor
    is_locked: bool


@dataclass(frozen=True, slots=True)
class JoinAttempt:
    """The facts of a person that decide how they may enter."""

    role: CallRole
    """Their role in the call, or the one they would get."""
    is_member: bool
    """True if they are a member of the call's chat."""
    is_of_school: bool
    has_profile: bool
    previous_state: ParticipantState | None
    """Their state as a participant; None if never admitted."""
    via: Via | None
    """How they got access before."""


def mark_namesake(name: str, others: Iterable[str]) -> str:
    """Return the name under which a guest waits: marked if it could be taken for that of one of these people.

    It could with the same words, or two of theirs. The guest is not refused: that would tell strangers who is there.
    """
    words = fold_words(name)
    is_namesake = any(words == other or len(words & other) >= _MIN_SHARED_NAMES for other in map(fold_words, others))
    return f"{name} (гость)" if is_namesake else name


def opens_at(policy: CallPolicy) -> datetime | None:
    """Return when the call opens to others than admins; None: as soon as it is open."""
    if policy.state is CallState.PLANNED:
        return max((at for at in (policy.starts_at, policy.opens_to_all_at) if at), default=None)
    return policy.opens_to_all_at


def decide_entry(policy: CallPolicy, attempt: JoinAttempt, at: datetime) -> Entry:
    """Return how somebody may enter at this time."""
    refused = _find_refusal(policy, attempt)
    if refused is not None:
        return refused
    if attempt.role is CallRole.ADMIN:
        return Entry.OPEN
    opens = opens_at(policy)
    if opens is not None and at < opens:
        return Entry.NOT_YET
    if attempt.previous_state is ParticipantState.ADMITTED:
        return Entry.OPEN
    if policy.is_locked:
        return Entry.LOCKED
    return Entry.LOBBY if _must_wait(policy, attempt) else Entry.OPEN


_ERRORS: Mapping[Entry, type[DomainError]] = {
    Entry.LOCKED: CallLocked,
    Entry.REMOVED: RemovedFromCall,
    Entry.ENDED: CallAlreadyEnded,
    Entry.MEMBERS_ONLY: MembersOnly,
    Entry.SCHOOL_ONLY: SchoolOnly,
    Entry.SIGN_IN_NEEDED: SignInRequired,
}


def entry_error(entry: Entry, policy: CallPolicy) -> DomainError | None:
    """Return the error for an entry that is neither open nor through the lobby; otherwise None."""
    if entry is Entry.NOT_YET:
        opens = opens_at(policy)
        return TooEarly(opens_at=opens.isoformat() if opens else None)
    return _ERRORS[entry]() if entry in _ERRORS else None


def _find_refusal(policy: CallPolicy, attempt: JoinAttempt) -> Entry | None:
    """Return why somebody may never enter, if so; who was once admitted by link stays admitted."""
    if attempt.previous_state is ParticipantState.REMOVED:
        return Entry.REMOVED
    return Entry.ENDED if policy.state is CallState.ENDED else _check_scope(policy, attempt)


def _check_scope(policy: CallPolicy, attempt: JoinAttempt) -> Entry | None:
    if attempt.is_member or policy.access is AccessScope.ANYONE:
        return None
    if attempt.previous_state is not None and attempt.via is Via.LINK:
        return None
    if not attempt.has_profile:
        return Entry.SIGN_IN_NEEDED
    if policy.access is AccessScope.SCHOOL:
        return None if attempt.is_of_school else Entry.SCHOOL_ONLY
    return Entry.MEMBERS_ONLY


def _must_wait(policy: CallPolicy, attempt: JoinAttempt) -> bool:
    if attempt.previous_state is not None:
        return False
    if policy.lobby_for is LobbyFor.EVERYONE:
        return attempt.role is CallRole.PARTICIPANT
    return not attempt.is_member and not attempt.is_of_school
