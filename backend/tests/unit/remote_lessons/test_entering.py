"""The door of a lesson: what it says to whom, when."""

from datetime import UTC, datetime, timedelta

import pytest

from parta.remote_lessons.models import EntryState, LessonRole, RemoteState
from parta.remote_lessons.rules.entering import entry, refusal

STARTS_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEACHER, STUDENT, GUARDIAN = LessonRole

CASES = [
    ("none", STUDENT, 0, True, "unpublished"),
    ("draft", STUDENT, 0, False, "unpublished"),
    ("draft", TEACHER, 0, False, "unpublished"),
    ("published", TEACHER, -16, False, "too_early"),
    ("published", TEACHER, -15, False, "open"),
    ("published", TEACHER, 30, False, "open"),
    ("published", STUDENT, -6, False, "too_early"),
    ("published", STUDENT, -5, False, "waiting_for_teacher"),
    ("running", STUDENT, -6, True, "too_early"),
    ("running", STUDENT, -5, True, "open"),
    ("running", GUARDIAN, -6, True, "too_early"),
    ("running", GUARDIAN, 10, True, "open"),
    ("running", STUDENT, 10, False, "waiting_for_teacher"),
    ("running", TEACHER, 10, False, "open"),
    ("running", STUDENT, 600, True, "open"),
    ("ended", STUDENT, 0, True, "ended"),
    ("ended", TEACHER, 0, False, "ended"),
    ("ended", GUARDIAN, -60, False, "ended"),
]


@pytest.mark.parametrize(("state", "role", "minute", "is_call_open", "expected"), CASES)
def test_the_door_says_what_holds_now(
    state: str, role: LessonRole, minute: int, *, is_call_open: bool, expected: str
) -> None:
    at = STARTS_AT + timedelta(minutes=minute)
    found = entry(RemoteState(state), role, starts_at=STARTS_AT, at=at, is_call_open=is_call_open)
    assert found is EntryState(expected)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("unpublished", "not_published"),
        ("too_early", "too_early"),
        ("waiting_for_teacher", "waiting_for_teacher"),
        ("ended", "lesson_ended"),
        ("open", None),
    ],
)
def test_whoever_is_kept_out_learns_why(state: str, code: str | None) -> None:
    found = refusal(EntryState(state), STUDENT, STARTS_AT)
    assert (found.code if found else None) == code


def test_who_comes_too_early_learns_from_when_on_they_may_come() -> None:
    for role, expected in ((TEACHER, "2026-11-23T08:45:00+00:00"), (STUDENT, "2026-11-23T08:55:00+00:00")):
        found = refusal(EntryState.TOO_EARLY, role, STARTS_AT)
        assert found is not None
        assert found.extra == {"opens_at": expected}
