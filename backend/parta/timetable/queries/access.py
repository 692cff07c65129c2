"""Access to lessons: who sees them, who teaches them, who attends them."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, SQLColumnExpression, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.principals import AccountPrincipal
from parta.school.models import Course
from parta.school.queries.access import classes_of_teacher, is_administrator_on
from parta.school.queries.conditions import among, today_of
from parta.school.queries.participation import (
    ADMINISTRATORS,
    CLASS_PEOPLE,
    CLASS_STUDENTS,
    GUARDIANS,
    SUBGROUP_STUDENTS,
    TEACHERS,
    Day,
    any_of,
    participation,
)
from parta.timetable.models import Lesson
from parta.timetable.queries.participation import COMING_SUBSTITUTES


async def may_see_lessons(session: AsyncSession, account_id: UUID, ids: Collection[UUID]) -> bool:
    """Return True if this person may see any of these lessons."""
    visible = select(Lesson.id).join(Course, Course.id == Lesson.course_id)
    visible = visible.where(among(Lesson.id, ids), visible_to(account_id, today_of(account_id)))
    return (await session.execute(visible.limit(1))).first() is not None


async def list_visible_lessons(
    session: AsyncSession, actor: AccountPrincipal, *, from_on: date, to_on: date
) -> Sequence[UUID]:
    """Return the lessons that the actor may see between these days, the end exclusive."""
    on = today_of(actor.id)
    within = select(Lesson.id).where(Lesson.on >= from_on, Lesson.on < to_on)
    of_classes = within.join(Course, Course.id == Lesson.course_id)
    of_classes = of_classes.where(
        Lesson.class_id == any_of(classes_ever_of(lambda account_id: account_id == actor.id)), visible_to(actor.id, on)
    )
    of_school = within.where(Lesson.school_id == actor.school_id, is_administrator_on(actor, on))
    return (await session.execute(of_classes.union(of_school))).scalars().all()


async def filter_taught_lessons(session: AsyncSession, account_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Return those of these lessons that this person teaches on their day or as a substitute."""
    taught = select(Lesson.id).where(among(Lesson.id, ids), taught_by(account_id))
    return set((await session.execute(taught)).scalars())


def visible_to(account_id: UUID, on: Day) -> ColumnElement[bool]:
    """Return the condition that this person may see the lesson on that day; it needs the lesson joined with its course.

    Administrators see all lessons of their school; teachers those of their classes, as teacher or homeroom teacher, and
    those they substitute; students and their guardians those the student attends.
    """
    is_admin = (ADMINISTRATORS.account_id == account_id, ADMINISTRATORS.school_id == Lesson.school_id)
    children = GUARDIANS.select(GUARDIANS.student_id)
    children = children.where(GUARDIANS.account_id == account_id, GUARDIANS.is_valid_on(on))
    return or_(
        ADMINISTRATORS.exists(*is_admin, ADMINISTRATORS.is_valid_on(on)),
        Lesson.class_id == any_of(classes_of_teacher(account_id, on)),
        taught_by(account_id),
        attended_by(CLASS_STUDENTS.student_id == account_id),
        attended_by(CLASS_STUDENTS.student_id == any_of(children)),
    )


def taught_by(account_id: UUID) -> ColumnElement[bool]:
    """Return the condition that this person teaches the lesson's course on its day, or is the lesson's substitute."""
    return or_(
        taught_on(TEACHERS.account_id == account_id, Lesson.on),
        substituted_by(COMING_SUBSTITUTES.account_id == account_id),
    )


def taught_on(teacher: ColumnElement[bool], on: SQLColumnExpression[date]) -> ColumnElement[bool]:
    """Return the condition that such a teacher teaches the lesson's course on that day."""
    return TEACHERS.exists(TEACHERS.course_id == Lesson.course_id, teacher, TEACHERS.is_valid_on(on))


def substituted_by(substitute: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that such a substitute has the lesson, whatever its day."""
    return COMING_SUBSTITUTES.exists(substitute)


def attended_by(students: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that these students attend the lesson on its day: those of the class, or of the subgroup."""
    of_class, of_subgroup = CLASS_STUDENTS, SUBGROUP_STUDENTS
    return and_(
        of_class.exists(of_class.class_id == Lesson.class_id, students, of_class.is_valid_on(Lesson.on)),
        or_(
            Course.subgroup.is_(None),
            of_subgroup.exists(of_subgroup.course_id == Lesson.course_id, students, of_subgroup.is_valid_on(Lesson.on)),
        ),
    )


def classes_ever_of(
    is_account: Callable[[SQLColumnExpression[UUID]], ColumnElement[bool]],
) -> CompoundSelect[UUID | None]:
    """Return the select of the classes of which such a person was ever a student, teacher, substitute or guardian."""
    return participation(
        (*CLASS_PEOPLE, COMING_SUBSTITUTES), "class_id", where=lambda one: [is_account(one.account_id)]
    )


async def list_related_classes(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Return the classes of which any of these people was ever a student, teacher, substitute or guardian."""
    related = classes_ever_of(lambda account_id: among(account_id, ids))
    return {class_id for class_id in (await session.execute(related)).scalars() if class_id is not None}


async def list_substituted_classes(session: AsyncSession, account_id: UUID) -> Collection[UUID]:
    """Return the classes in which this person was ever a substitute."""
    substitutes = COMING_SUBSTITUTES.select(COMING_SUBSTITUTES.class_id).distinct()
    substituted = substitutes.where(COMING_SUBSTITUTES.account_id == account_id)
    return (await session.execute(substituted)).scalars().all()
