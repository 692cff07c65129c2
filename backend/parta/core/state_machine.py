"""State machines as data: where each action leads in each state, or why it is refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from parta.core.errors import DomainError

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class StateMachine(Generic[S, A]):
    """A table of every action in every state.

    A transition to the present state changes nothing, so that repeating an action is harmless.
    """

    def __init__(self, states: type[S], actions: type[A], table: Mapping[S, Mapping[A, S | type[DomainError]]]) -> None:
        """Create the machine. Raises ValueError if the table has a hole."""
        holes = [(state, action) for state in states for action in actions if action not in table.get(state, {})]
        if holes:
            message = f"no transition for {holes}"
            raise ValueError(message)
        self._table = table

    def next_state(self, state: S, action: A) -> S:
        """Return the state after the action. Raises the error of the table."""
        outcome = self._table[state][action]
        if isinstance(outcome, type):
            raise outcome
        return outcome
