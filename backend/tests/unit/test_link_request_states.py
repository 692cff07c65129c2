"""The state machine of link requests: each action in each state."""

from datetime import UTC, datetime, timedelta

import pytest

from parta.core.errors import DomainError
from parta.linking.models import LinkRequestState
from parta.linking.rules.states import LINK_REQUEST_STATES, CurrentState, LinkRequestAction, get_current_state

TABLE = {
    "open": "continue→open finish→finished cancel→cancelled",
    "finished": "continue:link_request_used finish→finished cancel:link_request_used",
    "cancelled": "continue:link_request_cancelled finish:link_request_cancelled cancel→cancelled",
    "expired": "continue:link_request_expired finish:link_request_expired cancel→cancelled",
}
"""action→state, or action:code of the error."""
CASES = [(CurrentState(state), case) for state, cases in TABLE.items() for case in cases.split()]
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(("state", "case"), CASES, ids=str)
def test_each_action_leads_where_the_table_says_or_raises_its_own_error(state: CurrentState, case: str) -> None:
    if "→" in case:
        action, target = case.split("→")
        assert LINK_REQUEST_STATES.next_state(state, LinkRequestAction(action)) is CurrentState(target)
        return
    action, code = case.split(":")
    with pytest.raises(DomainError) as error:
        LINK_REQUEST_STATES.next_state(state, LinkRequestAction(action))
    assert error.value.code == code


def test_the_table_has_every_action_in_every_state() -> None:
    assert len(set(CASES)) == len(CurrentState) * len(LinkRequestAction)


@pytest.mark.parametrize(
    ("stored", "minutes_left", "current"),
    [
        ("open", 1, "open"),
        ("open", 0, "expired"),
        ("finished", 1, "finished"),
        ("finished", -1, "finished"),
        ("cancelled", 1, "cancelled"),
        ("cancelled", -1, "cancelled"),
    ],
)
def test_only_an_open_request_expires(stored: str, minutes_left: int, current: str) -> None:
    expires_at = AT + timedelta(minutes=minutes_left)
    assert get_current_state(LinkRequestState(stored), expires_at, AT) is CurrentState(current)
