"""Jobs: what an event asks to be done, queued in the transaction that takes the event away.

A job is run until it succeeds, later and later; one that keeps failing is parked, where people can look at it.
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

from parta.core.outbox import take_events

Run = Callable[[bytes], Awaitable[None]]
"""Does one job, given what it was queued with."""

SCHEMA = "jobs"
_POLL = timedelta(seconds=1)
_LOG_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a job is tried again, and after which waits."""

    attempts: int = 8
    first_wait: timedelta = timedelta(seconds=1)
    longest_wait: timedelta = timedelta(minutes=5)
    heartbeat_timeout: timedelta = timedelta(seconds=10)
    """After so long without a sign of life a worker's jobs go to another."""


async def relay_events(session: AsyncSession, effects: Mapping[str, Sequence[str]]) -> int:
    """Turn waiting events into jobs by `effects` (event → names of jobs), in one transaction; give how many there were.

    Events that say the same become one job.
    """
    taken = await take_events(session)
    wanted = {(job, msgspec.json.encode(payload)): None for name, payload in taken for job in effects.get(name, ())}
    if wanted:
        names, payloads = zip(*wanted, strict=True)
        below = await (await session.connection()).get_raw_connection()
        connection = cast("asyncpg.Connection", below.driver_connection)
        queries = _queries(AsyncpgDriver(connection))
        await queries.enqueue(list(names), list(payloads), [0] * len(wanted))
    return len(taken)


async def run_jobs(
    pool: asyncpg.Pool,
    jobs: Mapping[str, Run],
    schedules: Mapping[str, tuple[str, Run]],
    stopping: asyncio.Event,
    retries: RetryPolicy = RetryPolicy(),
) -> None:
    """Do queued jobs, and what is on the schedule (name → cron expression in UTC), until told to stop.

    Stopping lets what runs come to its end. Raises when the database goes away.
    """
    driver = AsyncpgPoolDriver(pool)
    queuer = PgQueuer(driver, Channel(_settings().channel), queries=_queries(driver))
    for name, run in jobs.items():
        queuer.entrypoint(name, on_failure="hold", executor_factory=_trying(retries))(_job(run))
    for name, (expression, run) in schedules.items():
        queuer.schedule(name, expression, clean_old=True)(_scheduled(run))
    stop = asyncio.create_task(_pass_on(stopping, queuer.shutdown))
    try:
        await queuer.run(
            dequeue_timeout=_POLL,
            heartbeat_timeout=retries.heartbeat_timeout,
            shutdown_on_listener_failure=True,
            batch_size=10,
        )
    finally:
        stop.cancel()


async def count_dead_lettered(session: AsyncSession) -> int:
    """Give how many jobs failed so often that they wait for people."""
    parked = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status = 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(parked)).scalar_one())


async def count_waiting(session: AsyncSession) -> int:
    """Give how many jobs are queued or running."""
    waiting = text(f"SELECT count(*) FROM {SCHEMA}.pgqueuer WHERE status <> 'failed'")  # noqa: S608 - our own constant
    return int((await session.execute(waiting)).scalar_one())


async def delete_old_logs(session: AsyncSession) -> None:
    """Forget how jobs went that ended long ago."""
    for table in ("pgqueuer_log", "pgqueuer_statistics"):
        old = text(f"DELETE FROM {SCHEMA}.{table} WHERE created < now() - :kept")  # noqa: S608 - our own constants
        await session.execute(old, {"kept": _LOG_KEPT})


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


def _trying(patience: RetryPolicy) -> Callable[[EntrypointExecutorParameters], DatabaseRetryEntrypointExecutor]:
    return partial(
        DatabaseRetryEntrypointExecutor,
        max_attempts=patience.attempts,
        initial_delay=patience.first_wait,
        max_delay=patience.longest_wait,
    )


def _job(run: Run) -> Callable[[Job], Awaitable[None]]:
    async def do(job: Job) -> None:
        await run(job.payload or b"{}")

    return do


def _scheduled(run: Run) -> Callable[[Schedule], Awaitable[None]]:
    async def do(_: Schedule) -> None:
        await run(b"{}")

    return do


async def _pass_on(first: asyncio.Event, second: asyncio.Event) -> None:
    with suppress(asyncio.CancelledError):
        await first.wait()
        second.set()
