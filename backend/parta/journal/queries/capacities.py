"""Reads of people's capacities at a school on a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    JournalAccount,
    Role,
    School,
    SchoolClass,
    StaffPosition,
    StaffRole,
    Subject,
)
from parta.journal.queries.conditions import among, is_valid_on
from parta.journal.rules import sort_roles
from parta.journal.schemas import Capacity

_Rows = list[tuple[UUID, Role, str]]


async def read_capacities(
    session: AsyncSession, school_id: UUID, ids: Collection[UUID], *, on: date
) -> Mapping[UUID, list[Capacity]]:
    """Return the capacities of these people at the school on that day, the widest access first, by set."""
    school = (await session.execute(select(School.title).where(School.id == school_id))).scalar_one()
    found = [
        *await _teachers(session, ids, on),
        *await _staff(session, ids, on),
        *await _homeroom_teachers(session, ids, on),
        *await _students(session, ids, on),
        *await _guardians(session, ids, on),
        *await _stated(session, ids),
    ]
    order = {role: index for index, role in enumerate(Role)}
    capacities: dict[UUID, list[Capacity]] = {account_id: [] for account_id in ids}
    for account_id, role, detail in sorted(set(found), key=lambda one: (order[one[1]], one[2])):
        capacities[account_id].append(Capacity(role=role, school_id=school_id, school=school, detail=detail))
    return capacities


async def read_roles(
    session: AsyncSession, school_id: UUID, ids: Collection[UUID], *, on: date
) -> Mapping[UUID, list[Role]]:
    """Return the roles of these people at the school on that day, the widest access first."""
    capacities = await read_capacities(session, school_id, ids, on=on)
    return {account_id: sort_roles(one.role for one in items) for account_id, items in capacities.items()}


async def _teachers(session: AsyncSession, ids: Collection[UUID], on: date) -> _Rows:
    taught = select(Enrollment.account_id, Subject.title).join(Course, Course.id == Enrollment.course_id)
    taught = taught.join(Subject, Subject.id == Course.subject_id).join(SchoolClass, SchoolClass.id == Course.class_id)
    taught = taught.where(
        among(Enrollment.account_id, ids),
        Enrollment.role == EnrollmentRole.TEACHER,
        is_valid_on(Enrollment, on),
        SchoolClass.to_on > on,
    )
    subjects: defaultdict[UUID, set[str]] = defaultdict(set)
    for account_id, subject in await session.execute(taught.distinct()):
        subjects[account_id].add(subject)
    employed = select(StaffPosition.account_id).where(
        among(StaffPosition.account_id, ids), StaffPosition.role == StaffRole.TEACHER, is_valid_on(StaffPosition, on)
    )
    for account_id in (await session.execute(employed)).scalars():
        subjects[account_id] |= set()
    return [(account_id, Role.TEACHER, ", ".join(sorted(titles))) for account_id, titles in subjects.items()]


async def _staff(session: AsyncSession, ids: Collection[UUID], on: date) -> _Rows:
    positions = select(StaffPosition.account_id, StaffPosition.role, StaffPosition.title).where(
        among(StaffPosition.account_id, ids), StaffPosition.role != StaffRole.TEACHER, is_valid_on(StaffPosition, on)
    )
    rows = await session.execute(positions)
    return [(account_id, Role(role.value), title) for account_id, role, title in rows]


async def _homeroom_teachers(session: AsyncSession, ids: Collection[UUID], on: date) -> _Rows:
    query = select(HomeroomTeacher.teacher_id, SchoolClass.title)
    query = query.join(SchoolClass, SchoolClass.id == HomeroomTeacher.class_id)
    query = query.where(
        among(HomeroomTeacher.teacher_id, ids), is_valid_on(HomeroomTeacher, on), SchoolClass.to_on > on
    )
    rows = await session.execute(query)
    return [(account_id, Role.HOMEROOM_TEACHER, title) for account_id, title in rows]


async def _students(session: AsyncSession, ids: Collection[UUID], on: date) -> _Rows:
    enrolled = select(Enrollment.account_id, SchoolClass.title)
    enrolled = enrolled.join(SchoolClass, SchoolClass.id == Enrollment.class_id)
    enrolled = enrolled.where(
        among(Enrollment.account_id, ids),
        Enrollment.role == EnrollmentRole.STUDENT,
        is_valid_on(Enrollment, on),
        SchoolClass.to_on > on,
    )
    rows = await session.execute(enrolled)
    return [(account_id, Role.STUDENT, title) for account_id, title in rows]


async def _guardians(session: AsyncSession, ids: Collection[UUID], on: date) -> _Rows:
    children = select(Guardianship.guardian_id, JournalAccount.first_name)
    children = children.join(JournalAccount, JournalAccount.id == Guardianship.student_id)
    children = children.where(among(Guardianship.guardian_id, ids), is_valid_on(Guardianship, on))
    rows = await session.execute(children)
    return [(account_id, Role.GUARDIAN, child) for account_id, child in rows]


async def _stated(session: AsyncSession, ids: Collection[UUID]) -> _Rows:
    stated = select(JournalAccount.id, JournalAccount.stated_role)
    rows = await session.execute(stated.where(among(JournalAccount.id, ids)))
    return [(account_id, role, "") for account_id, role in rows if role is not None]
