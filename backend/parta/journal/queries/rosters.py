"""Reads of the people of a class, a course, the staff, each with a fixed number of statements."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    JournalAccount,
    Lesson,
    School,
    SchoolClass,
    StaffPosition,
    Subject,
    Substitution,
)
from parta.journal.queries.capacities import read_capacities
from parta.journal.queries.conditions import among, is_valid_on
from parta.journal.schemas import ClassRoster, StaffRoster


async def get_class(session: AsyncSession, class_id: UUID) -> SchoolClass:
    """Return the class. Raises NotFound."""
    found = await session.get(SchoolClass, class_id)
    if found is None:
        raise NotFound
    return found


async def get_course(session: AsyncSession, course_id: UUID) -> Course:
    """Return the course. Raises NotFound."""
    found = await session.get(Course, course_id)
    if found is None:
        raise NotFound
    return found


async def list_course_people(
    session: AsyncSession, course_id: UUID, role: EnrollmentRole, *, on: date
) -> Collection[UUID]:
    """Return the people enrolled in the course itself on that day: its teachers, or a subgroup's students."""
    enrolled = select(Enrollment.account_id).where(
        Enrollment.course_id == course_id, Enrollment.role == role, is_valid_on(Enrollment, on)
    )
    return set((await session.execute(enrolled)).scalars())


async def list_classes(session: AsyncSession, school_id: UUID, *, since: date) -> Sequence[UUID]:
    """Return the classes of the school that had not ended on that day."""
    query = select(SchoolClass.id).where(SchoolClass.school_id == school_id, SchoolClass.to_on > since)
    return (await session.execute(query.order_by(SchoolClass.id))).scalars().all()


async def list_courses(session: AsyncSession, class_id: UUID) -> Sequence[UUID]:
    """Return the courses of the class."""
    return (await session.execute(select(Course.id).where(Course.class_id == class_id))).scalars().all()


async def list_related_classes(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Return the classes of which any of these people was ever a student, teacher, substitute or guardian."""
    as_student = select(Enrollment.class_id).where(among(Enrollment.account_id, ids))
    as_teacher = select(Course.class_id).join(Enrollment, Enrollment.course_id == Course.id)
    as_teacher = as_teacher.where(among(Enrollment.account_id, ids))
    as_homeroom_teacher = select(HomeroomTeacher.class_id).where(among(HomeroomTeacher.teacher_id, ids))
    children = select(Enrollment.class_id).join(Guardianship, Guardianship.student_id == Enrollment.account_id)
    children = children.where(among(Guardianship.guardian_id, ids))
    as_substitute = select(Lesson.class_id).join(Substitution, Substitution.lesson_id == Lesson.id)
    as_substitute = as_substitute.where(among(Substitution.teacher_id, ids))
    found = (
        await session.execute(union(as_student, as_teacher, as_homeroom_teacher, children, as_substitute))
    ).scalars()
    return {class_id for class_id in found if class_id is not None}


async def read_roster(session: AsyncSession, class_id: UUID, *, on: date) -> ClassRoster:
    """Return the people of the class on that day, or on its last day. Raises NotFound."""
    one = await get_class(session, class_id)
    school = (await session.execute(select(School).where(School.id == one.school_id))).scalar_one()
    day = _roster_day(one, on)
    return ClassRoster(
        class_id=one.id,
        school_id=school.id,
        school=school.title,
        title=one.title,
        has_ended=one.to_on <= on,
        classmates_may_write=school.classmates_may_write,
        homeroom_teacher_id=await _homeroom_teacher(session, class_id, day),
        students=frozenset(await _students(session, class_id, day)),
        guardians=await _guardians(session, class_id, day),
        teachers=await _teachers(session, class_id, day),
    )


async def read_staff(session: AsyncSession, school_id: UUID, *, on: date) -> StaffRoster:
    """Return the staff of the school on that day."""
    school = (await session.execute(select(School.title).where(School.id == school_id))).scalar_one()
    query = select(StaffPosition.account_id).where(StaffPosition.school_id == school_id, is_valid_on(StaffPosition, on))
    ids = set((await session.execute(query)).scalars())
    capacities = await read_capacities(session, school_id, ids, on=on)
    return StaffRoster(school_id=school_id, school=school, positions=dict(capacities))


def _roster_day(school_class: SchoolClass, on: date) -> date:
    return min(on, school_class.to_on - timedelta(days=1))


async def _homeroom_teacher(session: AsyncSession, class_id: UUID, on: date) -> UUID | None:
    query = select(HomeroomTeacher.teacher_id)
    query = query.where(HomeroomTeacher.class_id == class_id, is_valid_on(HomeroomTeacher, on))
    return (await session.execute(query.limit(1))).scalar_one_or_none()


async def _students(session: AsyncSession, class_id: UUID, on: date) -> Collection[UUID]:
    enrolled = select(Enrollment.account_id).where(
        Enrollment.class_id == class_id, Enrollment.role == EnrollmentRole.STUDENT, is_valid_on(Enrollment, on)
    )
    return set((await session.execute(enrolled)).scalars())


async def _guardians(session: AsyncSession, class_id: UUID, on: date) -> dict[UUID, list[str]]:
    children = select(Guardianship.guardian_id, JournalAccount.first_name)
    children = children.join(Enrollment, Guardianship.student_id == Enrollment.account_id)
    children = children.join(JournalAccount, JournalAccount.id == Enrollment.account_id)
    children = children.where(
        Enrollment.class_id == class_id,
        Enrollment.role == EnrollmentRole.STUDENT,
        is_valid_on(Enrollment, on),
        is_valid_on(Guardianship, on),
    )
    return _grouped(await session.execute(children))


async def _teachers(session: AsyncSession, class_id: UUID, on: date) -> dict[UUID, list[str]]:
    taught = select(Enrollment.account_id, Subject.title)
    taught = taught.join(Course, Enrollment.course_id == Course.id).join(Subject, Subject.id == Course.subject_id)
    taught = taught.where(
        Course.class_id == class_id, Enrollment.role == EnrollmentRole.TEACHER, is_valid_on(Enrollment, on)
    )
    return _grouped(await session.execute(taught.distinct()))


def _grouped(rows: Iterable[tuple[UUID, str]]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for person, detail in sorted(rows, key=lambda row: row[1]):
        found.setdefault(person, []).append(detail)
    return found
