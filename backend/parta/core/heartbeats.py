"""Heartbeats of the processes that have no HTTP endpoint."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base


class Heartbeat(Base):
    """The last heartbeat of a process of this name."""

    __tablename__ = "heartbeat"

    process: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


async def record_heartbeat(session: AsyncSession, process: str) -> None:
    """Save that the process is alive now."""
    row = insert(Heartbeat).values(process=process, at=now())
    await session.execute(row.on_conflict_do_update(index_elements=[Heartbeat.process], set_={"at": row.excluded.at}))


async def get_heartbeat_ages(session: AsyncSession) -> dict[str, float]:
    """Return the seconds since the last heartbeat of each process."""
    rows = await session.execute(select(Heartbeat.process, Heartbeat.at))
    return {process: (now() - at).total_seconds() for process, at in rows}
