"""Decisions of the journal, without IO."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

SESSION_LIFE = timedelta(days=30)
"""How long a browser stays signed in to the journal at most."""
IDLE_LIFE = timedelta(days=7)
"""How long it stays so without being used."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is noted when a session was used."""

SHORTEST_PASSWORD = 8


class Role(StrEnum):
    """What a person is at a school, all told; from the widest sight to the narrowest."""

    ADMINISTRATOR = "administrator"
    HOMEROOM_TEACHER = "homeroom_teacher"
    TEACHER = "teacher"
    EMPLOYEE = "employee"
    GUARDIAN = "guardian"
    STUDENT = "student"


_ORDER = list(Role)


def in_order(roles: Iterable[Role]) -> list[Role]:
    """Give each of these roles once, the widest sight first."""
    return sorted(set(roles), key=_ORDER.index)


def clean_login(login: str) -> str:
    """Give the login as it is kept: people type it in any case."""
    return login.strip().lower()


def overlap(from_on: date, to_on: date | None, other_from_on: date, other_to_on: date | None) -> bool:
    """Whether two times have a day in common; ends are exclusive, none means without an end."""
    return (to_on is None or other_from_on < to_on) and (other_to_on is None or from_on < other_to_on)
