"""A lesson loaded with all that rules decide by, in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, func, or_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Forbidden, NotFound
from parta.core.principals import AccountPrincipal
from parta.school.models import Course, Guardianship, JournalAccount, School, SchoolClass, Subject
from parta.school.queries.conditions import roster_day, today_of
from parta.school.queries.participation import COURSE_GUARDIANS, COURSE_STUDENTS, TEACHERS, Branch
from parta.timetable.models import Lesson
from parta.timetable.queries.access import substituted_by, taught_on, visible_to
from parta.timetable.queries.participation import COMING_SUBSTITUTES


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
    is_substitute = substituted_by(COMING_SUBSTITUTES.account_id == actor.id)
    may_edit = or_(is_substitute, taught_on(TEACHERS.account_id == actor.id, day))
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
    day = roster_day(Lesson.on)
    teaching = or_(
        taught_on(TEACHERS.account_id.in_(accounts), Lesson.on),
        substituted_by(COMING_SUBSTITUTES.account_id.in_(accounts)),
    )

    def in_lesson(one: Branch) -> Iterable[ColumnElement[bool]]:
        return one.account_id.in_(accounts), one.course_id == Lesson.course_id, one.is_valid_on(day)

    is_student = or_(*(one.exists(*in_lesson(one)) for one in COURSE_STUDENTS))
    children = union_all(
        *(
            one.select(JournalAccount.first_name)
            .join(JournalAccount, JournalAccount.id == Guardianship.student_id)
            .where(*in_lesson(one))
            .correlate(Lesson, Course, SchoolClass)
            for one in COURSE_GUARDIANS
        )
    )
    names = func.array(children.order_by("first_name").scalar_subquery(), type_=ARRAY(Text()))
    loaded, roles = await _load(session, lesson_id, teaching, is_student, names)
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
