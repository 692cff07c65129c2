"""Who sees which lesson, who teaches it, and whom it concerns."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import today
from parta.core.errors import Forbidden, NotFound
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
from parta.journal.queries.accounts import get_account, get_school
from parta.journal.queries.conditions import among, holds
from parta.journal.queries.lessons import get_lesson
from parta.journal.queries.rosters import read_course
from parta.journal.schemas import LessonPeople


async def visible_lesson(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> Lesson:
    """Give the lesson, if the actor may see it. Raises NotFound."""
    if not await may_see_lessons(session, actor.account_id, [lesson_id]):
        raise NotFound
    return await get_lesson(session, lesson_id)


async def may_see_lessons(session: AsyncSession, account_id: UUID, ids: Collection[UUID]) -> bool:
    """Tell whether this person may see any of these lessons."""
    school = await get_school(session, (await get_account(session, account_id)).school_id)
    seen = select(Lesson.id).join(Course, Course.id == Lesson.course_id)
    seen = seen.where(among(Lesson.id, ids), seen_by(account_id, today(school.time_zone)))
    return (await session.execute(seen.limit(1))).first() is not None


async def list_visible_lessons(
    session: AsyncSession, actor: JournalActor, *, from_on: date, to_on: date
) -> Sequence[UUID]:
    """Give the lessons that the actor may see between these days; the last one is not included."""
    school = await get_school(session, actor.school_id)
    seen = select(Lesson.id).join(Course, Course.id == Lesson.course_id)
    seen = seen.where(Lesson.school_id == school.id, Lesson.on >= from_on, Lesson.on < to_on)
    seen = seen.where(seen_by(actor.account_id, today(school.time_zone)))
    return (await session.execute(seen)).scalars().all()


async def taught_among(session: AsyncSession, account_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Give those of these lessons that this person teaches on their day, or stands in for."""
    stands_in = exists().where(Substitution.lesson_id == Lesson.id, Substitution.teacher_id == account_id)
    taught = select(Lesson.id).where(among(Lesson.id, ids), or_(taught_by(account_id), stands_in))
    return set((await session.execute(taught)).scalars())


def seen_by(account_id: UUID, on: date) -> ColumnElement[bool]:
    """Whether this person may see the lesson on that day; the lesson is joined with its course.

    Administrators see all of their school; teachers all of the classes that they teach or head, and what they
    stand in for; students and their guardians what the student attends.
    """
    administers = exists().where(
        StaffPosition.account_id == account_id,
        StaffPosition.school_id == Lesson.school_id,
        StaffPosition.role == StaffRole.ADMINISTRATOR,
        holds(StaffPosition, on),
    )
    stands_in = exists().where(Substitution.lesson_id == Lesson.id, Substitution.teacher_id == account_id)
    children = select(Guardianship.student_id).where(Guardianship.guardian_id == account_id, holds(Guardianship, on))
    return or_(
        administers,
        Lesson.class_id.in_(classes_of_teacher(account_id, on)),
        taught_by(account_id),
        stands_in,
        attended_by(Enrollment.account_id == account_id),
        attended_by(Enrollment.account_id.in_(children.scalar_subquery())),
    )


def taught_by(account_id: UUID) -> ColumnElement[bool]:
    """Whether this person teaches the lesson's course on its day."""
    return exists().where(
        Enrollment.course_id == Lesson.course_id,
        Enrollment.account_id == account_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        _on_its_day(),
    )


def attended_by(whom: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether these students attend the lesson on its day: the class's, and in a subgroup only those placed there."""
    of_class = exists().where(
        Enrollment.class_id == Lesson.class_id, Enrollment.role == EnrollmentRole.STUDENT, whom, _on_its_day()
    )
    of_subgroup = exists().where(
        Enrollment.course_id == Lesson.course_id, Enrollment.role == EnrollmentRole.STUDENT, whom, _on_its_day()
    )
    return and_(of_class, or_(Course.subgroup.is_(None), of_subgroup))


def classes_of_teacher(account_id: UUID, on: date) -> ScalarSelect[UUID]:
    """Give the classes that this person teaches or heads on that day, as a condition takes them."""
    taught = select(Course.class_id).join(Enrollment, Enrollment.course_id == Course.id)
    taught = taught.where(
        Enrollment.account_id == account_id, Enrollment.role == EnrollmentRole.TEACHER, holds(Enrollment, on)
    )
    headed = select(HomeroomTeacher.class_id)
    headed = headed.where(HomeroomTeacher.teacher_id == account_id, holds(HomeroomTeacher, on))
    return taught.union(headed).scalar_subquery()


async def teaches(session: AsyncSession, account_id: UUID, lesson_id: UUID) -> bool:
    """Tell whether this person may write into the lesson: who stands in, and who teaches the course on its day.

    A lesson of the past is in the hands of who teaches the course today.
    """
    lesson = await get_lesson(session, lesson_id)
    school = await get_school(session, lesson.school_id)
    day = max(lesson.on, today(school.time_zone))
    stands_in = select(Substitution.id).where(
        Substitution.lesson_id == lesson_id, Substitution.teacher_id == account_id
    )
    teaching = select(Enrollment.id).where(
        Enrollment.course_id == lesson.course_id,
        Enrollment.account_id == account_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        holds(Enrollment, day),
    )
    return (await session.execute(stands_in.union(teaching).limit(1))).first() is not None


async def is_administrator(session: AsyncSession, actor: JournalActor) -> bool:
    """Tell whether the actor administers the school today."""
    school = await get_school(session, actor.school_id)
    held = select(StaffPosition.id).where(
        StaffPosition.account_id == actor.account_id,
        StaffPosition.role == StaffRole.ADMINISTRATOR,
        holds(StaffPosition, today(school.time_zone)),
    )
    return (await session.execute(held.limit(1))).first() is not None


async def read_settings(session: AsyncSession, actor: JournalActor) -> School:
    """Give the actor's school for what it has settled. Raises Forbidden for all but its administrators."""
    if not await is_administrator(session, actor):
        raise Forbidden
    return await get_school(session, actor.school_id)


async def lesson_people(session: AsyncSession, lesson_id: UUID) -> LessonPeople:
    """Give whom the lesson concerns on its day. Raises NotFound."""
    lesson = await get_lesson(session, lesson_id)
    roster = await read_course(session, lesson.course_id, on=lesson.on)
    standing_in = select(Substitution.teacher_id).where(Substitution.lesson_id == lesson_id)
    substitutes = set((await session.execute(standing_in)).scalars())
    own = select(Enrollment.account_id).where(
        Enrollment.course_id == lesson.course_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        holds(Enrollment, lesson.on),
    )
    teachers = set((await session.execute(own)).scalars())
    return LessonPeople(
        teachers=frozenset(teachers | substitutes), students=roster.students, guardians=roster.guardians
    )


def _on_its_day() -> ColumnElement[bool]:
    return (Enrollment.from_on <= Lesson.on) & or_(Enrollment.to_on.is_(None), Enrollment.to_on > Lesson.on)
