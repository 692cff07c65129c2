"""Reads of lessons: one reader for pages, weeks, frames and differences."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.core.errors import NotFound
from parta.core.streams import Kind
from parta.files.queries import read_files
from parta.identity.schemas import PersonName
from parta.school.models import Course, JournalAccount, SchoolClass, Subject
from parta.school.queries.conditions import among
from parta.school.queries.participation import TEACHERS
from parta.school.queries.rosters import select_enrolled
from parta.timetable.models import Classroom, Lesson, LessonFile, Substitution
from parta.timetable.schemas import Homework, LessonFileRead, LessonRead, LessonSlot

_Substitute = aliased(JournalAccount)
_LESSON_COLUMNS = (
    Lesson.id,
    Lesson.class_id,
    SchoolClass.title.label("class_title"),
    Lesson.course_id,
    Subject.title.label("subject"),
    Course.subgroup,
    Lesson.on,
    Lesson.number,
    Lesson.starts_at,
    Lesson.ends_at,
    Classroom.title.label("classroom"),
    _Substitute.last_name,
    _Substitute.first_name,
    _Substitute.patronymic,
    Lesson.state,
    Lesson.reason,
    Lesson.moved_from_on,
    Lesson.moved_from_number,
    Lesson.topic,
    Lesson.homework_text,
    Lesson.attendance_confirmed_at,
)

_Teaching = Sequence[tuple[date, date | None, PersonName]]


async def get_lesson(session: AsyncSession, lesson_id: UUID) -> Lesson:
    """Return the lesson, freshly read. Raises NotFound."""
    found = await session.get(Lesson, lesson_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


async def read_lessons(session: AsyncSession, ids: Collection[UUID]) -> Sequence[LessonRead]:
    """Return these lessons in the order of time."""
    return await read_lessons_where(session, among(Lesson.id, ids))


async def read_lessons_where(session: AsyncSession, *conditions: ColumnElement[bool]) -> Sequence[LessonRead]:
    """Return the lessons that match, in the order of time, with a fixed number of statements."""
    rows = (await session.execute(_select_lessons().where(*conditions))).mappings().all()
    if not rows:
        return []
    teachers = await _teachers(session, rows)
    files = await _files(session, [row["id"] for row in rows])
    return [_to_lesson_read(row, teachers.get(row["course_id"], []), files.get(row["id"], [])) for row in rows]


def select_lesson_titles() -> Select[UUID, str, str, str | None, date, datetime, datetime]:
    """Return a select of all lessons with what they are called and when they are, for joins of upper packages."""
    subject, class_title = Subject.title.label("subject"), SchoolClass.title.label("class_title")
    found = select(Lesson.id, subject, class_title, Course.subgroup, Lesson.on, Lesson.starts_at, Lesson.ends_at)
    found = found.join(SchoolClass, SchoolClass.id == Lesson.class_id).join(Course, Course.id == Lesson.course_id)
    return found.join(Subject, Subject.id == Course.subject_id)


async def list_published_lessons(session: AsyncSession, class_id: UUID, *, since: date) -> Sequence[UUID]:
    """Return the lessons of the class from that day on that were published."""
    published = select(Lesson.id).where(Lesson.class_id == class_id, Lesson.on >= since, Lesson.changed_seq > 0)
    return (await session.execute(published)).scalars().all()


async def list_lessons_with_file(session: AsyncSession, file_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """Return the lessons with this file: (class, lesson)."""
    query = select(Lesson.class_id, Lesson.id).join(LessonFile, LessonFile.lesson_id == Lesson.id)
    return (await session.execute(query.where(LessonFile.file_id == file_id))).all()


LESSON = Kind("lesson", Lesson, Lesson.class_id, LessonRead, read_lessons, stream="class", is_audited=True)


def _select_lessons() -> Select[*tuple[Any, ...]]:
    found = select(*_LESSON_COLUMNS).join(SchoolClass, SchoolClass.id == Lesson.class_id)
    found = found.join(Course, Course.id == Lesson.course_id).join(Subject, Subject.id == Course.subject_id)
    found = found.outerjoin(Classroom, Classroom.id == Lesson.classroom_id)
    found = found.outerjoin(Substitution, Substitution.lesson_id == Lesson.id)
    found = found.outerjoin(_Substitute, _Substitute.id == Substitution.teacher_id)
    return found.order_by(Lesson.starts_at, Subject.title, Course.subgroup, Lesson.id)


async def _teachers(session: AsyncSession, rows: Sequence[RowMapping]) -> Mapping[UUID, _Teaching]:
    courses, days = {row["course_id"] for row in rows}, [row["on"] for row in rows]
    teaching = select_enrolled(TEACHERS, courses).add_columns(TEACHERS.from_on, TEACHERS.to_on)
    teaching = teaching.where(TEACHERS.is_valid_within(min(days), max(days) + timedelta(days=1)))
    teaching = teaching.order_by(JournalAccount.last_name, JournalAccount.id)
    found: defaultdict[UUID, list[tuple[date, date | None, PersonName]]] = defaultdict(list)
    for course_id, teacher, from_on, to_on in await session.execute(teaching):
        found[course_id].append((from_on, to_on, PersonName.model_validate(teacher)))
    return found


async def _files(session: AsyncSession, lessons: Collection[UUID]) -> Mapping[UUID, list[LessonFileRead]]:
    query = select(LessonFile.lesson_id, LessonFile.file_id).where(among(LessonFile.lesson_id, lessons))
    rows = (await session.execute(query.order_by(LessonFile.index))).all()
    if not rows:
        return {}
    files = await read_files(session, {file_id for _, file_id in rows})
    found: defaultdict[UUID, list[LessonFileRead]] = defaultdict(list)
    for lesson_id, file_id in rows:
        found[lesson_id].append(LessonFileRead.model_validate(files[file_id]))
    return found


def _to_lesson_read(row: RowMapping, teaching: _Teaching, files: list[LessonFileRead]) -> LessonRead:
    on: date = row["on"]
    is_moved = row["moved_from_on"] is not None
    return LessonRead.model_validate(
        dict(row)
        | {
            "teachers": [name for from_on, to_on, name in teaching if from_on <= on and (to_on is None or to_on > on)],
            "substitute": PersonName.model_validate(dict(row)) if row["last_name"] is not None else None,
            "moved_from": LessonSlot(on=row["moved_from_on"], number=row["moved_from_number"]) if is_moved else None,
            "homework": Homework(text=row["homework_text"], files=files),
        }
    )


async def filter_lessons_before(session: AsyncSession, ids: Collection[UUID], on: date) -> Sequence[UUID]:
    """Return those of these lessons that are on an earlier day."""
    earlier = select(Lesson.id).where(among(Lesson.id, ids), Lesson.on < on)
    return (await session.execute(earlier.order_by(Lesson.id))).scalars().all()
