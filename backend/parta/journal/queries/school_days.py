"""Reads for the start of a school's day."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.journal.models import Lesson, School, SchoolDay
from parta.journal.queries.conditions import among


async def list_schools_to_start(session: AsyncSession) -> Sequence[UUID]:
    """Return the schools whose last started day has ended, or that have started none."""
    last = select(School.id).outerjoin(SchoolDay, SchoolDay.school_id == School.id)
    due = last.where(or_(SchoolDay.ends_at.is_(None), SchoolDay.ends_at <= now()))
    return (await session.execute(due.order_by(School.id))).scalars().all()


async def filter_lessons_before(session: AsyncSession, ids: Collection[UUID], on: date) -> Sequence[UUID]:
    """Return those of these lessons that are on an earlier day."""
    earlier = select(Lesson.id).where(among(Lesson.id, ids), Lesson.on < on)
    return (await session.execute(earlier.order_by(Lesson.id))).scalars().all()
