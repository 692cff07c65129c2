"""Access of administrators and teachers."""

from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Forbidden
from parta.core.principals import AccountPrincipal
from parta.school.models import School
from parta.school.queries.accounts import get_school
from parta.school.queries.conditions import today_of
from parta.school.queries.participation import ADMINISTRATORS, CLASS_TEACHERS, Day, participation


def classes_of_teacher(account_id: UUID, on: Day) -> CompoundSelect[UUID]:
    """Return the select of the classes that this person teaches or heads as homeroom teacher on that day."""
    return participation(
        CLASS_TEACHERS, "class_id", where=lambda one: (one.account_id == account_id, one.is_valid_on(on))
    )


async def is_administrator(session: AsyncSession, actor: AccountPrincipal) -> bool:
    """Return True if the actor is an administrator of the school today."""
    query = select(is_administrator_on(actor, today_of(actor.id)))
    return (await session.execute(query)).scalar_one()


def is_administrator_on(actor: AccountPrincipal, on: Day) -> ColumnElement[bool]:
    """Return the condition that the actor is an administrator of their school on that day."""
    return ADMINISTRATORS.exists(ADMINISTRATORS.account_id == actor.id, ADMINISTRATORS.is_valid_on(on))


async def read_settings(session: AsyncSession, actor: AccountPrincipal) -> School:
    """Return the actor's school for its settings. Raises Forbidden for all but its administrators."""
    if not await is_administrator(session, actor):
        raise Forbidden
    return await get_school(session, actor.school_id)


async def require_administrator(session: AsyncSession, actor: AccountPrincipal) -> None:
    """Raise Forbidden unless the actor is an administrator of the school."""
    if not await is_administrator(session, actor):
        raise Forbidden
