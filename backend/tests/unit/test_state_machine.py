"""A state machine says of every action in every state where it leads, or does not start."""

from enum import StrEnum

import pytest

from parta.core.errors import Conflict
from parta.core.state_machine import StateMachine


class Door(StrEnum):
    """The state of a door."""

    OPEN = "open"
    CLOSED = "closed"


class DoorAction(StrEnum):
    """Action on a door."""

    CLOSE = "close"
    SLAM = "slam"


class AlreadyClosed(Conflict):
    """A closed door cannot be slammed."""

    code = "already_closed"


OPEN = {DoorAction.CLOSE: Door.CLOSED, DoorAction.SLAM: Door.CLOSED}
CLOSED = {DoorAction.CLOSE: Door.CLOSED, DoorAction.SLAM: AlreadyClosed}


@pytest.mark.parametrize(
    ("state", "action", "expected"),
    [
        (Door.OPEN, DoorAction.CLOSE, Door.CLOSED),
        (Door.OPEN, DoorAction.SLAM, Door.CLOSED),
        (Door.CLOSED, DoorAction.CLOSE, Door.CLOSED),
        (Door.CLOSED, DoorAction.SLAM, AlreadyClosed),
    ],
)
def test_an_action_leads_to_its_state_or_is_refused(
    state: Door, action: DoorAction, expected: Door | type[AlreadyClosed]
) -> None:
    door = StateMachine(Door, DoorAction, {Door.OPEN: OPEN, Door.CLOSED: CLOSED})
    if isinstance(expected, Door):
        assert door.next_state(state, action) is expected
    else:
        with pytest.raises(expected):
            door.next_state(state, action)


def test_a_table_with_a_hole_does_not_start() -> None:
    with pytest.raises(ValueError, match="slam"):
        StateMachine(Door, DoorAction, {Door.OPEN: OPEN, Door.CLOSED: {DoorAction.CLOSE: Door.CLOSED}})
    with pytest.raises(ValueError, match="closed"):
        StateMachine(Door, DoorAction, {Door.OPEN: OPEN})
