"""The queue's tables, read without its library: the web process reports how many jobs wait, and runs none."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SCHEMA = "jobs"
"""The schema of the queue's tables."""
_LOG_RETENTION = timedelta(days=7)


async def count_dead_lettered(session: AsyncSession) -> int:
    """Return the number of dead-lettered jobs."""
    failed = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status = 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(failed)).scalar_one())


async def count_waiting(session: AsyncSession) -> int:
    """Return the number of jobs that are queued or running."""
    waiting = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status <> 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(waiting)).scalar_one())


async def delete_old_logs(work: AsyncSession) -> None:
    """Delete logs and statistics of jobs that ended long ago."""
    for table in ("pgqueuer_log", "pgqueuer_statistics"):
        old = text(f"DELETE FROM {SCHEMA}.{table} WHERE created < now() - CAST(:retention AS interval)")  # noqa: S608 - our constants
        await work.execute(old, {"retention": _LOG_RETENTION})
