"""Schemas of lessons, weeks and attendance."""

from datetime import date, datetime
from uuid import UUID

from parta.core.schema import ResponseModel
from parta.files.schemas import FileState
from parta.identity.schemas import PersonName
from parta.timetable.models import LessonState


class LessonFileRead(ResponseModel):
    """A file attached to a lesson's homework."""

    id: UUID
    name: str
    size: int
    media_type: str
    has_preview: bool
    state: FileState


class Homework(ResponseModel):
    """The homework of a lesson."""

    text: str
    files: list[LessonFileRead]


class LessonSlot(ResponseModel):
    """The day and the bell number of a lesson."""

    on: date
    number: int


class LessonRead(ResponseModel):
    """A lesson as everyone with access sees it."""

    id: UUID
    class_id: UUID
    class_title: str
    course_id: UUID
    subject: str
    subgroup: str | None
    on: date
    number: int
    """The number of the bell; 0 if the lesson starts at no bell."""
    starts_at: datetime
    ends_at: datetime
    classroom: str | None
    teachers: list[PersonName]
    substitute: PersonName | None
    state: LessonState
    reason: str
    moved_from: LessonSlot | None
    topic: str
    homework: Homework
    attendance_confirmed_at: datetime | None
    """When a teacher last confirmed the attendance; null until then."""


class Day(ResponseModel):
    """A day of a week."""

    on: date
    is_today: bool
    holiday: str | None
    lessons: list[LessonRead]
    moved_away: list[LessonRead]
    """The lessons that were moved from this day to another day or number, in the order of their former numbers."""


class YearSpan(ResponseModel):
    """A school year; its last day is not included."""

    from_on: date
    to_on: date


class Week(ResponseModel):
    """A week from its Monday to the next, exclusive; no year if the school has none at that time."""

    from_on: date
    to_on: date
    time_zone: str
    year: YearSpan | None
    days: list[Day]


class MyClass(ResponseModel):
    """A class of a teacher or homeroom teacher."""

    id: UUID
    title: str
    is_homeroom: bool
