"""Reads of classes."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.streams import Kind
from parta.school.models import SchoolClass
from parta.school.queries.conditions import among
from parta.school.schemas import ClassRead


async def read_classes(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ClassRead]:
    """Return these classes."""
    query = select(SchoolClass).where(among(SchoolClass.id, ids))
    return [ClassRead.model_validate(one) for one in (await session.execute(query)).scalars()]


CLASS = Kind(
    "class",
    SchoolClass,
    SchoolClass.id,
    ClassRead,
    read_classes,
    stream="class",
    is_audited=True,
    decides_audience=True,
)
