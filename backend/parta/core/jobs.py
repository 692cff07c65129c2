"""Jobs: handlers and tasks of events, queued in the transaction that takes the event from the outbox.

A job is retried with growing delays until it succeeds; one that fails too often is dead-lettered for inspection.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import cast

import asyncpg
import msgspec
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver, AsyncpgPoolDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel
from pgqueuer.models import Job, Schedule
from pgqueuer.ports.driver import Driver
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.context import CoreContext
from parta.core.outbox import take_events

JobFunction = Callable[[bytes], Awaitable[None]]
"""Runs one job with its payload."""

SCHEMA = "jobs"
_POLL_INTERVAL = timedelta(seconds=1)
_LOG_RETENTION = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How many times and after which delays a job is retried."""

    attempts: int = 8
    initial_delay: timedelta = timedelta(seconds=1)
    max_delay: timedelta = timedelta(minutes=5)
    heartbeat_timeout: timedelta = timedelta(seconds=10)
    """After this time without a heartbeat a worker's jobs go to another worker."""


async def relay_events(session: AsyncSession, jobs_by_event: Mapping[str, Sequence[str]]) -> int:
    """Turn waiting events into jobs by `jobs_by_event`, in one transaction; return the number of events.

    Equal events become one job. Events that are no key of `jobs_by_event` go on waiting.
    """
    taken = await take_events(session, jobs_by_event.keys())
    wanted = {
        (job, msgspec.json.encode(payload)): None for name, payload in taken for job in jobs_by_event.get(name, ())
    }
    if wanted:
        names, payloads = zip(*wanted, strict=True)
        raw = await (await session.connection()).get_raw_connection()
        connection = cast("asyncpg.Connection", raw.driver_connection)
        queries = _queries(AsyncpgDriver(connection))
        await queries.enqueue(list(names), list(payloads), [0] * len(wanted))
    return len(taken)


async def run_jobs(
    pool: asyncpg.Pool,
    jobs: Mapping[str, JobFunction],
    schedules: Mapping[str, tuple[str, JobFunction]],
    stopping: asyncio.Event,
    retries: RetryPolicy = RetryPolicy(),
) -> None:
    """Run queued jobs and scheduled ones (name → cron expression in UTC) until `stopping` is set.

    Stopping waits for running jobs. Raises when the database goes away.
    """
    driver = AsyncpgPoolDriver(pool)
    queuer = PgQueuer(driver, Channel(_settings().channel), queries=_queries(driver))
    for name, run in jobs.items():
        queuer.entrypoint(name, on_failure="hold", executor_factory=_build_executor_factory(retries))(
            _job_entrypoint(run)
        )
    for name, (expression, run) in schedules.items():
        queuer.schedule(name, expression, clean_old=True)(_schedule_entrypoint(run))
    stop = asyncio.create_task(_forward_event(stopping, queuer.shutdown))
    try:
        await queuer.run(
            dequeue_timeout=_POLL_INTERVAL,
            heartbeat_timeout=retries.heartbeat_timeout,
            shutdown_on_listener_failure=True,
            batch_size=10,
        )
    finally:
        stop.cancel()


async def count_dead_lettered(session: AsyncSession) -> int:
    """Return the number of dead-lettered jobs."""
    failed = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status = 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(failed)).scalar_one())


async def count_waiting(session: AsyncSession) -> int:
    """Return the number of jobs that are queued or running."""
    waiting = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status <> 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(waiting)).scalar_one())


async def delete_old_logs(context: CoreContext) -> None:
    """Delete logs and statistics of jobs that ended long ago."""
    async with context.transaction() as work:
        for table in ("pgqueuer_log", "pgqueuer_statistics"):
            old = text(f"DELETE FROM {SCHEMA}.{table} WHERE created < now() - :retention")  # noqa: S608 - our constants
            await work.execute(old, {"retention": _LOG_RETENTION})


def _settings() -> DBSettings:
    return DBSettings(prefix="", db_schema=SCHEMA)


def _queries(driver: Driver) -> Queries:
    names = _settings()
    return Queries(
        driver,
        qbe=QueryBuilderEnvironment(names),
        qbq=QueryQueueBuilder(names),
        qbs=QuerySchedulerBuilder(names),
    )


def _build_executor_factory(
    retries: RetryPolicy,
) -> Callable[[EntrypointExecutorParameters], DatabaseRetryEntrypointExecutor]:
    return partial(
        DatabaseRetryEntrypointExecutor,
        max_attempts=retries.attempts,
        initial_delay=retries.initial_delay,
        max_delay=retries.max_delay,
    )


def _job_entrypoint(run: JobFunction) -> Callable[[Job], Awaitable[None]]:
    async def do(job: Job) -> None:
        await run(job.payload or b"{}")

    return do


def _schedule_entrypoint(run: JobFunction) -> Callable[[Schedule], Awaitable[None]]:
    async def do(_: Schedule) -> None:
        await run(b"{}")

    return do


async def _forward_event(first: asyncio.Event, second: asyncio.Event) -> None:
    with suppress(asyncio.CancelledError):
        await first.wait()
        second.set()
