"""Signs of life of the processes that nobody can ask over HTTP."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base


class Beat(Base):
    """The last sign of life of a process of this name."""

    __tablename__ = "beat"

    process: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


async def beat(session: AsyncSession, process: str) -> None:
    """Note that the process lives now."""
    row = insert(Beat).values(process=process, at=now())
    await session.execute(row.on_conflict_do_update(index_elements=[Beat.process], set_={"at": row.excluded.at}))


async def ages(session: AsyncSession) -> dict[str, float]:
    """Give the seconds since each process last beat."""
    rows = await session.execute(select(Beat.process, Beat.at))
    return {process: (now() - at).total_seconds() for process, at in rows}
