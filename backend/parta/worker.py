"""The worker process: it runs handlers of events, tasks and schedules, as `parta.registry` declares them.

All causes and effects are on one page: docs/effects.md.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from uuid import UUID

import asyncpg
import msgspec
import structlog

from parta.adapters.context import Context, open_context
from parta.core.db import make_engine
from parta.core.ephemerals import EventsEmitted
from parta.core.heartbeats import record_heartbeat
from parta.core.jobs import JobFunction, JobFunctions, list_jobs, relay_events, run_jobs
from parta.core.outbox import decode_event, take_events
from parta.core.postgres_bus import PostgresBus
from parta.core.registry import INSIDE, Handler, Registry, ScheduledFunction, TaskHandler
from parta.core.settings import ConfigurationError, Settings
from parta.core.unit_of_work import make_sessions
from parta.registry import REGISTRY

_POLL_S = 1.0
_HEARTBEAT_S = 5.0
_RETRY_DELAY_S = 1.0

log = structlog.get_logger()


async def settle(context: Context, registry: Registry = REGISTRY) -> list[str]:
    """Run the jobs of all waiting events and tasks in this process until none is left; return the names of these.

    For seeds and tests. As in a worker, a job that fails stops no other; its error is raised at the end.
    """
    names: list[str] = []
    errors: list[Exception] = []
    jobs, jobs_by_event = _build_jobs(context, registry), registry.jobs_by_event
    while True:
        async with context.transaction() as work:
            taken = await take_events(work, registry.outbox_names)
        if not taken:
            break
        names += [name for name, _ in taken]
        for job, payload in list_jobs(taken, jobs_by_event):
            try:
                await jobs[job](payload)
            except Exception as error:  # noqa: BLE001 - raised below
                errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else ExceptionGroup("several jobs failed", errors)
    return names


async def run(settings: Settings) -> None:
    """Run the worker until SIGINT or SIGTERM; running jobs are completed."""
    if settings.database_url is None:
        raise ConfigurationError("PARTA_DATABASE_URL is not set, and no embedded database runs here")
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    engine = make_engine(settings.database_url)
    bus = PostgresBus(settings.database_url)
    context = open_context(settings, make_sessions(engine), bus, wanted=REGISTRY.wanted)
    event_emitted = asyncio.Event()
    bus.on(EventsEmitted, lambda _: event_emitted.set())
    bus.on_lost(event_emitted.set)
    async with bus.running():
        log.info("worker started")
        await asyncio.gather(
            *(_supervise(stopping, partial(_run_on_start, context, one, stopping)) for one in REGISTRY.on_start),
            _supervise(stopping, lambda: _relay_events(context, event_emitted, stopping)),
            _supervise(stopping, lambda: _run_jobs(settings, context, stopping)),
            _supervise(stopping, lambda: _record_heartbeats(context, stopping)),
        )
    await context.close()
    await engine.dispose()
    log.info("worker ended")


async def _run_on_start(context: Context, scheduled: ScheduledFunction, stopping: asyncio.Event) -> None:
    await _build_scheduled_job(context, scheduled)(b"{}")
    await stopping.wait()


async def _relay_events(context: Context, event_emitted: asyncio.Event, stopping: asyncio.Event) -> None:
    jobs_by_event, tasks = REGISTRY.jobs_by_event, REGISTRY.tasks.keys()
    while not stopping.is_set():
        event_emitted.clear()
        async with context.transaction() as work:
            taken = await relay_events(work, jobs_by_event, tasks)
        if not taken:
            with suppress(TimeoutError):
                await asyncio.wait_for(event_emitted.wait(), _POLL_S)


async def _run_jobs(settings: Settings, context: Context, stopping: asyncio.Event) -> None:
    async with asyncpg.create_pool(settings.database_url, min_size=2, max_size=4) as pool:
        schedule = {one.name: (one.cron, _build_scheduled_job(context, one)) for one in REGISTRY.schedule}
        tasks = [handler.task for handler in REGISTRY.tasks.values()]
        await run_jobs(pool, JobFunctions(_build_jobs(context, REGISTRY), tasks, schedule), stopping)


async def _record_heartbeats(context: Context, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        async with context.transaction() as work:
            await record_heartbeat(work, "worker")
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), _HEARTBEAT_S)


async def _supervise(stopping: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    """Run this until `stopping` is set, and restart it when it fails, as when the database is unavailable."""
    while not stopping.is_set():
        try:
            await work()
        except Exception as error:
            log.warning("worker loop failed", error=type(error).__name__, exc_info=error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), _RETRY_DELAY_S)


def _build_jobs(context: Context, registry: Registry) -> dict[str, JobFunction]:
    handlers = {handler.job: _build_job(context, handler) for handler in registry.handlers}
    return handlers | {name: _build_task_job(context, handler) for name, handler in registry.tasks.items()}


def _build_job(context: Context, handler: Handler) -> JobFunction:
    async def run_inside(payload: bytes) -> None:
        async with context.transaction() as work:
            await handler.function(work, decode_event(handler.event, msgspec.json.decode(payload)))

    async def run_outside(payload: bytes) -> None:
        await handler.function(context, decode_event(handler.event, msgspec.json.decode(payload)))

    return run_inside if handler.runs is INSIDE else run_outside


def _build_task_job(context: Context, handler: TaskHandler) -> JobFunction:
    async def run_inside(payload: bytes) -> None:
        async with context.transaction() as work:
            await handler.function(work, UUID(msgspec.json.decode(payload)["id"]))

    async def run_outside(payload: bytes) -> None:
        await handler.function(context, UUID(msgspec.json.decode(payload)["id"]))

    return run_inside if handler.runs is INSIDE else run_outside


def _build_scheduled_job(context: Context, scheduled: ScheduledFunction) -> JobFunction:
    async def run_inside(_: bytes) -> None:
        async with context.transaction() as work:
            await scheduled.function(work)

    async def run_outside(_: bytes) -> None:
        await scheduled.function(context)

    return run_inside if scheduled.runs is INSIDE else run_outside
