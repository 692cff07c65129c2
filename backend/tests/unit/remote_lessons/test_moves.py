"""The life of a remote lesson: each move from each state."""

import pytest

from parta.core.errors import DomainError
from parta.remote_lessons.models import RemoteState
from parta.remote_lessons.rules.moves import MOVES, Move, after

TABLE = {
    "none": "create→draft delete:no_remote_lesson publish:no_remote_lesson take_back:no_remote_lesson "
    "open:not_published end:no_remote_lesson forget→none cancel→none",
    "draft": "create:remote_lesson_exists delete→none publish→published take_back→draft "
    "open:not_published end:not_published forget→draft cancel→draft",
    "published": "create:remote_lesson_exists delete:lesson_published publish→published take_back→draft "
    "open→running end:lesson_not_running forget→ended cancel→draft",
    "running": "create:remote_lesson_exists delete:lesson_running publish:lesson_running take_back:lesson_running "
    "open→running end→ended forget→ended cancel→ended",
    "ended": "create:lesson_ended delete:lesson_ended publish:lesson_ended take_back:lesson_ended "
    "open:lesson_ended end→ended forget→ended cancel→ended",
}
"""move→state, or move:code of the refusal."""
CASES = [(RemoteState(state), case) for state, cases in TABLE.items() for case in cases.split()]


@pytest.mark.parametrize(("state", "case"), CASES, ids=str)
def test_each_move_leads_where_the_table_says_or_is_declined_with_its_own_code(state: RemoteState, case: str) -> None:
    if "→" in case:
        move, target = case.split("→")
        assert after(state, Move(move)) is RemoteState(target)
        return
    move, code = case.split(":")
    with pytest.raises(DomainError) as refused:
        after(state, Move(move))
    assert refused.value.code == code


def test_the_table_knows_every_move_from_every_state() -> None:
    assert {state: set(moves) for state, moves in MOVES.items()} == {state: set(Move) for state in RemoteState}
    assert len(CASES) == len(RemoteState) * len(Move)
