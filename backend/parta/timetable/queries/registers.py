"""Reads of a school's lessons in a period with their students, by set."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.school.models import Course, SchoolClass, Subject
from parta.school.queries.participation import CLASS_STUDENTS, SUBGROUP_STUDENTS
from parta.timetable.models import Lesson, LessonState
from parta.timetable.rules.schedule import DateRange


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A lesson that takes place, with its students."""

    lesson_id: UUID
    course_id: UUID
    class_title: str
    subject: str
    on: date
    number: int
    ends_at: datetime
    students: Sequence[UUID]


async def read_register(session: AsyncSession, school_id: UUID, days: DateRange) -> list[RegisterEntry]:
    """Return the school's lessons of these days in the order of time, with the students as of the last day."""
    held = select(
        Lesson.id, Lesson.course_id, SchoolClass.title, Subject.title, Lesson.on, Lesson.number, Lesson.ends_at,
        Course.class_id, Course.subgroup,
    )  # fmt: skip
    held = held.join(Course, Course.id == Lesson.course_id).join(Subject, Subject.id == Course.subject_id)
    held = held.join(SchoolClass, SchoolClass.id == Lesson.class_id).where(
        Lesson.school_id == school_id, Lesson.state == LessonState.PLANNED, Lesson.on >= days[0], Lesson.on < days[1]
    )
    order = (Lesson.starts_at, SchoolClass.grade, SchoolClass.title, Lesson.number, Course.subgroup, Lesson.course_id)
    rows = (await session.execute(held.order_by(*order))).all()
    students = await _students(session, school_id, days[1])
    return [
        RegisterEntry(
            lesson, course, title, subject, on, number, ends_at, students.get(course if subgroup else class_id, [])
        )
        for lesson, course, title, subject, on, number, ends_at, class_id, subgroup in rows
    ]


async def _students(session: AsyncSession, school_id: UUID, on: date) -> Mapping[UUID, Sequence[UUID]]:
    """Return the students of each class and each subgroup's course of the school on that day."""
    enrolled = CLASS_STUDENTS.select(
        func.coalesce(CLASS_STUDENTS.class_id, SUBGROUP_STUDENTS.course_id), CLASS_STUDENTS.account_id
    ).where(CLASS_STUDENTS.school_id == school_id, CLASS_STUDENTS.is_valid_on(on))
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for target_id, account_id in await session.execute(enrolled.order_by(CLASS_STUDENTS.account_id)):
        found[target_id].append(account_id)
    return found
