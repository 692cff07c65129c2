"""Rooms, bells, and the week as it repeats."""

from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base
from parta.journal.models.schools import OfSchool


class Weeks(StrEnum):
    """In which weeks of the year, counted from its first, a slot takes place."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"


class Room(OfSchool, Base):
    """Where lessons are held."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]
    seats: Mapped[int | None] = mapped_column(SmallInteger)


class BellSchedule(OfSchool, Base):
    """When lessons begin and end on a kind of day: usual, shortened."""

    __tablename__ = "bell_schedule"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]


class Bell(OfSchool, Base):
    """A lesson's place in the day, by the school's clock."""

    __tablename__ = "bell"
    __table_args__ = (UniqueConstraint("schedule_id", "number"),)

    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("bell_schedule.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    starts_at: Mapped[time]
    ends_at: Mapped[time]


class Timetable(OfSchool, Base):
    """The week as it repeats between two days."""

    __tablename__ = "timetable"

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    bell_schedule_id: Mapped[UUID] = mapped_column(ForeignKey("bell_schedule.id"))
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class TimetableSlot(OfSchool, Base):
    """A course's place in the week from one day to another. That places do not collide is seen to under a lock."""

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
    """Which bell of the day."""
    weeks: Mapped[Weeks] = mapped_column(default=Weeks.EVERY)
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("room.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
