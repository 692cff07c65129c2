"""Reads of people's capacities at a school on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, case, cast, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from parta.school.models import Course, JournalAccount, Role, School, SchoolClass, StaffPosition, StaffRole, Subject
from parta.school.queries.conditions import among
from parta.school.queries.participation import CLASS_STUDENTS, GUARDIANS, HOMEROOM_TEACHERS, STAFF, TEACHERS, Branch
from parta.school.rules import sort_roles
from parta.school.schemas import Capacity

_Rows = Select[*tuple[Any, ...]]
"""Account, name of the role, detail; None is the role itself, without one."""


async def read_capacities(
    session: AsyncSession, school_id: UUID, ids: Collection[UUID], *, on: date
) -> Mapping[UUID, list[Capacity]]:
    """Return the capacities of these people at the school on that day, the widest access first, in two statements."""
    school = (await session.execute(select(School.title).where(School.id == school_id))).scalar_one()
    rows = union_all(
        _taught(ids, on),
        _employed(ids, on),
        *_of_classes(ids, on),
        _guardians(ids, on),
        _stated(ids),
    )
    details: defaultdict[tuple[UUID, Role], set[str | None]] = defaultdict(set)
    for account_id, role, detail in await session.execute(rows):
        details[account_id, Role[role]].add(detail)
    capacities: dict[UUID, list[Capacity]] = {account_id: [] for account_id in ids}
    for account_id, role in sorted(details, key=lambda one: _ORDER[one[1]]):
        capacities[account_id] += [
            Capacity(role=role, school_id=school_id, school=school, detail=detail)
            for detail in _list_details(role, details[account_id, role])
        ]
    return capacities


async def read_roles(
    session: AsyncSession, school_id: UUID, ids: Collection[UUID], *, on: date
) -> Mapping[UUID, list[Role]]:
    """Return the roles of these people at the school on that day, the widest access first."""
    capacities = await read_capacities(session, school_id, ids, on=on)
    return {account_id: sort_roles(one.role for one in items) for account_id, items in capacities.items()}


_ORDER = {role: index for index, role in enumerate(Role)}


def _list_details(role: Role, details: Collection[str | None]) -> list[str]:
    """Return the details of the capacities of one role: a teacher has one, with all subjects, others one for each."""
    told = sorted(detail for detail in details if detail is not None) or [""]
    return [", ".join(told)] if role is Role.TEACHER else told


def _taught(ids: Collection[UUID], on: date) -> _Rows:
    rows = _select(TEACHERS, Role.TEACHER, Subject.title, ids, on).join(Course, Course.id == TEACHERS.course_id)
    rows = rows.join(Subject, Subject.id == Course.subject_id).join(SchoolClass, SchoolClass.id == Course.class_id)
    return rows.where(SchoolClass.to_on > on)


def _employed(ids: Collection[UUID], on: date) -> _Rows:
    """Return the rows of the staff; who is employed as a teacher is one without teaching anything, too."""
    detail = case((StaffPosition.role != StaffRole.TEACHER, StaffPosition.title))
    rows = STAFF.select(STAFF.account_id, cast(StaffPosition.role, String), detail)
    return rows.where(among(STAFF.account_id, ids), STAFF.is_valid_on(on))


def _of_classes(ids: Collection[UUID], on: date) -> Iterable[_Rows]:
    for branch, role in ((HOMEROOM_TEACHERS, Role.HOMEROOM_TEACHER), (CLASS_STUDENTS, Role.STUDENT)):
        rows = _select(branch, role, SchoolClass.title, ids, on).join(SchoolClass, SchoolClass.id == branch.class_id)
        yield rows.where(SchoolClass.to_on > on)


def _guardians(ids: Collection[UUID], on: date) -> _Rows:
    rows = _select(GUARDIANS, Role.GUARDIAN, JournalAccount.first_name, ids, on)
    return rows.join(JournalAccount, JournalAccount.id == GUARDIANS.student_id)


def _stated(ids: Collection[UUID]) -> _Rows:
    rows = select(JournalAccount.id, cast(JournalAccount.stated_role, String), null())
    return rows.where(among(JournalAccount.id, ids), JournalAccount.stated_role.is_not(None))


def _select(
    branch: Branch, role: Role, detail: ColumnElement[Any] | InstrumentedAttribute[str], ids: Collection[UUID], on: date
) -> _Rows:
    rows = branch.select(branch.account_id, literal(role.name), detail)
    return rows.where(among(branch.account_id, ids), branch.is_valid_on(on))
