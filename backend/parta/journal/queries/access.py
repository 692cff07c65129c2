"""Access to lessons: who sees them, who teaches them, who attends them."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, SQLColumnExpression, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Forbidden
from parta.core.principals import AccountPrincipal
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    Lesson,
    School,
    StaffPosition,
    StaffRole,
    Substitution,
)
from parta.journal.queries.accounts import get_school
from parta.journal.queries.conditions import among, is_valid_on, today_of


async def may_see_lessons(session: AsyncSession, account_id: UUID, ids: Collection[UUID]) -> bool:
    """Return True if this person may see any of these lessons."""
    visible = select(Lesson.id).join(Course, Course.id == Lesson.course_id)
    visible = visible.where(among(Lesson.id, ids), visible_to(account_id, today_of(account_id)))
    return (await session.execute(visible.limit(1))).first() is not None


async def list_visible_lessons(
    session: AsyncSession, actor: AccountPrincipal, *, from_on: date, to_on: date
) -> Sequence[UUID]:
    """Return the lessons that the actor may see between these days, the end exclusive."""
    visible = select(Lesson.id).join(Course, Course.id == Lesson.course_id)
    visible = visible.where(Lesson.school_id == actor.school_id, Lesson.on >= from_on, Lesson.on < to_on)
    visible = visible.where(visible_to(actor.id, today_of(actor.id)))
    return (await session.execute(visible)).scalars().all()


async def filter_taught_lessons(session: AsyncSession, account_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Return those of these lessons that this person teaches on their day or as a substitute."""
    is_substitute = exists().where(Substitution.lesson_id == Lesson.id, Substitution.teacher_id == account_id)
    taught = select(Lesson.id).where(among(Lesson.id, ids), or_(taught_by(account_id), is_substitute))
    return set((await session.execute(taught)).scalars())


def visible_to(account_id: UUID, on: date | SQLColumnExpression[date]) -> ColumnElement[bool]:
    """Return the condition that this person may see the lesson on that day; it needs the lesson joined with its course.

    Administrators see all lessons of their school; teachers those of their classes, as teacher or homeroom teacher, and
    those they substitute; students and their guardians those the student attends.
    """
    is_admin = exists().where(
        StaffPosition.account_id == account_id,
        StaffPosition.school_id == Lesson.school_id,
        StaffPosition.role == StaffRole.ADMINISTRATOR,
        is_valid_on(StaffPosition, on),
    )
    is_substitute = exists().where(Substitution.lesson_id == Lesson.id, Substitution.teacher_id == account_id)
    children = select(Guardianship.student_id).where(
        Guardianship.guardian_id == account_id, is_valid_on(Guardianship, on)
    )
    return or_(
        is_admin,
        Lesson.class_id.in_(classes_of_teacher(account_id, on)),
        taught_by(account_id),
        is_substitute,
        attended_by(Enrollment.account_id == account_id),
        attended_by(Enrollment.account_id.in_(children.scalar_subquery())),
    )


def taught_by(account_id: UUID) -> ColumnElement[bool]:
    """Return the condition that this person teaches the lesson's course on its day."""
    return taught_on(account_id, Lesson.on)


def taught_on(account_id: UUID, on: SQLColumnExpression[date]) -> ColumnElement[bool]:
    """Return the condition that this person teaches the lesson's course on that day."""
    return exists().where(
        Enrollment.course_id == Lesson.course_id,
        Enrollment.account_id == account_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        is_valid_on(Enrollment, on),
    )


def attended_by(students: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that these students attend the lesson on its day: those of the class, or of the subgroup."""
    of_class = exists().where(
        Enrollment.class_id == Lesson.class_id,
        Enrollment.role == EnrollmentRole.STUDENT,
        students,
        _valid_on_lesson_day(),
    )
    of_subgroup = exists().where(
        Enrollment.course_id == Lesson.course_id,
        Enrollment.role == EnrollmentRole.STUDENT,
        students,
        _valid_on_lesson_day(),
    )
    return and_(of_class, or_(Course.subgroup.is_(None), of_subgroup))


def classes_of_teacher(account_id: UUID, on: date | SQLColumnExpression[date]) -> ScalarSelect[UUID]:
    """Return a subquery of the classes that this person teaches or heads as homeroom teacher on that day."""
    taught = select(Course.class_id).join(Enrollment, Enrollment.course_id == Course.id)
    taught = taught.where(
        Enrollment.account_id == account_id, Enrollment.role == EnrollmentRole.TEACHER, is_valid_on(Enrollment, on)
    )
    homeroom = select(HomeroomTeacher.class_id)
    homeroom = homeroom.where(HomeroomTeacher.teacher_id == account_id, is_valid_on(HomeroomTeacher, on))
    return taught.union(homeroom).scalar_subquery()


async def is_administrator(session: AsyncSession, actor: AccountPrincipal) -> bool:
    """Return True if the actor is an administrator of the school today."""
    query = select(StaffPosition.id).where(
        StaffPosition.account_id == actor.id,
        StaffPosition.role == StaffRole.ADMINISTRATOR,
        is_valid_on(StaffPosition, today_of(actor.id)),
    )
    return (await session.execute(query.limit(1))).first() is not None


async def read_settings(session: AsyncSession, actor: AccountPrincipal) -> School:
    """Return the actor's school for its settings. Raises Forbidden for all but its administrators."""
    if not await is_administrator(session, actor):
        raise Forbidden
    return await get_school(session, actor.school_id)


def _valid_on_lesson_day() -> ColumnElement[bool]:
    return (Enrollment.from_on <= Lesson.on) & or_(Enrollment.to_on.is_(None), Enrollment.to_on > Lesson.on)
