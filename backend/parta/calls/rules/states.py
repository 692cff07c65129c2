"""State machines of calls, participants, knocks and rings."""

from enum import StrEnum

from parta.calls.models import CallState, KnockState, ParticipantState, RingState
from parta.calls.rules.errors import (
    CallAlreadyEnded,
    CallAlreadyOpen,
    CallNotOpen,
    KnockClosed,
    RemovedFromCall,
    RingClosed,
)
from parta.core.state_machine import StateMachine


class CallAction(StrEnum):
    """Action on a call."""

    OPEN = "open"
    USE = "use"
    """Anything that requires an open call: a hand, muting, admitting."""
    CONFIGURE = "configure"
    """Changing its settings."""
    PLAN = "plan"
    """Changing what was planned: its title, its start."""
    END = "end"


class ParticipantAction(StrEnum):
    """Action by or on a participant."""

    JOIN = "join"
    LEAVE = "leave"
    REMOVE = "remove"
    FORGIVE = "forgive"
    """To let somebody who was removed join again."""


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
    CALL_AGAIN = "call_again"
    """To ring once more whom it rang for in vain, or who has left."""


CALL_STATES = StateMachine(
    CallState,
    CallAction,
    {
        CallState.PLANNED: {
            CallAction.OPEN: CallState.OPEN,
            CallAction.USE: CallNotOpen,
            CallAction.CONFIGURE: CallState.PLANNED,
            CallAction.PLAN: CallState.PLANNED,
            CallAction.END: CallState.ENDED,
        },
        CallState.OPEN: {
            CallAction.OPEN: CallState.OPEN,
            CallAction.USE: CallState.OPEN,
            CallAction.CONFIGURE: CallState.OPEN,
            CallAction.PLAN: CallAlreadyOpen,
            CallAction.END: CallState.ENDED,
        },
        CallState.ENDED: {
            CallAction.OPEN: CallAlreadyEnded,
            CallAction.USE: CallAlreadyEnded,
            CallAction.CONFIGURE: CallAlreadyEnded,
            CallAction.PLAN: CallAlreadyEnded,
            CallAction.END: CallState.ENDED,
        },
    },
)
PARTICIPANT_STATES = StateMachine(
    ParticipantState,
    ParticipantAction,
    {
        ParticipantState.ADMITTED: {
            ParticipantAction.JOIN: ParticipantState.ADMITTED,
            ParticipantAction.LEAVE: ParticipantState.LEFT,
            ParticipantAction.REMOVE: ParticipantState.REMOVED,
            ParticipantAction.FORGIVE: ParticipantState.ADMITTED,
        },
        ParticipantState.LEFT: {
            ParticipantAction.JOIN: ParticipantState.ADMITTED,
            ParticipantAction.LEAVE: ParticipantState.LEFT,
            ParticipantAction.REMOVE: ParticipantState.REMOVED,
            ParticipantAction.FORGIVE: ParticipantState.LEFT,
        },
        ParticipantState.REMOVED: {
            ParticipantAction.JOIN: RemovedFromCall,
            ParticipantAction.LEAVE: ParticipantState.REMOVED,
            ParticipantAction.REMOVE: ParticipantState.REMOVED,
            ParticipantAction.FORGIVE: ParticipantState.LEFT,
        },
    },
)
KNOCK_STATES = StateMachine(
    KnockState,
    KnockAction,
    {
        KnockState.WAITING: {
            KnockAction.ADMIT: KnockState.ADMITTED,
            KnockAction.REFUSE: KnockState.REFUSED,
            KnockAction.EXPIRE: KnockState.GONE,
        },
        KnockState.ADMITTED: {
            KnockAction.ADMIT: KnockState.ADMITTED,
            KnockAction.REFUSE: KnockClosed,
            KnockAction.EXPIRE: KnockState.ADMITTED,
        },
        KnockState.REFUSED: {
            KnockAction.ADMIT: KnockClosed,
            KnockAction.REFUSE: KnockState.REFUSED,
            KnockAction.EXPIRE: KnockState.REFUSED,
        },
        KnockState.GONE: {
            KnockAction.ADMIT: KnockClosed,
            KnockAction.REFUSE: KnockClosed,
            KnockAction.EXPIRE: KnockState.GONE,
        },
    },
)
_RING_OUTCOMES = {
    RingAction.ACCEPT: RingState.ACCEPTED,
    RingAction.REFUSE: RingState.REFUSED,
    RingAction.MISS: RingState.MISSED,
    RingAction.CANCEL: RingState.CANCELLED,
}
RING_STATES = StateMachine(
    RingState,
    RingAction,
    {
        state: {
            RingAction.CALL_AGAIN: RingState.RINGING,
            **{
                action: outcome if state in {RingState.RINGING, outcome} else RingClosed
                for action, outcome in _RING_OUTCOMES.items()
            },
        }
        for state in RingState
    },
)
"""An answer on one device is an answer on all: any other is too late."""
