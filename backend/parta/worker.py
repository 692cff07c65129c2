"""All causes and effects on one page, and the worker process that runs the effects."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncpg
import msgspec
import structlog

from parta.adapters.context import Context, open_context
from parta.autochats import handlers as autochats
from parta.calls import handlers as calls
from parta.calls.events import CallChanged, CallEnded, CallOpened, MediaRoomChanged, PresenceChanged
from parta.core.db import make_engine
from parta.core.heartbeats import record_heartbeat
from parta.core.jobs import JobFunction, delete_old_logs, relay_events, run_jobs
from parta.core.outbox import EMITTED, Event, decode_event, take_events
from parta.core.postgres_bus import PostgresBus
from parta.core.settings import ConfigurationError, Settings
from parta.core.streams import EphemeralEvent, Frame
from parta.core.unit_of_work import UnitOfWork, make_sessions
from parta.files import handlers as files
from parta.files.events import FileChanged, FileUploaded
from parta.identity import handlers as identity
from parta.identity.events import CodeRequested, ProfileChanged
from parta.journal import handlers as journal
from parta.journal.events import (
    AccountsChanged,
    ClassChanged,
    CourseChanged,
    LessonChanged,
    SchoolChanged,
    SchoolDayStarted,
    StaffChanged,
    SubstitutionChanged,
)
from parta.linking import handlers as linking
from parta.linking.events import LinkMade, LinkRefused, LinkUndone
from parta.messenger import handlers as messenger
from parta.messenger.events import FamilyLinksChanged, MembersChanged, MembersRemoved
from parta.remote_lessons import handlers as remote_lessons
from parta.remote_lessons.events import RemoteLessonAutoEnded, RemoteLessonPublished
from parta.support import handlers as support

Handler = Callable[[UnitOfWork, Any], Awaitable[None]]
"""Handles an event within the database, in a transaction of its own. Idempotent."""

Task = Callable[[Context, Any], Awaitable[None]]
"""Handles an event outside a transaction (storage, antivirus), opening short ones itself. Idempotent."""

_POLL_S = 1.0
_HEARTBEAT_S = 5.0
_RETRY_DELAY_S = 1.0

log = structlog.get_logger()


async def delete_old_job_logs(context: Context) -> None:
    """Delete logs of jobs that ended long ago."""
    async with context.transaction() as work:
        await delete_old_logs(work)


HANDLERS: dict[type[Event], list[Handler]] = {
    AccountsChanged: [linking.accounts_changed, autochats.accounts_changed],
    CallChanged: [calls.call_changed],
    CallEnded: [calls.call_changed],
    ClassChanged: [autochats.class_changed, journal.class_changed],
    CourseChanged: [autochats.course_changed, journal.course_changed],
    FileChanged: [journal.file_changed, messenger.file_changed],
    FamilyLinksChanged: [messenger.family_links_changed],
    LessonChanged: [remote_lessons.lesson_changed],
    LinkRefused: [support.link_refused],
    PresenceChanged: [calls.presence_changed],
    ProfileChanged: [messenger.profile_changed, calls.profile_changed],
    RemoteLessonAutoEnded: [remote_lessons.auto_ended],
    RemoteLessonPublished: [remote_lessons.published],
    MembersChanged: [messenger.members_changed],
    MembersRemoved: [calls.members_removed],
    StaffChanged: [autochats.staff_changed],
    SubstitutionChanged: [autochats.course_changed, journal.course_changed],
}

TASKS: dict[type[Event], list[Task]] = {
    CallChanged: [calls.sync_media_room],
    CallEnded: [calls.sync_media_room],
    CallOpened: [calls.sync_media_room],
    CodeRequested: [identity.code_requested],
    FileUploaded: [files.file_uploaded],
    LinkMade: [autochats.link_changed, support.link_changed],
    LinkUndone: [autochats.link_changed, support.link_changed],
    MediaRoomChanged: [calls.sync_media_room],
    SchoolChanged: [autochats.school_changed],
    SchoolDayStarted: [autochats.school_day_started, journal.school_day_started, remote_lessons.school_day_started],
    StaffChanged: [support.staff_changed],
}

SCHEDULE: dict[str, tuple[str, Callable[[Context], Awaitable[None]]]] = {
    "autochats.start_school_days": ("*/15 * * * *", autochats.start_school_days),
    "calls.sync_media_rooms": ("* * * * * */15", calls.sync_media_rooms),
    "calls.expire_waiting": ("* * * * * */5", calls.expire_waiting),
    "files.sweep": ("17 1 * * *", files.sweep),
    "identity.deliver_late_codes": ("* * * * * */5", identity.deliver_late_codes),
    "identity.sweep": ("47 1 * * *", identity.sweep),
    "jobs.delete_old_logs": ("7 1 * * *", delete_old_job_logs),
    "remote_lessons.close_abandoned_calls": ("* * * * * */30", remote_lessons.close_abandoned_calls),
}
"""Tasks by schedule: cron expressions, in UTC."""

ON_START: list[Callable[[Context], Awaitable[None]]] = [autochats.start_all_school_days, calls.sync_media_rooms]
"""Tasks that run once, after every start."""


async def settle(context: Context) -> list[str]:
    """Handle all waiting events in this process until none is left; return their names. For seeds and tests."""
    names: list[str] = []
    jobs, jobs_by_event = _build_jobs(context), _jobs_by_event()
    while True:
        async with context.transaction() as work:
            taken = await take_events(work)
        if not taken:
            return names
        for name, payload in taken:
            for job in jobs_by_event.get(name, ()):
                await jobs[job](msgspec.json.encode(payload))
        names += [name for name, _ in taken]


async def run(settings: Settings) -> None:
    """Run the worker until SIGINT or SIGTERM; running jobs are completed."""
    if settings.database_url is None:
        raise ConfigurationError("PARTA_DATABASE_URL is not set, and no embedded database runs here")
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    engine = make_engine(settings.database_url)
    bus = PostgresBus(settings.database_url)
    context = open_context(settings, make_sessions(engine), bus)
    listener = _OutboxListener()
    bus.add_listener(listener)
    async with bus.running():
        log.info("worker started")
        await asyncio.gather(
            _supervise(stopping, lambda: _run_on_start(context, stopping)),
            _supervise(stopping, lambda: _relay_events(context, listener.event_emitted, stopping)),
            _supervise(stopping, lambda: _run_jobs(settings, context, stopping)),
            _supervise(stopping, lambda: _record_heartbeats(context, stopping)),
        )
    await context.close()
    await engine.dispose()
    log.info("worker ended")


class _OutboxListener:
    """Listens for events in the outbox."""

    def __init__(self) -> None:
        self.event_emitted = asyncio.Event()

    def on_frame(self, frame: Frame) -> None:
        """Ignore: frames are for clients."""

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Ignore: hints are for clients."""

    def on_ephemeral(self, event: EphemeralEvent) -> None:
        """Wake up when an event was emitted."""
        if event.name == EMITTED:
            self.event_emitted.set()

    def on_lost(self) -> None:
        """Check the outbox: a wake-up may have been missed."""
        self.event_emitted.set()


