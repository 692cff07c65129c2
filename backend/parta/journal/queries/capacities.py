"""What people are at a school on a day, by whatever makes them so."""

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
from parta.journal.queries.conditions import among, holds
from parta.journal.rules import in_order
from parta.journal.schemas import Capacity

_Found = list[tuple[UUID, Role, str]]


async def read_capacities(
    session: AsyncSession, school_id: UUID, ids: Collection[UUID], *, on: date
) -> Mapping[UUID, list[Capacity]]:
    """Give all that these people of the school are there on that day, the widest sight first, by set."""
    school = (await session.execute(select(School.title).where(School.id == school_id))).scalar_one()
    found = [
        *await _teachers(session, ids, on),
        *await _staff(session, ids, on),
        *await _heads(session, ids, on),
        *await _students(session, ids, on),
        *await _guardians(session, ids, on),
        *await _stated(session, ids),
    ]
    order = {role: place for place, role in enumerate(Role)}
    theirs: dict[UUID, list[Capacity]] = {account_id: [] for account_id in ids}
    for account_id, role, detail in sorted(set(found), key=lambda one: (order[one[1]], one[2])):
        theirs[account_id].append(Capacity(role=role, school=school, detail=detail))
    return theirs


async def read_roles(
    session: AsyncSession, school_id: UUID, ids: Collection[UUID], *, on: date
) -> Mapping[UUID, list[Role]]:
    """Give the roles that these people of the school have there on that day, the widest sight first."""
    capacities = await read_capacities(session, school_id, ids, on=on)
    return {account_id: in_order(one.role for one in theirs) for account_id, theirs in capacities.items()}


async def _teachers(session: AsyncSession, ids: Collection[UUID], on: date) -> _Found:
    taught = select(Enrollment.account_id, Subject.title).join(Course, Course.id == Enrollment.course_id)
    taught = taught.join(Subject, Subject.id == Course.subject_id).join(SchoolClass, SchoolClass.id == Course.class_id)
    taught = taught.where(
        among(Enrollment.account_id, ids),
        Enrollment.role == EnrollmentRole.TEACHER,
        holds(Enrollment, on),
        SchoolClass.to_on > on,
    )
    subjects: defaultdict[UUID, set[str]] = defaultdict(set)
    for account_id, subject in await session.execute(taught.distinct()):
        subjects[account_id].add(subject)
    employed = select(StaffPosition.account_id).where(
        among(StaffPosition.account_id, ids), StaffPosition.role == StaffRole.TEACHER, holds(StaffPosition, on)
    )
    for account_id in (await session.execute(employed)).scalars():
        subjects[account_id] |= set()
    return [(account_id, Role.TEACHER, ", ".join(sorted(titles))) for account_id, titles in subjects.items()]


async def _staff(session: AsyncSession, ids: Collection[UUID], on: date) -> _Found:
    positions = select(StaffPosition.account_id, StaffPosition.role, StaffPosition.title).where(
        among(StaffPosition.account_id, ids), StaffPosition.role != StaffRole.TEACHER, holds(StaffPosition, on)
    )
    rows = await session.execute(positions)
    return [(account_id, Role(role.value), title) for account_id, role, title in rows]


async def _heads(session: AsyncSession, ids: Collection[UUID], on: date) -> _Found:
    heads = select(HomeroomTeacher.teacher_id, SchoolClass.title)
    heads = heads.join(SchoolClass, SchoolClass.id == HomeroomTeacher.class_id)
    heads = heads.where(among(HomeroomTeacher.teacher_id, ids), holds(HomeroomTeacher, on), SchoolClass.to_on > on)
    rows = await session.execute(heads)
    return [(account_id, Role.HOMEROOM_TEACHER, title) for account_id, title in rows]


async def _students(session: AsyncSession, ids: Collection[UUID], on: date) -> _Found:
    enrolled = select(Enrollment.account_id, SchoolClass.title)
    enrolled = enrolled.join(SchoolClass, SchoolClass.id == Enrollment.class_id)
    enrolled = enrolled.where(
        among(Enrollment.account_id, ids),
        Enrollment.role == EnrollmentRole.STUDENT,
        holds(Enrollment, on),
        SchoolClass.to_on > on,
    )
    rows = await session.execute(enrolled)
    return [(account_id, Role.STUDENT, title) for account_id, title in rows]


async def _guardians(session: AsyncSession, ids: Collection[UUID], on: date) -> _Found:
    children = select(Guardianship.guardian_id, JournalAccount.first_name)
    children = children.join(JournalAccount, JournalAccount.id == Guardianship.student_id)
    children = children.where(among(Guardianship.guardian_id, ids), holds(Guardianship, on))
    rows = await session.execute(children)
    return [(account_id, Role.GUARDIAN, child) for account_id, child in rows]


async def _stated(session: AsyncSession, ids: Collection[UUID]) -> _Found:
    stated = select(JournalAccount.id, JournalAccount.stated_role)
    rows = await session.execute(stated.where(among(JournalAccount.id, ids)))
    return [(account_id, role, "") for account_id, role in rows if role is not None]
