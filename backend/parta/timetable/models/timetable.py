"""Classrooms, bell schedules and timetables."""

from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base
from parta.school.models import SchoolScoped


class Weeks(StrEnum):
    """The weeks of the year, counted from its first, in which a slot takes place."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"


class Classroom(SchoolScoped, Base):
    """A classroom."""

    __tablename__ = "classroom"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]
    seats: Mapped[int | None] = mapped_column(SmallInteger)


class BellSchedule(SchoolScoped, Base):
    """The start and end times of lessons on a kind of day: usual, shortened."""

    __tablename__ = "bell_schedule"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]


class Bell(SchoolScoped, Base):
    """The start and end of a lesson by its number, in the school's local time."""

    __tablename__ = "bell"
    __table_args__ = (UniqueConstraint("schedule_id", "number"),)

    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("bell_schedule.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    starts_at: Mapped[time]
    ends_at: Mapped[time]


class Timetable(SchoolScoped, Base):
    """A week that repeats between two days."""

    __tablename__ = "timetable"

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    bell_schedule_id: Mapped[UUID] = mapped_column(ForeignKey("bell_schedule.id"))
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class TimetableSlot(SchoolScoped, Base):
    """A weekly slot of a course for a period. Conflicts between slots are checked under a lock."""

    __tablename__ = "timetable_slot"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("from_on <= to_on", name="dates"),
    )

    timetable_id: Mapped[UUID] = mapped_column(ForeignKey("timetable.id"), index=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"), index=True)
    weekday: Mapped[int] = mapped_column(SmallInteger)
    """ISO: 1 is Monday."""
    number: Mapped[int] = mapped_column(SmallInteger)
    """The number of the bell."""
    weeks: Mapped[Weeks] = mapped_column(default=Weeks.EVERY)
    classroom_id: Mapped[UUID | None] = mapped_column(ForeignKey("classroom.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
