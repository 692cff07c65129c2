"""Reads of support: a person sees only their own cases."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.core.principals import Actor
from parta.support.models import SupportCase


async def get_case(session: AsyncSession, case_id: UUID) -> SupportCase:
    """Return the case. Raises NotFound."""
    found = await session.get(SupportCase, case_id)
    if found is None:
        raise NotFound
    return found


async def get_own_case(session: AsyncSession, actor: Actor, case_id: UUID) -> SupportCase:
    """Return the actor's case. Raises NotFound."""
    found = await get_case(session, case_id)
    if found.profile_id != actor.id:
        raise NotFound
    return found


async def list_cases(session: AsyncSession, school_id: UUID) -> Sequence[UUID]:
    """Return the ids of the school's cases."""
    cases = select(SupportCase.id).where(SupportCase.school_id == school_id).order_by(SupportCase.id)
    return (await session.execute(cases)).scalars().all()
