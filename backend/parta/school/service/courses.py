"""Courses: a subject in a class or a subgroup, its teachers and students."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, update

from parta.core.errors import Conflict, NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries
from parta.school.events import AccountsChanged, CourseChanged
from parta.school.models import Course, Enrollment, EnrollmentRole


class NoSubgroup(Conflict):
    """The whole class attends this course: single students cannot be added to it."""

    code = "no_subgroup"


async def open_course(work: UnitOfWork, class_id: UUID, subject_id: UUID, *, subgroup: str | None = None) -> Course:
    """Create a course of the subject in the class, or in a subgroup of it. Raises NotFound."""
    school_class = await queries.get_class(work, class_id)
    course = Course(school_id=school_class.school_id, class_id=class_id, subject_id=subject_id, subgroup=subgroup)
    work.add(course)
    await work.flush()
    return course


async def assign_teacher(work: UnitOfWork, course_id: UUID, teacher_id: UUID, *, from_on: date) -> None:
    """Assign the teacher to the course from that day on; a course may have several. Raises NotFound."""
    await _enroll(work, course_id, [teacher_id], EnrollmentRole.TEACHER, from_on)


async def add_to_subgroup(work: UnitOfWork, course_id: UUID, students: Collection[UUID], *, from_on: date) -> None:
    """Add the students to the subgroup's course from that day on. Raises NotFound, NoSubgroup."""
    if (await queries.get_course(work, course_id)).subgroup is None:
        raise NoSubgroup
    await _enroll(work, course_id, students, EnrollmentRole.STUDENT, from_on)


async def unassign_teacher(work: UnitOfWork, course_id: UUID, teacher_id: UUID, *, to_on: date) -> None:
    """End the teacher's assignment to the course: that day is the first without. Raises NotFound."""
    course = await queries.get_course(work, course_id)
    query = update(Enrollment).where(
        Enrollment.course_id == course_id,
        Enrollment.account_id == teacher_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        Enrollment.from_on <= to_on,
        or_(Enrollment.to_on.is_(None), Enrollment.to_on > to_on),
    )
    if not (await work.execute(query.values(to_on=to_on).returning(Enrollment.id))).all():
        raise NotFound
    work.emit(CourseChanged(course_id=course_id))
    work.emit(AccountsChanged(school_id=course.school_id, account_ids=[teacher_id]))


async def _enroll(
    work: UnitOfWork, course_id: UUID, people: Collection[UUID], role: EnrollmentRole, from_on: date
) -> None:
    course = await queries.get_course(work, course_id)
    await work.advisory_lock(f"enrolments:{course.school_id}")
    added = set(people) - set(await queries.list_course_people(work, course_id, role, on=from_on))
    if not added:
        return
    work.add_all(
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
        for person in sorted(added)
    )
    await work.flush()
    work.emit(CourseChanged(course_id=course_id))
    work.emit(AccountsChanged(school_id=course.school_id, account_ids=sorted(added)))
