"""Schemas of the school office: options, timetable slots and requests."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from parta.core.schema import LocalTime, RequestModel, ResponseModel
from parta.core.text_fields import Reason
from parta.identity.schemas import PersonName
from parta.school.models import TermKind
from parta.timetable.models import Weeks

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
"""The range of days in requests: date arithmetic around them stays possible."""

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Number = Annotated[int, Field(ge=1, le=20)]


class OfficeClass(ResponseModel):
    """A class to choose from."""

    id: UUID
    title: str
    grade: int


class OfficeCourse(ResponseModel):
    """A course to choose from."""

    id: UUID
    class_id: UUID
    subject: str
    subgroup: str | None
    teachers: list[UUID]


class OfficeTeacher(ResponseModel):
    """A teacher to choose from."""

    id: UUID
    name: PersonName


class OfficeClassroom(ResponseModel):
    """A classroom to choose from."""

    id: UUID
    title: str
    seats: int | None


class OfficeBell(ResponseModel):
    """The start and end of lessons of this number."""

    number: int
    starts_at: LocalTime
    ends_at: LocalTime


class OfficeHour(ResponseModel):
    """What is busy at a bell of a day, apart from the lesson that is asked for."""

    number: int
    conflicts: list[Literal["teacher_busy", "class_busy", "subgroup_busy"]]
    """Why the lesson cannot be then: none of a free hour. The classroom is not among them: it can be another."""
    busy_teachers: list[UUID]
    busy_classrooms: list[UUID]


class OfficeTerm(ResponseModel):
    """A quarter, trimester or half-year; its end is exclusive."""

    kind: TermKind
    title: str
    from_on: date
    to_on: date


class OfficeHoliday(ResponseModel):
    """Days without lessons; the end is exclusive."""

    title: str
    from_on: date
    to_on: date


class OfficeChoices(ResponseModel):
    """All options of the office today."""

    classes: list[OfficeClass]
    courses: list[OfficeCourse]
    teachers: list[OfficeTeacher]
    classrooms: list[OfficeClassroom]
    bells: list[OfficeBell]
    terms: list[OfficeTerm]
    holidays: list[OfficeHoliday]


class SlotRead(ResponseModel):
    """A weekly slot of a course for a period; its end is exclusive."""

    id: UUID
    course_id: UUID
    subject: str
    subgroup: str | None
    teachers: list[PersonName]
    weekday: int
    number: int
    weeks: Weeks
    classroom_id: UUID | None
    classroom: str | None
    from_on: date
    to_on: date


class SlotRequest(RequestModel):
    """A weekly slot of a course from this day on."""

    course_id: UUID
    weekday: int = Field(ge=1, le=7)
    number: Number
    weeks: Weeks = Weeks.EVERY
    classroom_id: UUID | None = None
    from_on: Day


class SubstituteRequest(RequestModel):
    """The substitute and the reason; None removes the substitute."""

    teacher_id: UUID | None
    reason: Reason | None = None


class CancelRequest(RequestModel):
    """The reason for the cancellation."""

    reason: Reason


class MoveRequest(RequestModel):
    """The new time and classroom of the lesson."""

    on: Day
    number: Number
    classroom_id: UUID | None = None
    accept_unusual: bool = False
    """True once the office was told what is unusual about this time."""


class ExtraLessonCreate(RequestModel):
    """A lesson outside the timetable."""

    course_id: UUID
    on: Day
    number: Number
    classroom_id: UUID | None = None
    accept_unusual: bool = False
