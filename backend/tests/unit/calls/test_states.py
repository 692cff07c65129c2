"""State machines of calls, participants, knocks and rings; every error has its own code."""

import pytest

from parta.calls.models import CallState, KnockState, ParticipantState, RingState
from parta.calls.rules.states import (
    CALL_STATES,
    KNOCK_STATES,
    PARTICIPANT_STATES,
    RING_STATES,
    CallAction,
    KnockAction,
    ParticipantAction,
    RingAction,
)
from parta.core.errors import DomainError

PLANNED, OPEN, ENDED = CallState
ADMITTED, LEFT, REMOVED = ParticipantState


@pytest.mark.parametrize(
    ("state", "action", "expected"),
    [
        (PLANNED, CallAction.OPEN, OPEN),
        (PLANNED, CallAction.USE, "call_not_open"),
        (PLANNED, CallAction.CONFIGURE, PLANNED),
        (PLANNED, CallAction.END, ENDED),
        (OPEN, CallAction.OPEN, OPEN),
        (OPEN, CallAction.USE, OPEN),
        (OPEN, CallAction.CONFIGURE, OPEN),
        (OPEN, CallAction.END, ENDED),
        (ENDED, CallAction.OPEN, "call_ended"),
        (ENDED, CallAction.USE, "call_ended"),
        (ENDED, CallAction.CONFIGURE, "call_ended"),
        (ENDED, CallAction.END, ENDED),
    ],
)
def test_a_call_goes_one_way(state: CallState, action: CallAction, expected: CallState | str) -> None:
    if isinstance(expected, CallState):
        assert CALL_STATES.next_state(state, action) is expected
    else:
        with pytest.raises(DomainError) as error:
            CALL_STATES.next_state(state, action)
        assert error.value.code == expected


@pytest.mark.parametrize(
    ("state", "action", "expected"),
    [
        (ADMITTED, ParticipantAction.JOIN, ADMITTED),
        (ADMITTED, ParticipantAction.LEAVE, LEFT),
        (ADMITTED, ParticipantAction.REMOVE, REMOVED),
        (LEFT, ParticipantAction.JOIN, ADMITTED),
        (LEFT, ParticipantAction.LEAVE, LEFT),
        (LEFT, ParticipantAction.REMOVE, REMOVED),
        (REMOVED, ParticipantAction.JOIN, "removed_from_call"),
        (REMOVED, ParticipantAction.LEAVE, REMOVED),
        (REMOVED, ParticipantAction.REMOVE, REMOVED),
        (ADMITTED, ParticipantAction.FORGIVE, ADMITTED),
        (LEFT, ParticipantAction.FORGIVE, LEFT),
        (REMOVED, ParticipantAction.FORGIVE, LEFT),
    ],
)
def test_who_is_removed_stays_removed(
    state: ParticipantState, action: ParticipantAction, expected: ParticipantState | str
) -> None:
    if isinstance(expected, ParticipantState):
        assert PARTICIPANT_STATES.next_state(state, action) is expected
    else:
        with pytest.raises(DomainError) as error:
            PARTICIPANT_STATES.next_state(state, action)
        assert error.value.code == expected


@pytest.mark.parametrize(
    ("state", "action", "expected"),
    [
        (KnockState.WAITING, KnockAction.ADMIT, KnockState.ADMITTED),
        (KnockState.WAITING, KnockAction.REFUSE, KnockState.REFUSED),
        (KnockState.WAITING, KnockAction.EXPIRE, KnockState.GONE),
        (KnockState.ADMITTED, KnockAction.ADMIT, KnockState.ADMITTED),
        (KnockState.ADMITTED, KnockAction.REFUSE, "knock_over"),
        (KnockState.ADMITTED, KnockAction.EXPIRE, KnockState.ADMITTED),
        (KnockState.REFUSED, KnockAction.ADMIT, "knock_over"),
        (KnockState.REFUSED, KnockAction.REFUSE, KnockState.REFUSED),
        (KnockState.REFUSED, KnockAction.EXPIRE, KnockState.REFUSED),
        (KnockState.GONE, KnockAction.ADMIT, "knock_over"),
        (KnockState.GONE, KnockAction.REFUSE, "knock_over"),
        (KnockState.GONE, KnockAction.EXPIRE, KnockState.GONE),
    ],
)
def test_a_knock_is_answered_once(state: KnockState, action: KnockAction, expected: KnockState | str) -> None:
    if isinstance(expected, KnockState):
        assert KNOCK_STATES.next_state(state, action) is expected
    else:
        with pytest.raises(DomainError) as error:
            KNOCK_STATES.next_state(state, action)
        assert error.value.code == expected


@pytest.mark.parametrize("state", list(RingState))
@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (RingAction.ACCEPT, RingState.ACCEPTED),
        (RingAction.REFUSE, RingState.REFUSED),
        (RingAction.MISS, RingState.MISSED),
        (RingAction.CANCEL, RingState.CANCELLED),
    ],
)
def test_a_ring_has_one_outcome(state: RingState, action: RingAction, expected: RingState) -> None:
    if state in {RingState.RINGING, expected}:
        assert RING_STATES.next_state(state, action) is expected
    else:
        with pytest.raises(DomainError) as error:
            RING_STATES.next_state(state, action)
        assert error.value.code == "ring_over"
