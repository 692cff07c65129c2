"""Who may enter a remote lesson now, and if not, why."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from parta.core.errors import DomainError
from parta.remote_lessons.models import EntryState, LessonRole, RemoteState
from parta.remote_lessons.rules.errors import LessonEnded, NotPublished, TooEarly, WaitingForTeacher

TEACHER_ABSENCE_TIMEOUT = timedelta(minutes=10)
"""A call whose teacher has been absent for so long ends; the lesson does not."""

_OPENS_BEFORE: Mapping[LessonRole, timedelta] = {
    LessonRole.TEACHER: timedelta(minutes=15),
    LessonRole.STUDENT: timedelta(minutes=5),
    LessonRole.GUARDIAN: timedelta(minutes=5),
}


def opens_at(starts_at: datetime, role: LessonRole = LessonRole.STUDENT) -> datetime:
    """Return when the lesson opens to this role: to teachers somewhat earlier, to prepare."""
    return starts_at - _OPENS_BEFORE[role]


def decide_entry(
    state: RemoteState, role: LessonRole, *, starts_at: datetime, at: datetime, is_call_open: bool
) -> EntryState:
    """Return the entry of this role at this time."""
    if state in (RemoteState.NONE, RemoteState.DRAFT):
        return EntryState.UNPUBLISHED
    if state is RemoteState.ENDED:
        return EntryState.ENDED
    if at < opens_at(starts_at, role):
        return EntryState.TOO_EARLY
    if role is LessonRole.TEACHER or is_call_open:
        return EntryState.OPEN
    return EntryState.WAITING_FOR_TEACHER


def entry_error(state: EntryState, role: LessonRole, starts_at: datetime) -> DomainError | None:
    """Return why this role may not enter now; None if it may."""
    match state:
        case EntryState.UNPUBLISHED:
            return NotPublished()
        case EntryState.ENDED:
            return LessonEnded()
        case EntryState.TOO_EARLY:
            return TooEarly(opens_at=opens_at(starts_at, role).isoformat())
        case EntryState.WAITING_FOR_TEACHER:
            return WaitingForTeacher()
        case EntryState.OPEN:
            return None
