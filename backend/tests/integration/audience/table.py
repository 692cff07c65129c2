"""The table: caller, route, expected status."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

OUT = "signed out"
STRANGER = "stranger"
OTHER_SCHOOL = "administrator of another school"
OTHER_CLASS = "student of another class"
STUDENT = "student"
GUARDIAN = "guardian"
TEACHER = "teacher"
HEAD = "homeroom teacher"
ADMIN = "administrator"

WHO = (OUT, STRANGER, OTHER_SCHOOL, OTHER_CLASS, STUDENT, GUARDIAN, TEACHER, HEAD, ADMIN)
"""All callers: signed out; a profile without links; then linked people, by their relation to class 7Б."""

Answers = Mapping[str, int]
Side = Literal["profile", "journal", "both"]


@dataclass(frozen=True)
class Row:
    """A request and the status that each caller gets; words in braces are names of the scenario."""

    method: str
    path: str
    answers: Answers
    body: Any = None
    side: Side = "profile"
    """Which of the caller's sessions are used."""
    minutes: int = 0
    """Minutes after signing in."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content: bytes | None = None

    def __str__(self) -> str:
        """Return the test's id: the route."""
        return f"{self.method} {self.path}"


def only(status: int, *who: str, others: int = 404) -> dict[str, int]:
    """Expect this status for these people, 401 for those not signed in, and `others` for all others."""
    return dict.fromkeys(WHO, others) | {OUT: 401} | dict.fromkeys(who, status)


def everybody(status: int) -> dict[str, int]:
    """Expect this status for all who are signed in."""
    return only(status, others=status)


def anybody(status: int) -> dict[str, int]:
    """Expect this status for all, signed in or not."""
    return dict.fromkeys(WHO, status)


def accounts(status: int) -> dict[str, int]:
    """Expect this status for all who have a journal account."""
    return everybody(status) | {STRANGER: 401}
