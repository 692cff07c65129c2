"""Heartbeats of the processes that have no HTTP endpoint."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from parta.core.clock import now
from parta.core.db import Base

_OWN_CLOCK = ", own clock"
"""Ends the name of the row with the same heartbeat by the process's own clock."""


class Heartbeat(Base):
    """The last heartbeat of a process of this name."""

    __tablename__ = "heartbeat"

    process: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


async def record_heartbeat(session: AsyncSession, process: str) -> None:
    """Save that the process is alive now: by the clock of the database, and by the process's own."""
    clocks = [{"process": process, "at": func.statement_timestamp()}, {"process": process + _OWN_CLOCK, "at": now()}]
    row = insert(Heartbeat).values(clocks)
    await session.execute(row.on_conflict_do_update(index_elements=[Heartbeat.process], set_={"at": row.excluded.at}))


async def get_heartbeat_ages(session: AsyncSession) -> dict[str, float]:
    """Return the seconds since the last heartbeat of each process, whatever its own clock shows."""
    age = func.extract("epoch", func.clock_timestamp() - Heartbeat.at)
    rows = await session.execute(select(Heartbeat.process, age).where(~Heartbeat.process.endswith(_OWN_CLOCK)))
    return {process: float(seconds) for process, seconds in rows}


async def get_clock_differences(session: AsyncSession) -> dict[str, float]:
    """Return by how many seconds the clock of each process was ahead of the database's at its last heartbeat."""
    clock = aliased(Heartbeat)
    ahead = func.extract("epoch", clock.at - Heartbeat.at)
    rows = await session.execute(
        select(Heartbeat.process, ahead).join(clock, clock.process == Heartbeat.process + _OWN_CLOCK)
    )
    return {process: float(seconds) for process, seconds in rows}
