"""What the routes of remote lessons take and give, and what a class's stream carries of them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from parta.core.schema import ResponseModel
from parta.identity.schemas import PersonName
from parta.remote_lessons.models import EntryState, LessonRole, RemoteState


class RemoteLessonRead(ResponseModel):
    """A lesson as it is held remotely. A draft is told as none, save to who teaches it."""

    id: UUID
    class_id: UUID
    state: RemoteState
    opens_at: datetime
    """From when on students and guardians may come in."""
    starts_at: datetime
    ends_at: datetime
    title: str
    ended_by_itself: bool


class RunningLesson(ResponseModel):
    """A lesson that its teacher has not ended."""

    lesson_id: UUID
    title: str


class ProposedAttendance(ResponseModel):
    """How a student was at the lesson, by their presence in its calls."""

    student_id: UUID
    name: PersonName
    state: Literal["present", "late", "absent"]
    late_minutes: int
    present_minutes: int


class LessonEntry(ResponseModel):
    """The door of a lesson, for whoever stands before it."""

    lesson_id: UUID
    title: str
    class_title: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    """From when on this person may come in."""
    state: EntryState
    role: LessonRole
    child: str | None
    """Whose lesson it is for a guardian: first names."""
    call_id: UUID | None
    """The call that goes on."""
    chat_id: UUID | None
    other_running: RunningLesson | None
    """The lesson that the teacher has to end before this one can begin."""


class LessonEntered(ResponseModel):
    """One is let in: the call to join, and its chat."""

    call_id: UUID
    chat_id: UUID
