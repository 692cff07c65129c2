"""Reads of a school's lessons in a period with their students, by set."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.journal.models import Course, Enrollment, EnrollmentRole, Lesson, LessonState, SchoolClass, Subject
from parta.journal.queries.conditions import is_valid_on
from parta.journal.rules.schedule import DateRange


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
        Lesson.school_id == school_id,
        Lesson.state == LessonState.PLANNED,
        Lesson.on >= days[0],
        Lesson.on < days[1],
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
    enrolled = select(Enrollment.class_id, Enrollment.course_id, Enrollment.account_id)
    enrolled = enrolled.where(
        Enrollment.school_id == school_id, Enrollment.role == EnrollmentRole.STUDENT, is_valid_on(Enrollment, on)
    )
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for class_id, course_id, account_id in await session.execute(enrolled.order_by(Enrollment.account_id)):
        target_id = class_id or course_id
        if target_id is not None:
            found[target_id].append(account_id)
    return found
