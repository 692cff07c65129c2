"""Response models of remote lessons, and the value of their updates in the class's stream."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from parta.core.schema import ResponseModel
from parta.identity.schemas import PersonName
from parta.remote_lessons.models import EntryState, LessonRole, RemoteState


class RemoteLessonRead(ResponseModel):
    """A remote lesson. The state of a draft is `none`, except for its teachers."""

    id: UUID
    class_id: UUID
    state: RemoteState
    opens_at: datetime
    """When it opens to students and guardians."""
    starts_at: datetime
    ends_at: datetime
    title: str
    ended_by_itself: bool


class RunningLesson(ResponseModel):
    """A running lesson, which its teacher has not ended."""

    lesson_id: UUID
    title: str


class ProposedAttendance(ResponseModel):
    """Proposed attendance of a student, derived from their presence in the lesson's calls."""

    student_id: UUID
    name: PersonName
    state: Literal["present", "late", "absent"]
    late_minutes: int
    present_minutes: int
    lesson_minutes: int
    """How long the lesson was held so far."""


class AbsentStudent(ResponseModel):
    """A student of the lesson who is not in its call."""

    id: UUID
    """The journal account."""
    name: PersonName
    profile_id: UUID | None
    """The linked profile, by which they can be rung; null if there is none."""


class LessonEntry(ResponseModel):
    """What is shown of a lesson before entering it."""

    lesson_id: UUID
    title: str
    class_title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    """Of the school."""
    opens_at: datetime
    """When it opens to this person."""
    state: EntryState
    role: LessonRole
    child: str | None
    """First names of a guardian's children in this lesson."""
    call_id: UUID | None
    """The open call."""
    chat_id: UUID | None
    other_running: RunningLesson | None
    """The lesson that the teacher must end before they can open this one."""


class LessonEntered(ResponseModel):
    """The call to join, and its chat."""

    call_id: UUID
    chat_id: UUID
