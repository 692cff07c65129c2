"""Causes and effects, all on this page, and the process that turns one into the other."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncpg
import msgspec
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context, open_context
from parta.autochats import handlers as autochats
from parta.calls import handlers as calls
from parta.calls.events import CallChanged, CallEnded, CallOpened, PresenceChanged, RoomHeard
from parta.core.db import make_engine, make_sessions
from parta.core.heartbeats import record_heartbeat
from parta.core.jobs import Run, delete_old_logs, relay_events, run_jobs
from parta.core.outbox import EMITTED, Event, decode_event, take_events
from parta.core.postgres_bus import PostgresBus
from parta.core.settings import ConfigurationError, Settings
from parta.core.streams import EphemeralEvent, Frame
from parta.core.transaction import transaction
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
    SchoolDayBegan,
    StaffChanged,
    SubstitutionChanged,
)
from parta.linking import handlers as linking
from parta.linking.events import LinkMade, LinkRefused, LinkUndone
from parta.messenger import handlers as messenger
from parta.messenger.events import KinChanged, SeatsChanged, SeatsLost
from parta.remote_lessons import handlers as remote_lessons
from parta.remote_lessons.events import RemoteLessonForgotten, RemoteLessonPublished
from parta.support import handlers as support

Reaction = Callable[[AsyncSession, Any], Awaitable[None]]
"""Answers an event within the database, in a transaction of its own. Safe to repeat."""

Errand = Callable[[Context, Any], Awaitable[None]]
"""Answers an event outside: storage, antivirus. Opens short transactions itself. Safe to repeat."""

_POLL_S = 1.0
_BEAT_S = 5.0
_PAUSE_S = 1.0

log = structlog.get_logger()


async def forget_old_logs(outside: Context) -> None:
    """Forget how jobs went that ended long ago."""
    async with transaction(outside.sessions, outside.bus) as session:
        await delete_old_logs(session)


REACTIONS: dict[type[Event], list[Reaction]] = {
    AccountsChanged: [linking.accounts_changed, autochats.accounts_changed],
    CallChanged: [calls.call_changed],
    CallEnded: [calls.call_changed],
    ClassChanged: [autochats.class_changed, journal.class_changed],
    CourseChanged: [autochats.course_changed, journal.course_changed],
    FileChanged: [journal.file_changed, messenger.file_changed],
    KinChanged: [messenger.kin_changed],
    LessonChanged: [remote_lessons.lesson_changed],
    LinkRefused: [support.link_refused],
    PresenceChanged: [calls.presence_changed],
    ProfileChanged: [messenger.profile_changed, calls.profile_changed],
    RemoteLessonForgotten: [remote_lessons.forgotten],
    RemoteLessonPublished: [remote_lessons.published],
    SeatsChanged: [messenger.seats_changed],
    SeatsLost: [calls.seats_lost],
    StaffChanged: [autochats.staff_changed],
    SubstitutionChanged: [autochats.course_changed, journal.course_changed],
}

ERRANDS: dict[type[Event], list[Errand]] = {
    CallChanged: [calls.keep_room],
    CallEnded: [calls.keep_room],
    CallOpened: [calls.keep_room],
    CodeRequested: [identity.code_requested],
    FileUploaded: [files.file_uploaded],
    LinkMade: [autochats.link_changed, support.link_changed],
    LinkUndone: [autochats.link_changed, support.link_changed],
    RoomHeard: [calls.keep_room],
    SchoolChanged: [autochats.school_changed],
    SchoolDayBegan: [autochats.school_day_began, journal.school_day_began, remote_lessons.school_day_began],
    StaffChanged: [support.staff_changed],
}

SCHEDULE: dict[str, tuple[str, Callable[[Context], Awaitable[None]]]] = {
    "autochats.begin_days": ("*/15 * * * *", autochats.begin_days),
    "calls.keep_rooms": ("* * * * * */15", calls.keep_rooms),
    "calls.keep_waiting": ("* * * * * */5", calls.keep_waiting),
    "jobs.forget_old_logs": ("7 1 * * *", forget_old_logs),
    "files.sweep": ("17 1 * * *", files.sweep),
    "identity.sweep": ("47 1 * * *", identity.sweep),
    "remote_lessons.close_deserted": ("* * * * * */30", remote_lessons.close_deserted),
    "identity.deliver_late_codes": ("* * * * * */5", identity.deliver_late_codes),
}
"""What is done by the clock: cron expressions, in UTC."""

STARTING: list[Callable[[Context], Awaitable[None]]] = [autochats.begin_all, calls.keep_rooms]
"""What is done once, after every start."""


async def settle(outside: Context) -> list[str]:
    """Act on all that waits, here and now, until nothing does; give the events taken. For seeds and tests."""
    names: list[str] = []
    jobs, effects = _jobs(outside), _effects()
    while True:
        async with transaction(outside.sessions, outside.bus) as session:
            taken = await take_events(session)
        if not taken:
            return names
        for name, payload in taken:
            for job in effects.get(name, ()):
                await jobs[job](msgspec.json.encode(payload))
        names += [name for name, _ in taken]


async def run(settings: Settings) -> None:
    """Turn causes into effects until told to end; what has begun comes to its end."""
    if settings.database_url is None:
        raise ConfigurationError("PARTA_DATABASE_URL is not set, and no embedded database runs here")
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    engine = make_engine(settings.database_url)
    bus = PostgresBus(settings.database_url)
    outside = open_context(settings, make_sessions(engine), bus)
    ear = _OutboxListener()
    bus.add_listener(ear)
    async with bus.running():
        log.info("worker works")
        await asyncio.gather(
            _keep(stopping, lambda: _begin(outside, stopping)),
            _keep(stopping, lambda: _relay(outside, ear.heard, stopping)),
            _keep(stopping, lambda: _work(settings, outside, stopping)),
            _keep(stopping, lambda: _beat(outside, stopping)),
        )
    await outside.close()
    await engine.dispose()
    log.info("worker ended")


class _OutboxListener:
    """Hears that there is something to take."""

    def __init__(self) -> None:
        self.heard = asyncio.Event()

    def on_frame(self, frame: Frame) -> None:
        """Nothing to do: frames are for people."""

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Nothing to do either."""

    def on_ephemeral(self, signal: EphemeralEvent) -> None:
        """Wake up when something happened."""
        if signal.name == EMITTED:
            self.heard.set()

    def on_lost(self) -> None:
        """Look again."""
        self.heard.set()


