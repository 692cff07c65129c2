"""Reads for the start of a school's day."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.school.models import School, SchoolDay


async def list_schools_to_start(session: AsyncSession) -> Sequence[UUID]:
    """Return the schools whose last started day has ended, or that have started none."""
    last = select(School.id).outerjoin(SchoolDay, SchoolDay.school_id == School.id)
    due = last.where(or_(SchoolDay.ends_at.is_(None), SchoolDay.ends_at <= now()))
    return (await session.execute(due.order_by(School.id))).scalars().all()
