"""Schemas of the gradebook: diaries, pages of lessons, attendance."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from parta.core.schema import RequestModel, ResponseModel
from parta.core.text_fields import LongText, ShortText
from parta.gradebook.models import AttendanceState
from parta.identity.schemas import PersonName
from parta.timetable.schemas import LessonRead, YearSpan

MAX_FILES = 20


_MAX_LESSON_MINUTES = 240


class AttendanceRead(ResponseModel):
    """A student's attendance at a lesson."""

    state: AttendanceState
    late_minutes: int


class DiaryLesson(LessonRead):
    """A lesson in a student's diary."""

    attendance: AttendanceRead | None


class DiaryDay(ResponseModel):
    """A day of a diary."""

    on: date
    is_today: bool
    holiday: str | None
    lessons: list[DiaryLesson]
    moved_away: list[LessonRead]


class DiaryWeek(ResponseModel):
    """A week of a diary."""

    from_on: date
    to_on: date
    time_zone: str
    year: YearSpan | None
    days: list[DiaryDay]


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
