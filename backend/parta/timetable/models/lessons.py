"""Lessons of the year with their substitutions, homework files and attendance."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base, StreamEntity
from parta.school.models import SchoolScoped


class LessonState(StrEnum):
    """The state of a lesson."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Lesson(SchoolScoped, StreamEntity, Base):
    """A lesson of a course on a day."""

    __tablename__ = "lesson"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="times"),
        Index(None, "class_id", "changed_seq"),
        Index(None, "class_id", "on"),
        Index(None, "class_id", "moved_from_on", postgresql_where=text("moved_from_on IS NOT NULL")),
        Index(None, "course_id", "on"),
        Index(None, "school_id", "starts_at"),
    )

    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    slot_id: Mapped[UUID | None] = mapped_column(ForeignKey("timetable_slot.id", ondelete="SET NULL"), index=True)
    """The timetable slot it comes from; None for an extra lesson and for one whose slot was removed."""
    on: Mapped[date]
    number: Mapped[int] = mapped_column(SmallInteger)
    """The number of the bell; 0 if the lesson starts at no bell."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    classroom_id: Mapped[UUID | None] = mapped_column(ForeignKey("classroom.id"))
    state: Mapped[LessonState] = mapped_column(default=LessonState.PLANNED)
    reason: Mapped[str] = mapped_column(default="")
    """The reason for the cancellation."""
    moved_from_on: Mapped[date | None]
    moved_from_number: Mapped[int | None] = mapped_column(SmallInteger)
    topic: Mapped[str] = mapped_column(default="")
    homework_text: Mapped[str] = mapped_column(default="")
    attendance_confirmed_at: Mapped[datetime | None]
    is_bound: Mapped[bool] = mapped_column(default=False)
    """True if another package refers to it, so that it is not deleted with its slot."""


class Substitution(SchoolScoped, Base):
    """A substitute teacher of a lesson."""

    __tablename__ = "substitution"

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"), unique=True)
    teacher_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    absent_teacher_id: Mapped[UUID | None] = mapped_column(ForeignKey("journal_account.id"))
    """The replaced teacher; None if the course had no teacher or several."""
    reason: Mapped[str]


class LessonFile(Base):
    """A file attached to a lesson's homework."""

    __tablename__ = "lesson_file"

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id"), primary_key=True, index=True)
    index: Mapped[int] = mapped_column(SmallInteger)
