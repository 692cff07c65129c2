"""Tables of remote lessons."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, StreamEntity


class RemoteState(StrEnum):
    """State of a remote lesson."""

    NONE = "none"
    """Not remote. The row stays, so that subscribers who saw another state get this one."""
    DRAFT = "draft"
    """Prepared by its teacher; visible to nobody else."""
    PUBLISHED = "published"
    RUNNING = "running"
    """The teacher has entered. Remains so after the call ends, until the lesson is ended."""
    ENDED = "ended"


class LessonRole(StrEnum):
    """Role of a person in a lesson."""

    TEACHER = "teacher"
    STUDENT = "student"
    GUARDIAN = "guardian"


class EntryState(StrEnum):
    """Entry of a person to a lesson: open, or why it is not."""

    UNPUBLISHED = "unpublished"
    TOO_EARLY = "too_early"
    WAITING_FOR_TEACHER = "waiting_for_teacher"
    OPEN = "open"
    ENDED = "ended"


class RemoteLesson(StreamEntity, Base):
    """The remote side of a lesson in the journal, with the same id; published in the class's stream."""

    __tablename__ = "remote_lesson"
    __table_args__ = (
        Index(None, "class_id", "changed_seq"),
        Index(None, "opened_by_id", postgresql_where="state = 'RUNNING'"),
        Index("ix_remote_lesson_unended", "school_id", postgresql_where="state IN ('PUBLISHED', 'RUNNING')"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"))
    state: Mapped[RemoteState] = mapped_column(default=RemoteState.NONE)
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    """The teacher who last opened its call; they cannot open another lesson until this one has ended."""
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    """Its last call, which may have ended."""
    ended_at: Mapped[datetime | None]
    ended_by_itself: Mapped[bool] = mapped_column(default=False)
    """True if its teacher did not end it, and it was ended automatically after the school day."""


class LessonCall(Base):
    """A call of a remote lesson; it has several if the teacher ends a call and opens another."""

    __tablename__ = "lesson_call"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), primary_key=True)
    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("remote_lesson.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(default=now)
