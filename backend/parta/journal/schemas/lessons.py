"""Schemas of lessons, weeks and attendance."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from parta.core.schema import RequestModel, ResponseModel
from parta.core.text import clean_line, drop_blank
from parta.files.schemas import FileState
from parta.identity.schemas import PersonName
from parta.journal.models import AttendanceState, LessonState

MAX_FILES = 20
_MAX_LESSON_MINUTES = 240

ShortText = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$"), AfterValidator(clean_line)]
LongText = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$"), AfterValidator(drop_blank)]


class ClassRead(ResponseModel):
    """A class as its subscribers see it; published again whenever its people or its timetable change."""

    id: UUID
    title: str


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


class AttendanceRead(ResponseModel):
    """A student's attendance at a lesson."""

    state: AttendanceState
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
    """A week from its Monday to the next, exclusive; no year if the school has none at that time."""

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
    """A class of a teacher or homeroom teacher."""

    id: UUID
    title: str
    is_homeroom: bool


class DiaryOwner(ResponseModel):
    """A student whose diary the reader may see: themselves or their child."""

    id: UUID
    name: PersonName
    class_title: str | None


class LessonStudent(ResponseModel):
    """A student of a lesson, for its teacher."""

    id: UUID
    name: PersonName
    attendance: AttendanceRead | None


class LessonRights(ResponseModel):
    """What the reader may do with a lesson."""

    edit: bool
    confirm_attendance: bool
    hold: bool
    """True if the reader may hold it as a remote lesson."""


class LessonPage(ResponseModel):
    """A lesson, its students (for its teacher only), and what the reader may do."""

    lesson: LessonRead
    students: list[LessonStudent]
    may: LessonRights


class LessonUpdate(RequestModel):
    """Changes of a lesson by its teacher; omitted fields stay unchanged."""

    topic: ShortText | None = None
    homework_text: LongText | None = None
    homework_file_ids: Annotated[list[UUID], Field(max_length=MAX_FILES)] | None = None


class AttendanceEntry(RequestModel):
    """The attendance of one student."""

    student_id: UUID
    state: AttendanceState
    late_minutes: int = Field(ge=0, le=_MAX_LESSON_MINUTES)


class AttendanceUpdate(RequestModel):
    """The attendance of the students of a lesson."""

    entries: list[AttendanceEntry] = Field(max_length=200)


@dataclass(frozen=True, slots=True)
class LessonPeople:
    """The people of a lesson on its day, by the ids of their accounts."""

    teachers: frozenset[UUID]
    """The teachers of the course and the substitute."""
    students: frozenset[UUID]
    guardians: dict[UUID, list[str]]
    """Guardian → first names of their children at the lesson."""
    children: dict[UUID, list[UUID]]
    """Guardian → these children, in the same order."""
