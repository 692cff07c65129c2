"""Tables of remote lessons."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, StreamEntity


class RemoteState(StrEnum):
    """Where a remote lesson stands."""

    NONE = "none"
    """It is not held remotely. Whoever had heard otherwise must be able to hear it, so the row stays."""
    DRAFT = "draft"
    """Its teacher prepares it; nobody else knows of it."""
    PUBLISHED = "published"
    RUNNING = "running"
    """The teacher has connected. It stays so when the call ends, until the lesson is ended."""
    ENDED = "ended"


class LessonRole(StrEnum):
    """What somebody is at a lesson."""

    TEACHER = "teacher"
    STUDENT = "student"
    GUARDIAN = "guardian"


class EntryState(StrEnum):
    """What the door of a lesson says to somebody."""

    UNPUBLISHED = "unpublished"
    TOO_EARLY = "too_early"
    WAITING_FOR_TEACHER = "waiting_for_teacher"
    OPEN = "open"
    ENDED = "ended"


class RemoteLesson(StreamEntity, Base):
    """A lesson of the journal as it is held remotely. Its id is the lesson's; it is told in the class's stream."""

    __tablename__ = "remote_lesson"
    __table_args__ = (
        Index(None, "class_id", "changed_seq"),
        Index(None, "holder_id", postgresql_where="state = 'RUNNING'"),
        Index("ix_remote_lesson_unended", "school_id", postgresql_where="state IN ('PUBLISHED', 'RUNNING')"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"))
    state: Mapped[RemoteState] = mapped_column(default=RemoteState.NONE)
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    """The teacher who opened its call last: until it has ended, they can open no other lesson's."""
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    """Its last call, which may have ended."""
    ended_at: Mapped[datetime | None]
    ended_by_itself: Mapped[bool] = mapped_column(default=False)
    """Whether it was forgotten, and ended with the school's day."""


class LessonCall(Base):
    """A call of a remote lesson. It has one after another when its teacher ends the call and comes back."""

    __tablename__ = "lesson_call"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), primary_key=True)
    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("remote_lesson.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(default=now)


class ToldOfLesson(Base):
    """Somebody was told that a lesson is held remotely at this time, and is not told so again."""

    __tablename__ = "told_of_lesson"

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("remote_lesson.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
