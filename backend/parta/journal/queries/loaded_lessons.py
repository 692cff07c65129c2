"""A lesson loaded with all that rules decide by, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Text, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Forbidden, NotFound
from parta.core.principals import AccountPrincipal
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    JournalAccount,
    Lesson,
    School,
    SchoolClass,
    Subject,
    Substitution,
)
from parta.journal.queries.access import taught_on, visible_to
from parta.journal.queries.conditions import is_valid_on, today_of


@dataclass(frozen=True, slots=True)
class LoadedLesson:
    """A lesson with its course, subject, class and school."""

    lesson: Lesson
    course: Course
    subject: str
    school_class: SchoolClass
    school: School


@dataclass(frozen=True, slots=True)
class LessonRoles:
    """What somebody is in a lesson on its day, by any of their accounts."""

    is_teacher: bool
    is_student: bool
    children: Sequence[str]
    """First names of the lesson's students whose guardian they are."""


async def load_lesson(session: AsyncSession, lesson_id: UUID) -> LoadedLesson:
    """Return the lesson, freshly read. Raises NotFound."""
    loaded, _ = await _load(session, lesson_id)
    return loaded


async def load_visible_lesson(
    session: AsyncSession, actor: AccountPrincipal, lesson_id: UUID
) -> tuple[LoadedLesson, bool]:
    """Return the lesson, and True if the actor may edit it. Raises NotFound if they may not see it.

    It is edited by its substitute and by the course's teachers on its day; a past one by those who teach it today.
    """
    on = today_of(actor.id)
    day: ColumnElement[date] = func.greatest(Lesson.on, on)
    may_edit = or_(_is_substitute(actor.id), taught_on(actor.id, day))
    loaded, (is_visible, is_own) = await _load(session, lesson_id, visible_to(actor.id, on), may_edit)
    if not is_visible:
        raise NotFound
    return loaded, is_own


async def load_own_lesson(session: AsyncSession, actor: AccountPrincipal, lesson_id: UUID) -> LoadedLesson:
    """Return a lesson that the actor may edit. Raises NotFound if they may not see it, Forbidden."""
    loaded, is_own = await load_visible_lesson(session, actor, lesson_id)
    if not is_own:
        raise Forbidden
    return loaded


async def load_lesson_roles(
    session: AsyncSession, lesson_id: UUID, accounts: Select[UUID]
) -> tuple[LoadedLesson, LessonRoles]:
    """Return the lesson, and what the holder of these accounts is in it. Raises NotFound if there is no such lesson."""
    # The roster of a class that has ended is that of its last day.
    day: ColumnElement[date] = func.least(Lesson.on, cast(SchoolClass.to_on - timedelta(days=1), Date))
    teaching = exists().where(
        Enrollment.course_id == Lesson.course_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        Enrollment.account_id.in_(accounts),
        is_valid_on(Enrollment, Lesson.on),
    )
    substitution = exists().where(Substitution.lesson_id == Lesson.id, Substitution.teacher_id.in_(accounts))
    attends = (
        Enrollment.role == EnrollmentRole.STUDENT,
        or_(
            Course.subgroup.is_(None) & (Enrollment.class_id == Course.class_id),
            Course.subgroup.is_not(None) & (Enrollment.course_id == Course.id),
        ),
        is_valid_on(Enrollment, day),
    )
    children = select(JournalAccount.first_name)
    children = children.join(Guardianship, Guardianship.student_id == JournalAccount.id)
    children = children.join(Enrollment, Enrollment.account_id == Guardianship.student_id)
    children = children.where(Guardianship.guardian_id.in_(accounts), is_valid_on(Guardianship, day), *attends)
    names = func.array(children.order_by(JournalAccount.first_name).scalar_subquery(), type_=ARRAY(Text()))
    is_student = exists().where(Enrollment.account_id.in_(accounts), *attends)
    loaded, roles = await _load(session, lesson_id, or_(teaching, substitution), is_student, names)
    return loaded, LessonRoles(*roles)


async def _load(
    session: AsyncSession, lesson_id: UUID, *more: ColumnElement[Any]
) -> tuple[LoadedLesson, Sequence[Any]]:
    """Return the lesson, and more columns of the same statement. Raises NotFound."""
    columns: tuple[Any, ...] = (Lesson, Course, Subject.title, SchoolClass, School)
    found: Select[*tuple[Any, ...]] = select(*columns, *more)
    found = found.join(Course, Course.id == Lesson.course_id).join(Subject, Subject.id == Course.subject_id)
    found = found.join(SchoolClass, SchoolClass.id == Lesson.class_id).join(School, School.id == Lesson.school_id)
    row = (await session.execute(found.where(Lesson.id == lesson_id))).one_or_none()
    if row is None:
        raise NotFound
    values = tuple(row)
    return LoadedLesson(*values[: len(columns)]), values[len(columns) :]


def _is_substitute(account_id: UUID) -> ColumnElement[bool]:
    return exists().where(Substitution.lesson_id == Lesson.id, Substitution.teacher_id == account_id)
