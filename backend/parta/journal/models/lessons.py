"""Lessons of the year, and what belongs to one: who stands in, what is given to do, who was there."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base, StreamEntity
from parta.journal.models.schools import OfSchool


class LessonState(StrEnum):
    """Whether a lesson takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """How a student was at a lesson."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    ILL = "ill"
    EXCUSED = "excused"


class Lesson(OfSchool, StreamEntity, Base):
    """A course's lesson on a day."""

    __tablename__ = "lesson"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="times"),
        Index(None, "class_id", "changed_seq"),
        Index(None, "class_id", "on"),
        Index(None, "course_id", "on"),
        Index(None, "school_id", "starts_at"),
    )

    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    slot_id: Mapped[UUID | None] = mapped_column(ForeignKey("timetable_slot.id", ondelete="SET NULL"), index=True)
    """The place in the week that it follows; none: an extra one, or one that the timetable wants no more."""
    on: Mapped[date]
    number: Mapped[int] = mapped_column(SmallInteger)
    """Which bell of the day; 0 beside the bells."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("room.id"))
    state: Mapped[LessonState] = mapped_column(default=LessonState.PLANNED)
    reason: Mapped[str] = mapped_column(default="")
    """Why it is cancelled."""
    moved_from_on: Mapped[date | None]
    moved_from_number: Mapped[int | None] = mapped_column(SmallInteger)
    topic: Mapped[str] = mapped_column(default="")
    homework_text: Mapped[str] = mapped_column(default="")
    attendance_confirmed_at: Mapped[datetime | None]
    is_bound: Mapped[bool] = mapped_column(default=False)
    """Whether another part of Parta stands on it, so that it may not vanish with its place in the week."""


class Substitution(OfSchool, Base):
    """Who stands in for the teacher of a lesson."""

    __tablename__ = "substitution"

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"), unique=True)
    teacher_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    absent_teacher_id: Mapped[UUID | None] = mapped_column(ForeignKey("journal_account.id"))
    """Whom the course would have had; none where it had nobody."""
    reason: Mapped[str]


class LessonFile(Base):
    """A file that a lesson's homework carries."""

    __tablename__ = "lesson_file"

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class Attendance(OfSchool, Base):
    """How a student was at a lesson, as its teacher confirmed."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("lesson_id", "student_id"),)

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    state: Mapped[Presence]
    late_minutes: Mapped[int] = mapped_column(SmallInteger, default=0)
