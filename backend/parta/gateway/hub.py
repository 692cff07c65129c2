"""The hub: carries out what `hearing` decides, over the database and the sockets of this process."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from parta.core.db import Sessions
from parta.core.installation import read_epoch
from parta.core.streams import EphemeralEvent, Frame, StreamKind
from parta.gateway import wire
from parta.gateway.connection import Connection
from parta.gateway.ephemeral import EphemeralEvents
from parta.gateway.stream_reader import StreamReader
from parta.gateway.subscriptions import (
    Deliver,
    Effect,
    Heartbeat,
    Hint,
    PositionUpdate,
    Read,
    Resync,
    Subscribed,
    Subscriptions,
    SubscriptionSnapshot,
    Unsubscribed,
)
from parta.gateway.transport import text_message
from parta.gateway.wire import SIGNED_OUT

HEARTBEAT_S = 25.0
_MOST_SILENT_BEATS = 3
_MOST_READS = 4
_MOST_ARRIVALS = 100
_PAUSE_S = 0.5

_AWAY = (SQLAlchemyError, OSError, TimeoutError)
"""What the database says when it is away."""

log = structlog.get_logger()

T = TypeVar("T")

FindActiveSessions = Callable[[Any, Collection[UUID]], Awaitable[Collection[UUID]]]
"""Give those of these sessions that have not ended."""


class Hub:
    """All sockets of this process. Listens to the bus."""

    def __init__(
        self,
        sessions: Sessions,
        kinds: Mapping[str, StreamKind],
        living: Sequence[FindActiveSessions],
        *,
        beat_s: float = HEARTBEAT_S,
    ) -> None:
        """Serve streams of these kinds; each of `living` tells which sessions of its sort have not ended."""
        self.reader = StreamReader(sessions, kinds)
        self._sessions = sessions
        self._living = living
        self.heartbeat_s = beat_s
        """Seconds between two heartbeats."""
        self._hearing = Subscriptions()
        self._fleeting = EphemeralEvents(self._hearing.subscribers_of, self._send)
        self._connections: dict[UUID, set[Connection]] = {}
        self._arriving: list[tuple[Connection, asyncio.Future[Mapping[str, int]]]] = []
        self._arrived = asyncio.Event()
        self._look = asyncio.Event()
        self._is_due = False
        """Whether the beat under way is one that was due: only those count how long a client is silent."""
        self._reads = asyncio.Semaphore(_MOST_READS)
        self._asked: dict[tuple[str, int], asyncio.Task[bytes | None]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self.epoch = ""

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Serve while the block lasts."""
        for work in (self._receive_arrivals, self._keep_beating, self._fleeting.flush_periodically):
            self._spawn(_keep(work))
        try:
            yield
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def on_frame(self, frame: Frame) -> None:
        """Take a frame, whole."""
        self._do(self._hearing.on_frame(frame))

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Take notice that the stream has this head: the frame was too long to travel."""
        self._do(self._hearing.on_hint(Hint(stream, seq, audience_seq)))

    def on_ephemeral(self, signal: EphemeralEvent) -> None:
        """Take something fleeting, or word that sessions have ended."""
        if signal.name == "sessions_ended":
            self._close_sessions({UUID(str(ended)) for ended in signal.payload["session_ids"]})
        else:
            self._fleeting.on_event(signal)

    def on_lost(self) -> None:
        """Take notice that hints may have been missed."""
        self._do(self._hearing.on_lost())

    def connections_of(self, hearer: UUID) -> Collection[Connection]:
        """Give the sockets that this hearer has here."""
        return self._connections.get(hearer, ())

    async def connect(self, connection: Connection, known: Mapping[str, int], epoch: str | None) -> None:
        """Let the socket hear all that is its hearer's to hear: greeted first, then told what it missed."""
        self._connections.setdefault(connection.subscriber, set()).add(connection)
        done: asyncio.Future[Mapping[str, int]] = asyncio.get_running_loop().create_future()
        self._arriving.append((connection, done))
        self._arrived.set()
        heads = await done
        if epoch is not None and epoch != self.epoch:
            return
        for stream, seq in known.items():
            if seq != heads.get(stream, seq):
                await self.send_difference(connection, stream, seq)

    def disconnect(self, connection: Connection) -> None:
        """Forget a socket that is closed."""
        theirs = self._connections.get(connection.subscriber)
        if theirs is None:
            return
        theirs.discard(connection)
        if not theirs:
            del self._connections[connection.subscriber]
            self._hearing.disconnect(connection.subscriber)

    def is_subscribed(self, connection: Connection, stream: str) -> bool:
        """Whether this socket's hearer hears the stream."""
        return self._hearing.is_subscribed(connection.subscriber, stream)

    async def send_difference(self, connection: Connection, stream: str, after: int) -> None:
        """Tell the socket what changed in a stream that it hears; many who ask the same are told by one read."""
        if not self.is_subscribed(connection, stream):
            return
        asked = self._asked.get((stream, after))
        if asked is None:
            asked = self._asked[stream, after] = self._spawn(self._read_difference(stream, after))
            asked.add_done_callback(lambda _: self._asked.pop((stream, after), None))
        body = await asyncio.shield(asked)
        if body is not None and self.is_subscribed(connection, stream):
            connection.push(text_message(body))

    def _do(self, effects: Iterable[Effect]) -> None:
        lost: set[UUID] = set()
        for effect in effects:
            match effect:
                case Deliver(hearers, body):
                    self._send(hearers, text_message(body))
                case Subscribed(hearer, stream, seq):
                    self._send((hearer,), text_message(wire.subscribed(stream, seq)))
                case Unsubscribed(hearer, stream):
                    self._send((hearer,), text_message(wire.unsubscribed(stream)))
                    lost.add(hearer)
                case PositionUpdate(hearer, stream, seq):
                    self._send((hearer,), text_message(wire.heartbeat({stream: seq})))
                case Read(stream, after):
                    self._spawn(self._read(stream, after))
                case Resync():
                    self._look.set()
                case Heartbeat(heads):
                    self._beat(heads, is_due=self._is_due)
        self._close_guests(lost)

    def _send(self, hearers: Iterable[UUID], message: bytes) -> None:
        for hearer in hearers:
            for connection in self._connections.get(hearer, ()):
                connection.push(message)

    def _beat(self, heads: Mapping[str, int], *, is_due: bool) -> None:
        nothing_new = text_message(wire.heartbeat({}))
        for hearer, connections in self._connections.items():
            theirs = {stream: heads[stream] for stream in self._hearing.streams_of(hearer) if stream in heads}
            message = text_message(wire.heartbeat(theirs)) if theirs else nothing_new
            for connection in list(connections):
                if connection.pending is not None:
                    continue
                connection.missed_heartbeats += is_due
                if connection.missed_heartbeats > _MOST_SILENT_BEATS:
                    connection.close(wire.RESYNC, "silent")
                else:
                    connection.push(message)

    def _close_guests(self, hearers: Iterable[UUID]) -> None:
        """Close the sockets of the guests among these, who lost what they were here for, unless they came again.

        They have heard by now what happened: it was written to the same sockets before.
        """
        theirs = (connection.principal for hearer in hearers for connection in self.connections_of(hearer))
        sessions = {principal.session_id for principal in theirs if principal.is_guest}
        if sessions:
            self._spawn(self._retry(lambda: self._end_sessions(sessions)))

    def _close_sessions(self, ended: Collection[UUID]) -> None:
        for connections in list(self._connections.values()):
            for connection in list(connections):
                if connection.principal.session_id in ended:
                    connection.close(SIGNED_OUT, "signed out")
                    self.disconnect(connection)

    async def _receive_arrivals(self) -> None:
        """Greet those who arrive; who arrive together are looked up together."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self._arriving:
                batch = self._arriving[:_MOST_ARRIVALS]
                del self._arriving[:_MOST_ARRIVALS]
                self._hearing.begin_connecting()
                survey = await self._retry(lambda: self._survey({c.subscriber for c, _ in batch}))  # noqa: B023 - awaited at once
                for connection, done in batch:
                    self._greet(connection, survey, done)
                self._hearing.end_connecting()

    def _greet(
        self, connection: Connection, survey: SubscriptionSnapshot, done: asyncio.Future[Mapping[str, int]]
    ) -> None:
        told: dict[str, int] = {}
        if connection in self._connections.get(connection.subscriber, ()):
            theirs = survey.streams_of[connection.subscriber]
            heads = {stream: survey.positions[stream] for stream in theirs if stream in survey.positions}
            told = {stream: head.seq for stream, head in heads.items()}
            self._do(self._hearing.connect(connection.subscriber, heads))
            connection.greet(text_message(wire.welcome(self.epoch, told)))
            if not told:
                self._close_guests((connection.subscriber,))
        if not done.done():
            done.set_result(told)

    async def _survey(self, hearers: Collection[UUID], streams: Collection[str] = ()) -> SubscriptionSnapshot:
        if not self.epoch:
            async with self._sessions() as session:
                self.epoch = str(await read_epoch(session))
        return await self.reader.read_subscriptions(hearers, streams)

    async def _keep_beating(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), self.heartbeat_s)
            self._is_due = not self._look.is_set()
            self._look.clear()
            hearers, streams = set(self._hearing.connected), list(self._hearing.streams)
            survey = await self._retry(lambda: self._survey(hearers, streams))  # noqa: B023 - awaited at once
            self._do(self._hearing.on_snapshot(survey))
            here = {connection.principal.session_id for theirs in self._connections.values() for connection in theirs}
            await self._retry(lambda: self._end_sessions(here))  # noqa: B023 - awaited at once

    async def _end_sessions(self, among: Collection[UUID]) -> None:
        """Close the sockets of those of these sessions that have ended."""
        async with self._sessions() as session:
            living = {one for find in self._living for one in await find(session, among)}
        self._close_sessions(set(among) - living)

    async def _read(self, stream: str, after: int | None) -> None:
        async with self._reads:
            reading = await self._retry(lambda: self.reader.read(stream, after))
        self._do(self._hearing.on_read(stream, reading))

    async def _read_difference(self, stream: str, after: int) -> bytes | None:
        """Give the difference, or nothing where it cannot be read now: the client will ask again."""
        try:
            async with self._reads:
                found = await self.reader.difference(stream, after)
        except _AWAY as error:
            log.warning("a difference was not read", error=type(error).__name__)
            return None
        return wire.difference(found) if found else None

    async def _retry(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask the database until it answers: it may be away for a moment."""
        while True:
            try:
                return await ask()
            except _AWAY as error:
                log.warning("the gateway waits for the database", error=type(error).__name__)
                await asyncio.sleep(_PAUSE_S)

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _keep(work: Callable[[], Awaitable[None]]) -> None:
    """Do this for ever: what nobody foresaw is logged, and the work begun again."""
    while True:
        try:
            await work()
        except Exception as error:
            log.exception("the gateway stumbled", exc_info=error)
            await asyncio.sleep(_PAUSE_S)
