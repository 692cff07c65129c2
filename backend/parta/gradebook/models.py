"""Attendance of lessons."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base
from parta.school.models import SchoolScoped


class AttendanceState(StrEnum):
    """A student's attendance at a lesson."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    ILL = "ill"
    EXCUSED = "excused"


class Attendance(SchoolScoped, Base):
    """A student's attendance at a lesson, confirmed by its teacher."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("lesson_id", "student_id"),)

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    state: Mapped[AttendanceState]
    late_minutes: Mapped[int] = mapped_column(SmallInteger, default=0)
