"""The state machine of remote lessons: each action in each state."""

import pytest

from parta.core.errors import DomainError
from parta.remote_lessons.models import RemoteState
from parta.remote_lessons.rules.states import LESSON_STATES, LessonAction

TABLE = {
    "none": "create→draft delete:no_remote_lesson publish:no_remote_lesson take_back:no_remote_lesson "
    "open:not_published end:no_remote_lesson auto_end→none cancel→none",
    "draft": "create:remote_lesson_exists delete→none publish→published take_back→draft "
    "open:not_published end:not_published auto_end→draft cancel→draft",
    "published": "create:remote_lesson_exists delete:lesson_published publish→published take_back→draft "
    "open→running end:lesson_not_running auto_end→ended cancel→draft",
    "running": "create:remote_lesson_exists delete:lesson_running publish:lesson_running take_back:lesson_running "
    "open→running end→ended auto_end→ended cancel→ended",
    "ended": "create:lesson_ended delete:lesson_ended publish:lesson_ended take_back:lesson_ended "
    "open:lesson_ended end→ended auto_end→ended cancel→ended",
}
"""action→state, or action:code of the error."""
CASES = [(RemoteState(state), case) for state, cases in TABLE.items() for case in cases.split()]


@pytest.mark.parametrize(("state", "case"), CASES, ids=str)
def test_each_action_leads_where_the_table_says_or_raises_its_own_error(state: RemoteState, case: str) -> None:
    if "→" in case:
        action, target = case.split("→")
        assert LESSON_STATES.next_state(state, LessonAction(action)) is RemoteState(target)
        return
    action, code = case.split(":")
    with pytest.raises(DomainError) as error:
        LESSON_STATES.next_state(state, LessonAction(action))
    assert error.value.code == code


def test_the_table_has_every_action_in_every_state() -> None:
    assert len(set(CASES)) == len(RemoteState) * len(LessonAction)
