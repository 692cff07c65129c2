"""Reads of the people of a class, a course, the staff, each with a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import itemgetter
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from parta.core.errors import NotFound
from parta.school.models import Course, EnrollmentRole, Guardianship, JournalAccount, School, SchoolClass, Subject
from parta.school.queries.capacities import read_capacities
from parta.school.queries.conditions import among, local_today, roster_day
from parta.school.queries.participation import (
    CLASS_GUARDIANS,
    CLASS_PEOPLE,
    CLASS_STUDENTS,
    HOMEROOM_TEACHERS,
    STAFF,
    SUBGROUP_STUDENTS,
    TEACHERS,
    Branch,
    CapacityKind,
    participation,
)
from parta.school.schemas import ClassRoster, StaffRoster


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
    people = TEACHERS if role is EnrollmentRole.TEACHER else SUBGROUP_STUDENTS
    enrolled = people.select(people.account_id).where(people.course_id == course_id, people.is_valid_on(on))
    return set((await session.execute(enrolled)).scalars())


async def list_teachers(
    session: AsyncSession, courses: Collection[UUID], on: date
) -> Mapping[UUID, Sequence[JournalAccount]]:
    """Return the teachers of these courses on that day, by last name."""
    teaching = select_enrolled(TEACHERS, courses).where(TEACHERS.is_valid_on(on))
    found = defaultdict[UUID, list[JournalAccount]](list)
    for course_id, teacher in await session.execute(teaching.order_by(JournalAccount.last_name)):
        found[course_id].append(teacher)
    return found


def select_enrolled(role: Branch, courses: Collection[UUID]) -> Select[UUID, JournalAccount]:
    """Return the select of the people enrolled in these courses themselves: their teachers, or subgroups' students."""
    enrolled = role.select(role.course_id, JournalAccount).join(JournalAccount, JournalAccount.id == role.account_id)
    return enrolled.where(among(role.course_id, courses))


async def list_classes(session: AsyncSession, school_id: UUID, *, since: date) -> Sequence[UUID]:
    """Return the classes of the school that had not ended on that day."""
    query = select(SchoolClass.id).where(SchoolClass.school_id == school_id, SchoolClass.to_on > since)
    return (await session.execute(query.order_by(SchoolClass.id))).scalars().all()


async def list_courses(session: AsyncSession, class_id: UUID) -> Sequence[UUID]:
    """Return the courses of the class."""
    return (await session.execute(select(Course.id).where(Course.class_id == class_id))).scalars().all()


async def list_related_classes(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Return the classes of which any of these people was ever a student, teacher or guardian."""
    related = participation(CLASS_PEOPLE, "class_id", where=lambda one: [among(one.account_id, ids)])
    return {class_id for class_id in (await session.execute(related)).scalars() if class_id is not None}


async def read_roster(session: AsyncSession, class_id: UUID) -> ClassRoster:
    """Return the people of the class today, or on its last day, in two statements. Raises NotFound."""
    query = select(SchoolClass, School, SchoolClass.to_on <= local_today(), roster_day(local_today()))
    query = query.join(School, School.id == SchoolClass.school_id).where(SchoolClass.id == class_id)
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise NotFound
    school_class, school, has_ended, day = found
    people = await _read_people(session, class_id, day)
    return ClassRoster(
        class_id=class_id,
        school_id=school.id,
        school=school.title,
        title=school_class.title,
        has_ended=has_ended,
        classmates_may_write=school.classmates_may_write,
        homeroom_teacher_id=next(iter(people[CapacityKind.HOMEROOM_TEACHER]), None),
        students=frozenset(people[CapacityKind.STUDENT]),
        guardians=people[CapacityKind.GUARDIAN],
        teachers=people[CapacityKind.TEACHER],
    )


async def read_staff(session: AsyncSession, school_id: UUID, *, on: date) -> StaffRoster:
    """Return the staff of the school on that day."""
    school = (await session.execute(select(School.title).where(School.id == school_id))).scalar_one()
    staff = STAFF.select(STAFF.account_id).where(STAFF.school_id == school_id, STAFF.is_valid_on(on))
    ids = set((await session.execute(staff)).scalars())
    capacities = await read_capacities(session, school_id, ids, on=on)
    return StaffRoster(school_id=school_id, school=school, positions=dict(capacities))


async def _read_people(session: AsyncSession, class_id: UUID, on: date) -> Mapping[CapacityKind, dict[UUID, list[str]]]:
    """Return the people of the class on that day: guardians with their children, teachers with their subjects."""

    def select_people(
        branch: Branch, detail: ColumnElement[str] | InstrumentedAttribute[str]
    ) -> Select[str, UUID, str]:
        rows = branch.select(branch.capacity, branch.account_id, detail)
        return rows.where(branch.class_id == class_id, branch.is_valid_on(on))

    child = select_people(CLASS_GUARDIANS, JournalAccount.first_name)
    taught = select_people(TEACHERS, Subject.title).join(Course, Course.id == TEACHERS.course_id)
    everybody = union_all(
        select_people(HOMEROOM_TEACHERS, literal("")),
        select_people(CLASS_STUDENTS, literal("")),
        child.join(JournalAccount, JournalAccount.id == Guardianship.student_id),
        taught.join(Subject, Subject.id == Course.subject_id),
    )
    people = defaultdict[CapacityKind, dict[UUID, list[str]]](dict)
    for capacity, account_id, detail in sorted(
        {(*row,) for row in await session.execute(everybody)}, key=itemgetter(2)
    ):
        people[CapacityKind(capacity)].setdefault(account_id, []).append(detail)
    return people