async def _run_on_start(context: Context, stopping: asyncio.Event) -> None:
    for task in ON_START:
        await task(context)
    await stopping.wait()


async def _relay_events(context: Context, event_emitted: asyncio.Event, stopping: asyncio.Event) -> None:
    jobs_by_event = _jobs_by_event()
    while not stopping.is_set():
        event_emitted.clear()
        async with context.transaction() as work:
            taken = await relay_events(work, jobs_by_event)
        if not taken:
            with suppress(TimeoutError):
                await asyncio.wait_for(event_emitted.wait(), _POLL_S)


async def _run_jobs(settings: Settings, context: Context, stopping: asyncio.Event) -> None:
    async with asyncpg.create_pool(settings.database_url, min_size=2, max_size=4) as pool:
        schedule = {name: (when, _scheduled_job(context, task)) for name, (when, task) in SCHEDULE.items()}
        await run_jobs(pool, _build_jobs(context), schedule, stopping)


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


def _jobs_by_event() -> dict[str, list[str]]:
    """Return the names of each event's jobs."""
    table: dict[str, list[str]] = {}
    for event in (*HANDLERS, *TASKS):
        table[event.name] = [_job_name(event, job) for job in (*HANDLERS.get(event, ()), *TASKS.get(event, ()))]
    return table


def _build_jobs(context: Context) -> dict[str, JobFunction]:
    handlers = {
        _job_name(event, handler): _handler_job(context, event, handler)
        for event, event_handlers in HANDLERS.items()
        for handler in event_handlers
    }
    tasks = {
        _job_name(event, task): _task_job(context, event, task)
        for event, event_tasks in TASKS.items()
        for task in event_tasks
    }
    return handlers | tasks


def _job_name(event: type[Event], function: Callable[..., Any]) -> str:
    return f"{event.name} > {function.__module__.removeprefix('parta.')}.{function.__name__}"


def _handler_job(context: Context, event: type[Event], handler: Handler) -> JobFunction:
    async def run_job(payload: bytes) -> None:
        async with context.transaction() as work:
            await handler(work, decode_event(event, msgspec.json.decode(payload)))

    return run_job


def _task_job(context: Context, event: type[Event], task: Task) -> JobFunction:
    async def run_job(payload: bytes) -> None:
        await task(context, decode_event(event, msgspec.json.decode(payload)))

    return run_job


def _scheduled_job(context: Context, task: Callable[[Context], Awaitable[None]]) -> JobFunction:
    async def run_job(_: bytes) -> None:
        await task(context)

    return run_job
