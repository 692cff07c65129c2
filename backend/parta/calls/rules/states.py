"""What may become of a call, a participant, a knock and a ring: each a table of moves; what is not in it is refused.

A move to the state that is there already changes nothing, so that doing it twice does no harm.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from parta.calls.models import CallState, KnockState, ParticipantState, RingState
from parta.calls.rules.refusals import CallNotOpen, CallOver, KnockOver, RemovedFromCall, RingOver
from parta.core.errors import DomainError

S = TypeVar("S", bound=StrEnum)


class CallAct(StrEnum):
    """What is done to a call."""

    OPEN = "open"
    USE = "use"
    """Something in it that needs it to go on: a hand, muting, letting in."""
    SET = "set"
    """Changing what it will be or is like."""
    END = "end"


class ParticipantAct(StrEnum):
    """What is done by or to a participant."""

    COME = "come"
    LEAVE = "leave"
    REMOVE = "remove"


class KnockAct(StrEnum):
    """What is done by or to somebody who waits."""

    ADMIT = "admit"
    REFUSE = "refuse"
    GO = "go"


class RingAct(StrEnum):
    """What becomes of ringing."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    MISS = "miss"
    CANCEL = "cancel"


_PLANNED, _OPEN, _ENDED = CallState.PLANNED, CallState.OPEN, CallState.ENDED
_ADMITTED, _LEFT, _REMOVED = ParticipantState.ADMITTED, ParticipantState.LEFT, ParticipantState.REMOVED

CALL_MOVES: Mapping[tuple[CallState, CallAct], CallState | type[DomainError]] = {
    (_PLANNED, CallAct.OPEN): _OPEN,
    (_PLANNED, CallAct.USE): CallNotOpen,
    (_PLANNED, CallAct.SET): _PLANNED,
    (_PLANNED, CallAct.END): _ENDED,
    (_OPEN, CallAct.OPEN): _OPEN,
    (_OPEN, CallAct.USE): _OPEN,
    (_OPEN, CallAct.SET): _OPEN,
    (_OPEN, CallAct.END): _ENDED,
    (_ENDED, CallAct.OPEN): CallOver,
    (_ENDED, CallAct.USE): CallOver,
    (_ENDED, CallAct.SET): CallOver,
    (_ENDED, CallAct.END): _ENDED,
}
PARTICIPANT_MOVES: Mapping[tuple[ParticipantState, ParticipantAct], ParticipantState | type[DomainError]] = {
    (_ADMITTED, ParticipantAct.COME): _ADMITTED,
    (_ADMITTED, ParticipantAct.LEAVE): _LEFT,
    (_ADMITTED, ParticipantAct.REMOVE): _REMOVED,
    (_LEFT, ParticipantAct.COME): _ADMITTED,
    (_LEFT, ParticipantAct.LEAVE): _LEFT,
    (_LEFT, ParticipantAct.REMOVE): _REMOVED,
    (_REMOVED, ParticipantAct.COME): RemovedFromCall,
    (_REMOVED, ParticipantAct.LEAVE): _REMOVED,
    (_REMOVED, ParticipantAct.REMOVE): _REMOVED,
}
KNOCK_MOVES: Mapping[tuple[KnockState, KnockAct], KnockState | type[DomainError]] = {
    (KnockState.WAITING, KnockAct.ADMIT): KnockState.ADMITTED,
    (KnockState.WAITING, KnockAct.REFUSE): KnockState.REFUSED,
    (KnockState.WAITING, KnockAct.GO): KnockState.GONE,
    (KnockState.ADMITTED, KnockAct.ADMIT): KnockState.ADMITTED,
    (KnockState.ADMITTED, KnockAct.REFUSE): KnockOver,
    (KnockState.ADMITTED, KnockAct.GO): KnockState.ADMITTED,
    (KnockState.REFUSED, KnockAct.ADMIT): KnockOver,
    (KnockState.REFUSED, KnockAct.REFUSE): KnockState.REFUSED,
    (KnockState.REFUSED, KnockAct.GO): KnockState.REFUSED,
    (KnockState.GONE, KnockAct.ADMIT): KnockOver,
    (KnockState.GONE, KnockAct.REFUSE): KnockOver,
    (KnockState.GONE, KnockAct.GO): KnockState.GONE,
}
_RINGING = RingState.RINGING
_RUNG = {
    RingAct.ACCEPT: RingState.ACCEPTED,
    RingAct.REFUSE: RingState.REFUSED,
    RingAct.MISS: RingState.MISSED,
    RingAct.CANCEL: RingState.CANCELLED,
}
RING_MOVES: Mapping[tuple[RingState, RingAct], RingState | type[DomainError]] = {
    (state, act): end if state in {_RINGING, end} else RingOver for state in RingState for act, end in _RUNG.items()
}
"""Who answered on one device has answered on all: any other answer comes too late."""


def move_call(state: CallState, act: CallAct) -> CallState:
    """Give what becomes of the call. Raises CallNotOpen, CallOver."""
    return _landed(CALL_MOVES[state, act])


def move_participant(state: ParticipantState, act: ParticipantAct) -> ParticipantState:
    """Give what becomes of the participant. Raises RemovedFromCall."""
    return _landed(PARTICIPANT_MOVES[state, act])


def move_knock(state: KnockState, act: KnockAct) -> KnockState:
    """Give what becomes of the knock. Raises KnockOver."""
    return _landed(KNOCK_MOVES[state, act])


def move_ring(state: RingState, act: RingAct) -> RingState:
    """Give what becomes of the ring. Raises RingOver."""
    return _landed(RING_MOVES[state, act])


def _landed(end: S | type[DomainError]) -> S:
    if isinstance(end, type):
        raise end
    return end
