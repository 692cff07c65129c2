"""The table: who asks, which route, what they get."""

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
"""Everybody there is: nobody; a profile without links; then linked people, by what they are to class 7Б."""

Answers = Mapping[str, int]
Side = Literal["profile", "journal", "both"]


@dataclass(frozen=True)
class Row:
    """What everybody gets who asks for this; words in braces are names of the scenario."""

    method: str
    path: str
    answers: Answers
    body: Any = None
    side: Side = "profile"
    """With which of their sessions they come."""
    minutes: int = 0
    """So long after signing in."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content: bytes | None = None

    def __str__(self) -> str:
        """Name the test after the route."""
        return f"{self.method} {self.path}"


def only(status: int, *who: str, others: int = 404) -> dict[str, int]:
    """Let these people get this, those who are not signed in 401, all others 404."""
    return dict.fromkeys(WHO, others) | {OUT: 401} | dict.fromkeys(who, status)


def everybody(status: int) -> dict[str, int]:
    """Let all get this who are signed in."""
    return only(status, others=status)


def anybody(status: int) -> dict[str, int]:
    """Let all get this, signed in or not."""
    return dict.fromkeys(WHO, status)


def accounts(status: int) -> dict[str, int]:
    """Let all get this who have an account in a journal."""
    return everybody(status) | {STRANGER: 401}