async def _begin(outside: Context, stopping: asyncio.Event) -> None:
    for act in STARTING:
        await act(outside)
    await stopping.wait()


async def _relay(outside: Context, heard: asyncio.Event, stopping: asyncio.Event) -> None:
    effects = _effects()
    while not stopping.is_set():
        heard.clear()
        async with transaction(outside.sessions, outside.bus) as session:
            taken = await relay_events(session, effects)
        if not taken:
            with suppress(TimeoutError):
                await asyncio.wait_for(heard.wait(), _POLL_S)


async def _work(settings: Settings, outside: Context, stopping: asyncio.Event) -> None:
    async with asyncpg.create_pool(settings.database_url, min_size=2, max_size=4) as pool:
        schedule = {name: (when, _on_schedule(outside, errand)) for name, (when, errand) in SCHEDULE.items()}
        await run_jobs(pool, _jobs(outside), schedule, stopping)


async def _beat(outside: Context, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        async with transaction(outside.sessions, outside.bus) as session:
            await record_heartbeat(session, "worker")
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), _BEAT_S)


async def _keep(stopping: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    """Do this work until told to end, and begin it again when the database went away meanwhile."""
    while not stopping.is_set():
        try:
            await work()
        except Exception as error:
            log.warning("work broke off", error=type(error).__name__, exc_info=error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), _PAUSE_S)


def _effects() -> dict[str, list[str]]:
    """Give for each event the jobs that it asks for, by name."""
    table: dict[str, list[str]] = {}
    for event in (*REACTIONS, *ERRANDS):
        table[event.name] = [_name(event, act) for act in (*REACTIONS.get(event, ()), *ERRANDS.get(event, ()))]
    return table


def _jobs(outside: Context) -> dict[str, Run]:
    reactions = {_name(event, act): _reaction(outside, event, act) for event, acts in REACTIONS.items() for act in acts}
    errands = {_name(event, act): _errand(outside, event, act) for event, acts in ERRANDS.items() for act in acts}
    return reactions | errands


def _name(event: type[Event], act: Callable[..., Any]) -> str:
    return f"{event.name} > {act.__module__.removeprefix('parta.')}.{act.__name__}"


def _reaction(outside: Context, event: type[Event], act: Reaction) -> Run:
    async def do(payload: bytes) -> None:
        async with transaction(outside.sessions, outside.bus) as session:
            await act(session, decode_event(event, msgspec.json.decode(payload)))

    return do


def _errand(outside: Context, event: type[Event], act: Errand) -> Run:
    async def do(payload: bytes) -> None:
        await act(outside, decode_event(event, msgspec.json.decode(payload)))

    return do


def _on_schedule(outside: Context, act: Callable[[Context], Awaitable[None]]) -> Run:
    async def do(_: bytes) -> None:
        await act(outside)

    return do
