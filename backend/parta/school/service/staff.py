"""Staff positions: adding and ending them."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, update

from parta.core.errors import NotFound
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries
from parta.school.events import AccountsChanged, StaffChanged
from parta.school.models import StaffPosition, StaffRole


async def join_staff(
    work: UnitOfWork, account_id: UUID, role: StaffRole, title: str, *, from_on: date
) -> StaffPosition:
    """Add this position of the person from that day on; a person may have several. Raises NotFound."""
    account = await queries.get_account(work, account_id)
    position = StaffPosition(
        school_id=account.school_id, account_id=account_id, role=role, title=title, from_on=from_on, to_on=None
    )
    work.add(position)
    await work.flush()
    _emit_changes(work, account.school_id, account_id)
    return position


async def leave_staff(work: UnitOfWork, account_id: UUID, *, to_on: date, role: StaffRole | None = None) -> None:
    """End the person's positions, or those of this role: that day is the first without. Raises NotFound."""
    query = update(StaffPosition).where(
        StaffPosition.account_id == account_id,
        or_(StaffPosition.to_on.is_(None), StaffPosition.to_on > to_on),
    )
    if role is not None:
        query = query.where(StaffPosition.role == role)
    ended = (await work.execute(query.values(to_on=to_on).returning(StaffPosition.school_id))).scalars().all()
    if not ended:
        raise NotFound
    _emit_changes(work, ended[0], account_id)


def _emit_changes(work: UnitOfWork, school_id: UUID, account_id: UUID) -> None:
    work.emit(StaffChanged(school_id=school_id))
    work.emit(AccountsChanged(school_id=school_id, account_ids=[account_id]))
