"""Who may come to a remote lesson now, and what stands in the way."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from parta.core.errors import DomainError
from parta.remote_lessons.models import EntryState, LessonRole, RemoteState
from parta.remote_lessons.rules.refusals import LessonEnded, NotPublished, TooEarly, WaitingForTeacher

TEACHER_GONE_AFTER = timedelta(minutes=10)
"""A call that its teacher has left for so long closes; the lesson stays."""

_BEFORE: Mapping[LessonRole, timedelta] = {
    LessonRole.TEACHER: timedelta(minutes=15),
    LessonRole.STUDENT: timedelta(minutes=5),
    LessonRole.GUARDIAN: timedelta(minutes=5),
}


def opens_at(starts_at: datetime, role: LessonRole = LessonRole.STUDENT) -> datetime:
    """Say from when on somebody may come: the teacher somewhat before the others, to prepare."""
    return starts_at - _BEFORE[role]


def entry(state: RemoteState, role: LessonRole, *, starts_at: datetime, at: datetime, is_call_open: bool) -> EntryState:
    """Say what the door tells this person at this moment."""
    if state in (RemoteState.NONE, RemoteState.DRAFT):
        return EntryState.UNPUBLISHED
    if state is RemoteState.ENDED:
        return EntryState.ENDED
    if at < opens_at(starts_at, role):
        return EntryState.TOO_EARLY
    if role is LessonRole.TEACHER or is_call_open:
        return EntryState.OPEN
    return EntryState.WAITING_FOR_TEACHER


def refusal(state: EntryState, role: LessonRole, starts_at: datetime) -> DomainError | None:
    """Say why somebody may not come in now; None: they may."""
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
