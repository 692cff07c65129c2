"""How many jobs wait, read without the queue's library: the web process reports it and runs none."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SCHEMA = "jobs"
"""The schema of the queue's tables."""


async def count_dead_lettered(session: AsyncSession) -> int:
    """Return the number of dead-lettered jobs."""
    failed = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status = 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(failed)).scalar_one())


async def count_waiting(session: AsyncSession) -> int:
    """Return the number of jobs that are queued or running."""
    waiting = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status <> 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(waiting)).scalar_one())
