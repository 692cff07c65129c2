"""Lessons, weeks and attendance as they are told and given."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from parta.core.schema import RequestModel, ResponseModel
from parta.files.schemas import FileState
from parta.identity.schemas import PersonName
from parta.journal.models import LessonState, Presence

MOST_FILES = 20
_LONGEST_LESSON = 240

Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$")]


class ClassRead(ResponseModel):
    """A class as those see it who hear of it; told anew whenever its people or its timetable change."""

    id: UUID
    title: str


class LessonFileRead(ResponseModel):
    """A file that a lesson's homework carries."""

    id: UUID
    name: str
    size: int
    media_type: str
    state: FileState


class Homework(ResponseModel):
    """What is given to do."""

    text: str
    files: list[LessonFileRead]


class LessonPlace(ResponseModel):
    """A lesson's place: the day, and which bell of it."""

    on: date
    number: int


class LessonRead(ResponseModel):
    """A lesson as everybody sees it whom it concerns."""

    id: UUID
    class_id: UUID
    class_title: str
    course_id: UUID
    subject: str
    subgroup: str | None
    on: date
    number: int
    """Which bell of the day; 0 beside the bells."""
    starts_at: datetime
    ends_at: datetime
    room: str | None
    teachers: list[PersonName]
    substitute: PersonName | None
    state: LessonState
    reason: str
    moved_from: LessonPlace | None
    topic: str
    homework: Homework
    attendance_confirmed_at: datetime | None


class AttendanceRead(ResponseModel):
    """How a student was at a lesson."""

    state: Presence
    late_minutes: int


class DiaryLesson(LessonRead):
    """A lesson in a student's diary."""

    attendance: AttendanceRead | None


class Day(ResponseModel):
    """A day of a week."""

    on: date
    is_today: bool
    holiday: str | None
    lessons: list[LessonRead]


class DiaryDay(ResponseModel):
    """A day of a diary."""

    on: date
    is_today: bool
    holiday: str | None
    lessons: list[DiaryLesson]


class YearSpan(ResponseModel):
    """A school year; its last day is not included."""

    from_on: date
    to_on: date


class Week(ResponseModel):
    """A week from its Monday to the next, that one not included; no year where the school has none then."""

    from_on: date
    to_on: date
    time_zone: str
    year: YearSpan | None
    days: list[Day]


class DiaryWeek(ResponseModel):
    """A week of a diary."""

    from_on: date
    to_on: date
    time_zone: str
    year: YearSpan | None
    days: list[DiaryDay]


class MyClass(ResponseModel):
    """A class that one teaches or heads."""

    id: UUID
    title: str
    is_homeroom: bool


class DiaryOwner(ResponseModel):
    """Whose diary one may read: oneself, or a child."""

    id: UUID
    name: PersonName
    class_title: str | None


class LessonStudent(ResponseModel):
    """A student of a lesson, for who teaches it."""

    id: UUID
    name: PersonName
    attendance: AttendanceRead | None


class LessonMay(ResponseModel):
    """What I may do with a lesson."""

    edit: bool
    confirm_attendance: bool
    hold: bool
    """Whether I may hold it remotely."""


class LessonPage(ResponseModel):
    """A lesson, its students for who teaches it, and what I may do."""

    lesson: LessonRead
    students: list[LessonStudent]
    may: LessonMay


class LessonGiven(RequestModel):
    """What a teacher writes into a lesson; what is left out stays."""

    topic: Line | None = None
    homework_text: Text | None = None
    homework_file_ids: Annotated[list[UUID], Field(max_length=MOST_FILES)] | None = None


class AttendanceEntry(RequestModel):
    """How one student was at the lesson."""

    student_id: UUID
    state: Presence
    late_minutes: int = Field(ge=0, le=_LONGEST_LESSON)


class AttendanceGiven(RequestModel):
    """How the students were at the lesson."""

    entries: list[AttendanceEntry] = Field(max_length=200)


@dataclass(frozen=True, slots=True)
class LessonPeople:
    """Whom a lesson concerns on its day, by the ids of their accounts."""

    teachers: frozenset[UUID]
    """Those of the course, and who stands in."""
    students: frozenset[UUID]
    guardians: dict[UUID, list[str]]
    """Guardian → first names of their children at the lesson."""
