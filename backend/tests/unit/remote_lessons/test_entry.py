"""Entry to a remote lesson: by state, role and time."""

from datetime import UTC, datetime, timedelta

import pytest

from parta.remote_lessons.models import EntryState, LessonRole, RemoteState
from parta.remote_lessons.rules.entry import decide_entry, entry_error

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
def test_entry_depends_on_state_role_and_time(
    state: str, role: LessonRole, minute: int, *, is_call_open: bool, expected: str
) -> None:
    at = STARTS_AT + timedelta(minutes=minute)
    entry = decide_entry(RemoteState(state), role, starts_at=STARTS_AT, at=at, is_call_open=is_call_open)
    assert entry is EntryState(expected)


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
def test_every_refused_entry_has_an_error(state: str, code: str | None) -> None:
    error = entry_error(EntryState(state), STUDENT, STARTS_AT)
    assert (error.code if error else None) == code


def test_the_error_of_being_too_early_says_when_the_lesson_opens() -> None:
    for role, expected in ((TEACHER, "2026-11-23T08:45:00+00:00"), (STUDENT, "2026-11-23T08:55:00+00:00")):
        error = entry_error(EntryState.TOO_EARLY, role, STARTS_AT)
        assert error is not None
        assert error.extra == {"opens_at": expected}
