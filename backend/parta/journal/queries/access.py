"""Access to lessons: who sees them, who teaches them, who attends them."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, SQLColumnExpression, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Forbidden
from parta.core.principals import AccountPrincipal
from parta.journal.models import Course, Lesson, School
from parta.journal.queries.accounts import get_school
from parta.journal.queries.conditions import among, today_of
from parta.journal.queries.participation import (
    ADMINISTRATORS,
    CLASS_GUARDIANS,
    CLASS_STUDENTS,
    CLASS_TEACHERS,
    COMING_SUBSTITUTES,
    GUARDIANS,
    SUBGROUP_STUDENTS,
    TEACHERS,
    Day,
    any_of,
    participation,
)


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
        Lesson.class_id == any_of(classes_ever_of(lambda account_id: account_id == actor.id)),
        visible_to(actor.id, on),
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


def classes_of_teacher(account_id: UUID, on: Day) -> CompoundSelect[UUID]:
    """Return the select of the classes that this person teaches or heads as homeroom teacher on that day."""
    return participation(
        CLASS_TEACHERS, "class_id", where=lambda one: (one.account_id == account_id, one.is_valid_on(on))
    )


def classes_ever_of(
    is_account: Callable[[SQLColumnExpression[UUID]], ColumnElement[bool]],
) -> CompoundSelect[UUID | None]:
    """Return the select of the classes of which such a person was ever a student, teacher, substitute or guardian."""
    people = (CLASS_STUDENTS, SUBGROUP_STUDENTS, CLASS_GUARDIANS, *CLASS_TEACHERS, COMING_SUBSTITUTES)
    return participation(people, "class_id", where=lambda one: [is_account(one.account_id)])


async def is_administrator(session: AsyncSession, actor: AccountPrincipal) -> bool:
    """Return True if the actor is an administrator of the school today."""
    query = select(is_administrator_on(actor, today_of(actor.id)))
    return (await session.execute(query)).scalar_one()


def is_administrator_on(actor: AccountPrincipal, on: Day) -> ColumnElement[bool]:
    """Return the condition that the actor is an administrator of their school on that day."""
    return ADMINISTRATORS.exists(ADMINISTRATORS.account_id == actor.id, ADMINISTRATORS.is_valid_on(on))


async def read_settings(session: AsyncSession, actor: AccountPrincipal) -> School:
    """Return the actor's school for its settings. Raises Forbidden for all but its administrators."""
    if not await is_administrator(session, actor):
        raise Forbidden
    return await get_school(session, actor.school_id)
