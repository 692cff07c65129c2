"""Conflicts between lessons at one time. No IO."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from parta.identity.schemas import PersonName
from parta.timetable.models import Weeks


class ConflictKind(StrEnum):
    """What is already booked."""

    TEACHER = "teacher_busy"
    CLASS = "class_busy"
    SUBGROUP = "subgroup_busy"
    CLASSROOM = "classroom_busy"


@dataclass(frozen=True, slots=True)
class Booking:
    """The class, teachers, students and classroom that a lesson or a slot occupies at one time."""

    class_id: UUID
    class_title: str
    subject: str
    teachers: Mapping[UUID, PersonName]
    students: frozenset[UUID] | None
    """None for the whole class; otherwise the students of the subgroup."""
    classroom_id: UUID | None
    classroom: str | None
    weeks: Weeks = Weeks.EVERY
    when: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The day or weekday and the number, for the error's details."""
    lasts: tuple[datetime, datetime] | None = None
    """From when to when, of a lesson."""

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Return True unless it is known to be over before this time, or to begin after it."""
        return self.lasts is None or (self.lasts[0] < ends_at and self.lasts[1] > starts_at)

    def with_teachers(self, teachers: Mapping[UUID, PersonName]) -> "Booking":
        """Return the same booking with these teachers."""
        return replace(self, teachers=teachers)


@dataclass(frozen=True, slots=True)
class TimetableConflict:
    """A conflict with another booking, with details for the error."""

    kind: ConflictKind
    extra: Mapping[str, Any]


def find_conflicts(booking: Booking, others: Iterable[Booking]) -> list[TimetableConflict]:
    """Return all conflicts of this booking with others at the same time: of teachers, the class, then the classroom."""
    overlapping = [other for other in others if weeks_overlap(booking.weeks, other.weeks)]
    return [
        found
        for find in (_teacher_conflict, _class_conflict, _classroom_conflict)
        for other in overlapping
        if (found := find(booking, other)) is not None
    ]


def find_teacher_conflicts(booking: Booking, others: Iterable[Booking]) -> list[TimetableConflict]:
    """Return the conflicts of this booking's teachers, ignoring class and classroom."""
    return [found for other in others if (found := _teacher_conflict(booking, other)) is not None]


def weeks_overlap(one: Weeks, other: Weeks) -> bool:
    """Return True if the two share a week: odd and even weeks never do."""
    return one is other or Weeks.EVERY in {one, other}


def _teacher_conflict(booking: Booking, other: Booking) -> TimetableConflict | None:
    both = sorted(booking.teachers.keys() & other.teachers.keys())
    return _conflict(ConflictKind.TEACHER, other, who=other.teachers[both[0]].model_dump()) if both else None


def _class_conflict(booking: Booking, other: Booking) -> TimetableConflict | None:
    if booking.students is not None and other.students is not None:
        return (
            _conflict(ConflictKind.SUBGROUP, other, **_class_extra(other))
            if booking.students & other.students
            else None
        )
    return _conflict(ConflictKind.CLASS, other, **_class_extra(other)) if booking.class_id == other.class_id else None


def _classroom_conflict(booking: Booking, other: Booking) -> TimetableConflict | None:
    if booking.classroom_id is None or booking.classroom_id != other.classroom_id:
        return None
    return _conflict(ConflictKind.CLASSROOM, other, classroom=other.classroom)


def _class_extra(other: Booking) -> dict[str, str]:
    return {"class": other.class_title}


def _conflict(kind: ConflictKind, other: Booking, **extra: object) -> TimetableConflict:
    return TimetableConflict(kind, {**extra, "subject": other.subject, "class_title": other.class_title, **other.when})
