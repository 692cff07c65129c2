"""Courses: a subject in a class or a subgroup, who teaches it, who attends."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Conflict, NotFound
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import advisory_lock
from parta.journal import queries
from parta.journal.events import AccountsChanged, CourseChanged
from parta.journal.models import Course, Enrollment, EnrollmentRole


class NoSubgroup(Conflict):
    """The whole class attends this course: nobody is placed in it one by one."""

    code = "no_subgroup"


async def open_course(
    session: AsyncSession, class_id: UUID, subject_id: UUID, *, subgroup: str | None = None
) -> Course:
    """Let the class, or a subgroup of it, be taught the subject. Raises NotFound."""
    taught = await queries.get_class(session, class_id)
    opened = Course(school_id=taught.school_id, class_id=class_id, subject_id=subject_id, subgroup=subgroup)
    session.add(opened)
    await session.flush()
    return opened


async def assign_teacher(session: AsyncSession, course_id: UUID, teacher_id: UUID, *, from_on: date) -> None:
    """Let the teacher teach the course from that day on; a course may have several. Raises NotFound."""
    await _join(session, course_id, [teacher_id], EnrollmentRole.TEACHER, from_on)


async def place_in_subgroup(
    session: AsyncSession, course_id: UUID, students: Collection[UUID], *, from_on: date
) -> None:
    """Let the students attend the subgroup's course from that day on. Raises NotFound, NoSubgroup."""
    if (await queries.get_course(session, course_id)).subgroup is None:
        raise NoSubgroup
    await _join(session, course_id, students, EnrollmentRole.STUDENT, from_on)


async def unassign_teacher(session: AsyncSession, course_id: UUID, teacher_id: UUID, *, to_on: date) -> None:
    """Let the teacher teach the course no more: that day is the first without. Raises NotFound."""
    left = await queries.get_course(session, course_id)
    theirs = update(Enrollment).where(
        Enrollment.course_id == course_id,
        Enrollment.account_id == teacher_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        Enrollment.from_on <= to_on,
        or_(Enrollment.to_on.is_(None), Enrollment.to_on > to_on),
    )
    if not (await session.execute(theirs.values(to_on=to_on).returning(Enrollment.id))).all():
        raise NotFound
    emit(session, CourseChanged(course_id=course_id))
    emit(session, AccountsChanged(school_id=left.school_id, account_ids=[teacher_id]))


async def _join(
    session: AsyncSession, course_id: UUID, people: Collection[UUID], role: EnrollmentRole, from_on: date
) -> None:
    course = await queries.get_course(session, course_id)
    await advisory_lock(session, f"enrolments:{course.school_id}")
    newcomers = set(people) - set(await queries.people_of_course(session, course_id, role, on=from_on))
    if not newcomers:
        return
    session.add_all(
        Enrollment(
            id=new_id(),
            school_id=course.school_id,
            class_id=None,
            course_id=course_id,
            account_id=person,
            role=role,
            from_on=from_on,
            to_on=None,
        )
        for person in sorted(newcomers)
    )
    await session.flush()
    emit(session, CourseChanged(course_id=course_id))
    emit(session, AccountsChanged(school_id=course.school_id, account_ids=sorted(newcomers)))
