"""What may become of calls, participants, knocks and rings; what may not is refused, each with its own code."""

import pytest

from parta.calls.models import CallState, KnockState, ParticipantState, RingState
from parta.calls.rules.states import (
    CALL_MOVES,
    KNOCK_MOVES,
    PARTICIPANT_MOVES,
    RING_MOVES,
    CallAct,
    KnockAct,
    ParticipantAct,
    RingAct,
    move_call,
    move_knock,
    move_participant,
    move_ring,
)
from parta.core.errors import DomainError

PLANNED, OPEN, ENDED = CallState
ADMITTED, LEFT, REMOVED = ParticipantState


@pytest.mark.parametrize(
    ("state", "act", "end"),
    [
        (PLANNED, CallAct.OPEN, OPEN),
        (PLANNED, CallAct.USE, "call_not_open"),
        (PLANNED, CallAct.SET, PLANNED),
        (PLANNED, CallAct.END, ENDED),
        (OPEN, CallAct.OPEN, OPEN),
        (OPEN, CallAct.USE, OPEN),
        (OPEN, CallAct.SET, OPEN),
        (OPEN, CallAct.END, ENDED),
        (ENDED, CallAct.OPEN, "call_ended"),
        (ENDED, CallAct.USE, "call_ended"),
        (ENDED, CallAct.SET, "call_ended"),
        (ENDED, CallAct.END, ENDED),
    ],
)
def test_a_call_goes_one_way(state: CallState, act: CallAct, end: CallState | str) -> None:
    if isinstance(end, CallState):
        assert move_call(state, act) is end
    else:
        with pytest.raises(DomainError) as refused:
            move_call(state, act)
        assert refused.value.code == end


@pytest.mark.parametrize(
    ("state", "act", "end"),
    [
        (ADMITTED, ParticipantAct.COME, ADMITTED),
        (ADMITTED, ParticipantAct.LEAVE, LEFT),
        (ADMITTED, ParticipantAct.REMOVE, REMOVED),
        (LEFT, ParticipantAct.COME, ADMITTED),
        (LEFT, ParticipantAct.LEAVE, LEFT),
        (LEFT, ParticipantAct.REMOVE, REMOVED),
        (REMOVED, ParticipantAct.COME, "removed_from_call"),
        (REMOVED, ParticipantAct.LEAVE, REMOVED),
        (REMOVED, ParticipantAct.REMOVE, REMOVED),
    ],
)
def test_who_is_removed_stays_removed(
    state: ParticipantState, act: ParticipantAct, end: ParticipantState | str
) -> None:
    if isinstance(end, ParticipantState):
        assert move_participant(state, act) is end
    else:
        with pytest.raises(DomainError) as refused:
            move_participant(state, act)
        assert refused.value.code == end


@pytest.mark.parametrize(
    ("state", "act", "end"),
    [
        (KnockState.WAITING, KnockAct.ADMIT, KnockState.ADMITTED),
        (KnockState.WAITING, KnockAct.REFUSE, KnockState.REFUSED),
        (KnockState.WAITING, KnockAct.GO, KnockState.GONE),
        (KnockState.ADMITTED, KnockAct.ADMIT, KnockState.ADMITTED),
        (KnockState.ADMITTED, KnockAct.REFUSE, "knock_over"),
        (KnockState.ADMITTED, KnockAct.GO, KnockState.ADMITTED),
        (KnockState.REFUSED, KnockAct.ADMIT, "knock_over"),
        (KnockState.REFUSED, KnockAct.REFUSE, KnockState.REFUSED),
        (KnockState.REFUSED, KnockAct.GO, KnockState.REFUSED),
        (KnockState.GONE, KnockAct.ADMIT, "knock_over"),
        (KnockState.GONE, KnockAct.REFUSE, "knock_over"),
        (KnockState.GONE, KnockAct.GO, KnockState.GONE),
    ],
)
def test_a_knock_is_answered_once(state: KnockState, act: KnockAct, end: KnockState | str) -> None:
    if isinstance(end, KnockState):
        assert move_knock(state, act) is end
    else:
        with pytest.raises(DomainError) as refused:
            move_knock(state, act)
        assert refused.value.code == end


@pytest.mark.parametrize("state", list(RingState))
@pytest.mark.parametrize(
    ("act", "end"),
    [
        (RingAct.ACCEPT, RingState.ACCEPTED),
        (RingAct.REFUSE, RingState.REFUSED),
        (RingAct.MISS, RingState.MISSED),
        (RingAct.CANCEL, RingState.CANCELLED),
    ],
)
def test_ringing_has_one_end(state: RingState, act: RingAct, end: RingState) -> None:
    if state in {RingState.RINGING, end}:
        assert move_ring(state, act) is end
    else:
        with pytest.raises(DomainError) as refused:
            move_ring(state, act)
        assert refused.value.code == "ring_over"


def test_every_move_is_decided() -> None:
    assert CALL_MOVES.keys() == {(state, act) for state in CallState for act in CallAct}
    assert PARTICIPANT_MOVES.keys() == {(state, act) for state in ParticipantState for act in ParticipantAct}
    assert KNOCK_MOVES.keys() == {(state, act) for state in KnockState for act in KnockAct}
    assert RING_MOVES.keys() == {(state, act) for state in RingState for act in RingAct}
