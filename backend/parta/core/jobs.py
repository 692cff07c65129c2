"""Jobs: handlers of events, and tasks, queued in the transaction that takes them from the outbox.

A job is retried with growing delays until it succeeds; one that fails too often is dead-lettered for inspection.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, cast

import asyncpg
import msgspec
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver, AsyncpgPoolDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel
from pgqueuer.models import Context, Job, Schedule
from pgqueuer.ports.driver import Driver, NotifyCallback
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.job_tables import SCHEMA
from parta.core.outbox import Task, take_events

JobFunction = Callable[[bytes], Awaitable[None]]
"""Runs one job with its payload."""

_POLL_INTERVAL = timedelta(seconds=1)
_MAX_CONCURRENT_JOBS = 20
"""At most as many as the process has connections to the database."""
_MAX_CONCURRENT_TASKS = 8
"""So many jobs of one task run at once; a task for each class of a school leaves room for all others."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How many times and after which delays a job is retried."""

    attempts: int = 8
    initial_delay: timedelta = timedelta(seconds=1)
    max_delay: timedelta = timedelta(minutes=5)
    heartbeat_timeout: timedelta = timedelta(seconds=10)
    """After this time without a heartbeat a worker's jobs go to another worker."""


async def relay_events(
    session: AsyncSession, jobs_by_event: Mapping[str, Sequence[str]], tasks: Collection[str] = ()
) -> int:
    """Turn waiting events into jobs by `jobs_by_event`, and tasks into jobs; return how many were taken.

    Equal events become one job, and so do a task that waits already and its equal. Others go on waiting.
    """
    taken = await take_events(session, {*jobs_by_event, *tasks})
    jobs = list_jobs(taken, jobs_by_event)
    if jobs:
        raw = await (await session.connection()).get_raw_connection()
        connection = cast("asyncpg.Connection", raw.driver_connection)
        # Keys in one order: two workers that insert the same ones would otherwise wait for each other in a circle.
        ordered = sorted(jobs.items(), key=lambda job: job[1] or "")
        await _queries(AsyncpgDriver(connection)).enqueue(
            [name for (name, _), _ in ordered],
            [payload for (_, payload), _ in ordered],
            [0] * len(ordered),
            dedupe_key=[key for _, key in ordered],
            on_conflict="skip",
        )
    return len(taken)


def list_jobs(
    taken: Sequence[tuple[str, dict[str, Any]]], jobs_by_event: Mapping[str, Sequence[str]]
) -> dict[tuple[str, bytes], str | None]:
    """Return the distinct jobs of these events and tasks, as (name, payload), each task with its dedupe key."""
    jobs: dict[tuple[str, bytes], str | None] = {}
    for name, payload in taken:
        encoded = msgspec.json.encode(payload)
        if name in jobs_by_event:
            jobs.update(dict.fromkeys((job, encoded) for job in jobs_by_event[name]))
        else:
            jobs[name, encoded] = f"{name}:{payload['id']}"
    return jobs


@dataclass(frozen=True, slots=True)
class JobFunctions:
    """The functions that a worker runs, by name."""

    queued: Mapping[str, JobFunction]
    tasks: Collection[Task] = ()
    """The tasks that the queued functions of the same names perform."""
    scheduled: Mapping[str, tuple[str, JobFunction]] = field(default_factory=dict[str, tuple[str, JobFunction]])
    """Each with its cron expression, in UTC."""


async def run_jobs(
    pool: asyncpg.Pool, functions: JobFunctions, stopping: asyncio.Event, retries: RetryPolicy = RetryPolicy()
) -> None:
    """Run queued and scheduled jobs until `stopping` is set.

    Stopping waits for running jobs. Raises when the database goes away.
    """
    driver = _PoolDriver(pool)
    queuer = PgQueuer(driver, Channel(_settings().channel), queries=_queries(driver))
    task_by_name = {task.name: task for task in functions.tasks}
    for name, run in functions.queued.items():
        task = task_by_name.get(name)
        queuer.entrypoint(
            name,
            on_failure="hold",
            concurrency_limit=_MAX_CONCURRENT_TASKS if task else 0,
            executor_factory=partial(_build_executor, driver, retries, task),
        )(_job_entrypoint(run))
    for name, (expression, run) in functions.scheduled.items():
        queuer.schedule(name, expression, clean_old=True)(_schedule_entrypoint(run))
    stop = asyncio.create_task(_forward_event(stopping, queuer.shutdown))
    try:
        await queuer.run(
            dequeue_timeout=_POLL_INTERVAL,
            heartbeat_timeout=retries.heartbeat_timeout,
            shutdown_on_listener_failure=True,
            batch_size=10,
            max_concurrent_tasks=_MAX_CONCURRENT_JOBS,
        )
    finally:
        stop.cancel()


class _PoolDriver(AsyncpgPoolDriver):
    """A pool that notifies nobody before it listens.

    The queue probes its listener as soon as it runs: a probe that overtakes LISTEN is lost, and would end the queue.
    """

    def __init__(self, pool: asyncpg.Pool) -> None:
        super().__init__(pool)
        self._listening = asyncio.Event()

    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        """Listen, then let the notifications go that waited for it."""
        await super().add_listener(channel, callback)
        self._listening.set()

    async def notify(self, channel: str, payload: str) -> None:
        """Notify once this pool listens."""
        await self._listening.wait()
        await super().notify(channel, payload)


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


@dataclass
class _Executor(DatabaseRetryEntrypointExecutor):
    """Runs a job with retries; a task that starts makes room for its next enqueuing."""

    driver: Driver = field(kw_only=True)
    releases_key: bool = field(kw_only=True)

    async def execute(self, job: Job, context: Context) -> None:
        """Run the job. Of equal dead letters only the last is kept."""
        if self.releases_key:
            # What changes from here on, this run may have read before: it is enqueued again.
            released = f"UPDATE {SCHEMA}.pgqueuer SET dedupe_key = NULL WHERE id = $1"  # noqa: S608 - our constant
            await self.driver.execute(released, job.id)
        try:
            await super().execute(job, context)
        except RetryRequested:
            raise
        except Exception:
            equal = "status = 'failed' AND entrypoint = $1 AND payload = $2"
            await self.driver.execute(
                f"DELETE FROM {SCHEMA}.pgqueuer WHERE {equal}",  # noqa: S608 - our constants
                job.entrypoint,
                job.payload,
            )
            raise


def _build_executor(
    driver: Driver, retries: RetryPolicy, task: Task | None, parameters: EntrypointExecutorParameters
) -> _Executor:
    return _Executor(
        parameters,
        max_attempts=retries.attempts,
        initial_delay=retries.initial_delay,
        max_delay=retries.max_delay,
        driver=driver,
        releases_key=task is not None and not task.is_repeated,
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
