"""Guardianships: adding and ending them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, update

from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries
from parta.school.events import AccountsChanged, ClassChanged
from parta.school.models import Guardianship, Kinship
from parta.school.queries.conditions import among
from parta.school.queries.participation import GUARDIANS


@dataclass(frozen=True, slots=True)
class GuardianshipSpec:
    """A guardianship to create."""

    guardian_id: UUID
    student_id: UUID
    kinship: Kinship = Kinship.OTHER


async def add_guardianships(
    work: UnitOfWork, school_id: UUID, specs: Sequence[GuardianshipSpec], *, from_on: date
) -> None:
    """Add these guardianships from that day on. Idempotent."""
    await work.advisory_lock(f"enrolments:{school_id}")
    students = [spec.student_id for spec in specs]
    query = GUARDIANS.select(GUARDIANS.account_id, GUARDIANS.student_id)
    query = query.where(among(GUARDIANS.student_id, students), GUARDIANS.is_valid_on(from_on))
    existing = set(await work.execute(query))
    added = [spec for spec in specs if (spec.guardian_id, spec.student_id) not in existing]
    work.add_all(
        Guardianship(
            id=new_id(),
            school_id=school_id,
            guardian_id=spec.guardian_id,
            student_id=spec.student_id,
            kinship=spec.kinship,
            from_on=from_on,
            to_on=None,
        )
        for spec in added
    )
    await work.flush()
    await _emit_changes(work, school_id, added)


async def end_guardianship(work: UnitOfWork, guardian_id: UUID, student_id: UUID, *, to_on: date) -> None:
    """End the guardianship: that day is the first without. Raises NotFound."""
    school_id = (await queries.get_account(work, student_id)).school_id
    await work.advisory_lock(f"enrolments:{school_id}")
    query = update(Guardianship).where(
        Guardianship.guardian_id == guardian_id,
        Guardianship.student_id == student_id,
        or_(Guardianship.to_on.is_(None), Guardianship.to_on > to_on),
    )
    if not (await work.execute(query.values(to_on=to_on).returning(Guardianship.id))).all():
        raise NotFound
    await _emit_changes(work, school_id, [GuardianshipSpec(guardian_id, student_id)])


async def _emit_changes(work: UnitOfWork, school_id: UUID, specs: Sequence[GuardianshipSpec]) -> None:
    for class_id in sorted(await queries.list_related_classes(work, [spec.student_id for spec in specs])):
        work.emit(ClassChanged(class_id=class_id))
    guardians = sorted({spec.guardian_id for spec in specs})
    work.emit(AccountsChanged(school_id=school_id, account_ids=guardians))
