"""State machines of calls, participants, knocks and rings: each a table of transitions.

A transition to the present state changes nothing, so that repeating an action is harmless.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from parta.calls.models import CallState, KnockState, ParticipantState, RingState
from parta.calls.rules.errors import CallAlreadyEnded, CallNotOpen, KnockClosed, RemovedFromCall, RingClosed
from parta.core.errors import DomainError

S = TypeVar("S", bound=StrEnum)


class CallAction(StrEnum):
    """Action on a call."""

    OPEN = "open"
    USE = "use"
    """Anything that requires an open call: a hand, muting, admitting."""
    CONFIGURE = "configure"
    """Changing its settings."""
    END = "end"


class ParticipantAction(StrEnum):
    """Action by or on a participant."""

    JOIN = "join"
    LEAVE = "leave"
    REMOVE = "remove"


class KnockAction(StrEnum):
    """Action on a knock."""

    ADMIT = "admit"
    REFUSE = "refuse"
    EXPIRE = "expire"


class RingAction(StrEnum):
    """Action on a ring."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    MISS = "miss"
    CANCEL = "cancel"


_PLANNED, _OPEN, _ENDED = CallState.PLANNED, CallState.OPEN, CallState.ENDED
_ADMITTED, _LEFT, _REMOVED = ParticipantState.ADMITTED, ParticipantState.LEFT, ParticipantState.REMOVED

CALL_TRANSITIONS: Mapping[tuple[CallState, CallAction], CallState | type[DomainError]] = {
    (_PLANNED, CallAction.OPEN): _OPEN,
    (_PLANNED, CallAction.USE): CallNotOpen,
    (_PLANNED, CallAction.CONFIGURE): _PLANNED,
    (_PLANNED, CallAction.END): _ENDED,
    (_OPEN, CallAction.OPEN): _OPEN,
    (_OPEN, CallAction.USE): _OPEN,
    (_OPEN, CallAction.CONFIGURE): _OPEN,
    (_OPEN, CallAction.END): _ENDED,
    (_ENDED, CallAction.OPEN): CallAlreadyEnded,
    (_ENDED, CallAction.USE): CallAlreadyEnded,
    (_ENDED, CallAction.CONFIGURE): CallAlreadyEnded,
    (_ENDED, CallAction.END): _ENDED,
}
PARTICIPANT_TRANSITIONS: Mapping[tuple[ParticipantState, ParticipantAction], ParticipantState | type[DomainError]] = {
    (_ADMITTED, ParticipantAction.JOIN): _ADMITTED,
    (_ADMITTED, ParticipantAction.LEAVE): _LEFT,
    (_ADMITTED, ParticipantAction.REMOVE): _REMOVED,
    (_LEFT, ParticipantAction.JOIN): _ADMITTED,
    (_LEFT, ParticipantAction.LEAVE): _LEFT,
    (_LEFT, ParticipantAction.REMOVE): _REMOVED,
    (_REMOVED, ParticipantAction.JOIN): RemovedFromCall,
    (_REMOVED, ParticipantAction.LEAVE): _REMOVED,
    (_REMOVED, ParticipantAction.REMOVE): _REMOVED,
}
KNOCK_TRANSITIONS: Mapping[tuple[KnockState, KnockAction], KnockState | type[DomainError]] = {
    (KnockState.WAITING, KnockAction.ADMIT): KnockState.ADMITTED,
    (KnockState.WAITING, KnockAction.REFUSE): KnockState.REFUSED,
    (KnockState.WAITING, KnockAction.EXPIRE): KnockState.GONE,
    (KnockState.ADMITTED, KnockAction.ADMIT): KnockState.ADMITTED,
    (KnockState.ADMITTED, KnockAction.REFUSE): KnockClosed,
    (KnockState.ADMITTED, KnockAction.EXPIRE): KnockState.ADMITTED,
    (KnockState.REFUSED, KnockAction.ADMIT): KnockClosed,
    (KnockState.REFUSED, KnockAction.REFUSE): KnockState.REFUSED,
    (KnockState.REFUSED, KnockAction.EXPIRE): KnockState.REFUSED,
    (KnockState.GONE, KnockAction.ADMIT): KnockClosed,
    (KnockState.GONE, KnockAction.REFUSE): KnockClosed,
    (KnockState.GONE, KnockAction.EXPIRE): KnockState.GONE,
}
_RINGING = RingState.RINGING
_RING_OUTCOMES = {
    RingAction.ACCEPT: RingState.ACCEPTED,
    RingAction.REFUSE: RingState.REFUSED,
    RingAction.MISS: RingState.MISSED,
    RingAction.CANCEL: RingState.CANCELLED,
}
RING_TRANSITIONS: Mapping[tuple[RingState, RingAction], RingState | type[DomainError]] = {
    (state, act): end if state in {_RINGING, end} else RingClosed
    for state in RingState
    for act, end in _RING_OUTCOMES.items()
}
"""An answer on one device is an answer on all: any other is too late."""


def next_call_state(state: CallState, act: CallAction) -> CallState:
    """Return the state of a call after the action. Raises CallNotOpen, CallAlreadyEnded."""
    return _resolve(CALL_TRANSITIONS[state, act])


def next_participant_state(state: ParticipantState, act: ParticipantAction) -> ParticipantState:
    """Return the state of a participant after the action. Raises RemovedFromCall."""
    return _resolve(PARTICIPANT_TRANSITIONS[state, act])


def next_knock_state(state: KnockState, act: KnockAction) -> KnockState:
    """Return the state of a knock after the action. Raises KnockClosed."""
    return _resolve(KNOCK_TRANSITIONS[state, act])


def next_ring_state(state: RingState, act: RingAction) -> RingState:
    """Return the state of a ring after the action. Raises RingClosed."""
    return _resolve(RING_TRANSITIONS[state, act])


def _resolve(outcome: S | type[DomainError]) -> S:
    if isinstance(outcome, type):
        raise outcome
    return outcome
