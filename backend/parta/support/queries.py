"""Reads of support: a case is its person's own."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.support.models import SupportCase


async def get_case(session: AsyncSession, case_id: UUID) -> SupportCase:
    """Give the case. Raises NotFound."""
    found = await session.get(SupportCase, case_id)
    if found is None:
        raise NotFound
    return found


async def get_own_case(session: AsyncSession, actor: Actor, case_id: UUID) -> SupportCase:
    """Give the actor's case. Raises NotFound."""
    found = await get_case(session, case_id)
    if found.profile_id != actor.profile_id:
        raise NotFound
    return found


async def list_cases(session: AsyncSession, school_id: UUID) -> Sequence[UUID]:
    """Give the cases of the school."""
    theirs = select(SupportCase.id).where(SupportCase.school_id == school_id).order_by(SupportCase.id)
    return (await session.execute(theirs)).scalars().all()
