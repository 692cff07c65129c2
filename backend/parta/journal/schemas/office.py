"""The office: what it chooses from, the week as it is kept, and what it asks for."""

from datetime import date, time
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from parta.core.schema import RequestModel, ResponseModel
from parta.identity.schemas import PersonName
from parta.journal.models import TermKind, Weeks

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
"""Days that may be asked for: around them, arithmetic stays possible."""

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Number = Annotated[int, Field(ge=1, le=20)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]+$")]


class OfficeClass(ResponseModel):
    """A class to choose."""

    id: UUID
    title: str
    grade: int


class OfficeCourse(ResponseModel):
    """A course to choose."""

    id: UUID
    class_id: UUID
    subject: str
    subgroup: str | None
    teachers: list[UUID]


class OfficeTeacher(ResponseModel):
    """A teacher to choose."""

    id: UUID
    name: PersonName


class OfficeRoom(ResponseModel):
    """A room to choose."""

    id: UUID
    title: str
    seats: int | None


class OfficeBell(ResponseModel):
    """When a lesson of this number is, by the school's clock."""

    number: int
    starts_at: time
    ends_at: time


class OfficeTerm(ResponseModel):
    """A quarter, trimester or half-year; its last day is not included."""

    kind: TermKind
    title: str
    from_on: date
    to_on: date


class OfficeHoliday(ResponseModel):
    """Days without lessons; the last is not included."""

    title: str
    from_on: date
    to_on: date


class OfficeChoices(ResponseModel):
    """All that the office chooses from today."""

    classes: list[OfficeClass]
    courses: list[OfficeCourse]
    teachers: list[OfficeTeacher]
    rooms: list[OfficeRoom]
    bells: list[OfficeBell]
    terms: list[OfficeTerm]
    holidays: list[OfficeHoliday]


class SlotRead(ResponseModel):
    """A course's place in the week, from one day to another, that one not included."""

    id: UUID
    course_id: UUID
    subject: str
    subgroup: str | None
    teachers: list[PersonName]
    weekday: int
    number: int
    weeks: Weeks
    room_id: UUID | None
    room: str | None
    from_on: date
    to_on: date


class SlotGiven(RequestModel):
    """A course's place in the week from this day on."""

    course_id: UUID
    weekday: int = Field(ge=1, le=7)
    number: Number
    weeks: Weeks = Weeks.EVERY
    room_id: UUID | None = None
    from_on: Day


class SubstituteGiven(RequestModel):
    """Who stands in, and why; nobody: the course's own teacher is back."""

    teacher_id: UUID | None
    reason: Reason | None = None


class CancelGiven(RequestModel):
    """Why the lesson does not take place."""

    reason: Reason


class MoveGiven(RequestModel):
    """Where the lesson takes place instead."""

    on: Day
    number: Number
    room_id: UUID | None = None


class ExtraGiven(RequestModel):
    """A lesson beside the timetable."""

    course_id: UUID
    on: Day
    number: Number
    room_id: UUID | None = None


class SchoolSettings(ResponseModel):
    """What the school has settled for all its people."""

    classmates_may_write: bool
    """Whether students may write to each other."""


class SchoolSettingsGiven(RequestModel):
    """What the school settles."""

    classmates_may_write: bool
