"""Guardianships: who answers for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import advisory_lock
from parta.journal import queries
from parta.journal.events import AccountsChanged, ClassChanged
from parta.journal.models import Guardianship, Kinship
from parta.journal.queries.conditions import among, holds


@dataclass(frozen=True, slots=True)
class Care:
    """Who answers for which student, as what."""

    guardian_id: UUID
    student_id: UUID
    kinship: Kinship = Kinship.OTHER


async def add_guardianships(session: AsyncSession, school_id: UUID, cares: Sequence[Care], *, from_on: date) -> None:
    """Let these people answer for these students from that day on. Safe to repeat."""
    await advisory_lock(session, f"enrolments:{school_id}")
    students = [care.student_id for care in cares]
    known = select(Guardianship.guardian_id, Guardianship.student_id)
    known = known.where(among(Guardianship.student_id, students), holds(Guardianship, from_on))
    there = set(await session.execute(known))
    added = [care for care in cares if (care.guardian_id, care.student_id) not in there]
    session.add_all(
        Guardianship(
            id=new_id(),
            school_id=school_id,
            guardian_id=care.guardian_id,
            student_id=care.student_id,
            kinship=care.kinship,
            from_on=from_on,
            to_on=None,
        )
        for care in added
    )
    await session.flush()
    await _tell(session, school_id, added)


async def end_guardianship(session: AsyncSession, guardian_id: UUID, student_id: UUID, *, to_on: date) -> None:
    """Let the person answer for the student no more: that day is the first without. Raises NotFound."""
    school_id = (await queries.get_account(session, student_id)).school_id
    await advisory_lock(session, f"enrolments:{school_id}")
    theirs = update(Guardianship).where(
        Guardianship.guardian_id == guardian_id,
        Guardianship.student_id == student_id,
        or_(Guardianship.to_on.is_(None), Guardianship.to_on > to_on),
    )
    if not (await session.execute(theirs.values(to_on=to_on).returning(Guardianship.id))).all():
        raise NotFound
    await _tell(session, school_id, [Care(guardian_id, student_id)])


async def _tell(session: AsyncSession, school_id: UUID, cares: Sequence[Care]) -> None:
    for class_id in sorted(await queries.classes_of(session, [care.student_id for care in cares])):
        emit(session, ClassChanged(class_id=class_id))
    guardians = sorted({care.guardian_id for care in cares})
    emit(session, AccountsChanged(school_id=school_id, account_ids=guardians))
