"""The hub: performs the effects of `Subscriptions` over the database and the sockets of this process."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from typing import Any, TypeVar
from uuid import UUID

import structlog

from parta.calls.events import ParticipantReacted
from parta.core.bus import Bus
from parta.core.close_codes import RESYNC, SIGNED_OUT
from parta.core.db import DATABASE_ERRORS, is_unavailable
from parta.core.ephemerals import SessionsEnded
from parta.core.installation import read_epoch
from parta.core.principal_sessions import PrincipalSessions
from parta.core.principals import PrincipalKind
from parta.core.streams import Frame, Hint, StreamKind
from parta.core.unit_of_work import Sessions
from parta.gateway import protocol
from parta.gateway.connection import Connection, list_sessions
from parta.gateway.ephemeral import EphemeralEvents
from parta.gateway.interest import Interest
from parta.gateway.stream_reader import StreamReader
from parta.gateway.subscriptions import (
    Deliver,
    Effect,
    Heartbeat,
    PositionUpdate,
    Read,
    Resync,
    StreamSnapshot,
    Subscribed,
    Subscriptions,
    SubscriptionSnapshot,
    Unsubscribed,
)
from parta.gateway.transport import text_message
from parta.messenger.events import ReadNumberChanged, Typing

HEARTBEAT_S = 25.0
_MAX_MISSED_HEARTBEATS = 3
_MAX_CONCURRENT_READS = 4
_MAX_CONNECT_BATCH = 100
_RETRY_DELAY_S = 0.5

log = structlog.get_logger()

T = TypeVar("T")


class Hub:
    """All sockets of this process."""

    def __init__(
        self,
        sessions: Sessions,
        bus: Bus,
        kinds: Mapping[str, StreamKind],
        principal_sessions: PrincipalSessions,
        *,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        """Deliver what this bus carries of streams of these kinds, to those whose sessions are active."""
        self.reader = StreamReader(sessions, kinds)
        self._sessions = sessions
        self._principal_sessions = principal_sessions
        self.heartbeat_s = heartbeat_s
        """Seconds between two heartbeats."""
        self._subscriptions = Subscriptions()
        self._ephemeral_events = EphemeralEvents(self._subscriptions.subscribers_of, self._send)
        self._connections: dict[UUID, set[Connection]] = {}
        self._connecting: list[tuple[Connection, asyncio.Future[Mapping[str, int]]]] = []
        self._connect_requested = asyncio.Event()
        self._resync_requested = asyncio.Event()
        self._is_periodic = False
        """True if the current heartbeat is periodic: only those count a client's missed heartbeats."""
        self._read_slots = asyncio.Semaphore(_MAX_CONCURRENT_READS)
        self._difference_reads: dict[tuple[str, int], asyncio.Task[bytes | None]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self.epoch = ""
        self._interest = Interest(bus)
        bus.on_frames(self._on_frame)
        bus.on_hints(self._on_hint)
        bus.on_lost(self.on_lost)
        bus.on(SessionsEnded, self._on_sessions_ended)
        bus.on(Typing, self._ephemeral_events.on_typing)
        bus.on(ReadNumberChanged, self._ephemeral_events.on_read_number)
        bus.on(ParticipantReacted, self._ephemeral_events.on_reaction)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Serve while the block lasts."""
        for work in (self._accept_connections, self._send_heartbeats, self._ephemeral_events.flush_periodically):
            self._spawn(run_forever(work))
        try:
            yield
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def on_lost(self) -> None:
        """Handle that frames and hints may have been missed."""
        self._apply(self._subscriptions.on_lost())

    def connections_of(self, subscriber: UUID) -> Collection[Connection]:
        """Return the sockets of this subscriber in this process."""
        return self._connections.get(subscriber, ())

    async def connect(self, connection: Connection, known: Mapping[str, int], epoch: str | None) -> None:
        """Subscribe the socket to all streams of its subscriber: send the welcome, then what it missed."""
        self._connections.setdefault(connection.subscriber, set()).add(connection)
        done: asyncio.Future[Mapping[str, int]] = asyncio.get_running_loop().create_future()
        self._connecting.append((connection, done))
        self._connect_requested.set()
        positions = await done
        if epoch is not None and epoch != self.epoch:
            return
        for stream, seq in known.items():
            if seq != positions.get(stream, seq):
                await self.send_difference(connection, stream, seq)

    def disconnect(self, connection: Connection) -> None:
        """Remove a closed socket."""
        connections = self._connections.get(connection.subscriber)
        if connections is None:
            return
        connections.discard(connection)
        if not connections:
            del self._connections[connection.subscriber]
            self._subscriptions.disconnect(connection.subscriber)

    def is_subscribed(self, connection: Connection, stream: str) -> bool:
        """Return True if this socket's subscriber is subscribed to the stream."""
        return self._subscriptions.is_subscribed(connection.subscriber, stream)

    async def send_difference(self, connection: Connection, stream: str, after: int) -> None:
        """Send what changed in a subscribed stream; equal concurrent requests share one read."""
        if not self.is_subscribed(connection, stream):
            return
        task = self._difference_reads.get((stream, after))
        if task is None:
            task = self._difference_reads[stream, after] = self._spawn(self._read_difference(stream, after))
            task.add_done_callback(lambda _: self._difference_reads.pop((stream, after), None))
        body = await asyncio.shield(task)
        if body is not None and self.is_subscribed(connection, stream):
            connection.push(text_message(body))

    def _on_frame(self, frame: Frame) -> None:
        self._apply(self._subscriptions.on_frame(frame))

    def _on_hint(self, hint: Hint) -> None:
        self._apply(self._subscriptions.on_hint(hint))

    def _on_sessions_ended(self, event: SessionsEnded) -> None:
        self._close_sessions(event.session_ids)

    def _apply(self, effects: Iterable[Effect]) -> None:
        unsubscribed: set[UUID] = set()
        for effect in effects:
            match effect:
                case Deliver(subscribers, body):
                    self._send(subscribers, text_message(body))
                case Subscribed(subscriber, stream, seq):
                    self._send((subscriber,), text_message(protocol.subscribed(stream, seq)))
                case Unsubscribed(subscriber, stream):
                    self._send((subscriber,), text_message(protocol.unsubscribed(stream)))
                    unsubscribed.add(subscriber)
                case PositionUpdate(subscriber, stream, seq):
                    self._send((subscriber,), text_message(protocol.heartbeat({stream: seq})))
                case Read(stream, after, is_repeated):
                    self._spawn(self._read_stream(stream, after, _RETRY_DELAY_S if is_repeated else 0))
                case Resync():
                    self._resync_requested.set()
                case Heartbeat(positions):
                    self._send_heartbeat(positions, is_periodic=self._is_periodic)
        self._check_guests(unsubscribed)

    def _send(self, subscribers: Iterable[UUID], message: bytes) -> None:
        connections_of = self._connections.get
        for subscriber in subscribers:
            for connection in connections_of(subscriber, ()):
                connection.push(message)

    def _send_heartbeat(self, positions: Mapping[str, int], *, is_periodic: bool) -> None:
        empty_heartbeat = text_message(protocol.heartbeat({}))
        for subscriber, connections in self._connections.items():
            changed = {
                stream: positions[stream]
                for stream in self._subscriptions.streams_of(subscriber)
                if stream in positions
            }
            message = text_message(protocol.heartbeat(changed)) if changed else empty_heartbeat
            for connection in list(connections):
                if connection.pending is not None:
                    continue
                connection.missed_heartbeats += is_periodic
                if connection.missed_heartbeats > _MAX_MISSED_HEARTBEATS:
                    connection.close(RESYNC, "silent")
                else:
                    connection.push(message)

    def _check_guests(self, subscribers: Iterable[UUID]) -> None:
        """Close the sockets of those guests among these who have no stream any more: they were in calls only.

        They have already received what happened: it was written to the same sockets before.
        """
        connections = [one for subscriber in subscribers for one in self.connections_of(subscriber)]
        guests = {one.subscriber for one in connections if one.principal.kind is PrincipalKind.GUEST}
        if guests:
            self._spawn(self._retry(lambda: self._close_idle_guests(guests)))

    async def _close_idle_guests(self, guests: Collection[UUID]) -> None:
        """Read the streams of these guests again: what is known here may be older than what they were told."""
        snapshot = await self.reader.read_subscriptions(guests)
        for guest in guests:
            if not snapshot.streams_of[guest]:
                for connection in list(self.connections_of(guest)):
                    connection.close(SIGNED_OUT, "signed out")
                    self.disconnect(connection)

    def _close_sessions(self, ended: Collection[UUID]) -> None:
        for connections in list(self._connections.values()):
            for connection in list(connections):
                if connection.principal.session_id in ended:
                    connection.close(SIGNED_OUT, "signed out")
                    self.disconnect(connection)

    async def _accept_connections(self) -> None:
        """Welcome new sockets; those that connect together are read together."""
        while True:
            await self._connect_requested.wait()
            self._connect_requested.clear()
            while self._connecting:
                batch = self._connecting[:_MAX_CONNECT_BATCH]
                del self._connecting[:_MAX_CONNECT_BATCH]
                self._subscriptions.begin_connecting()
                subscribers = {connection.subscriber for connection, _ in batch}
                snapshot = await self._retry(lambda: self._read_subscriptions(subscribers))  # noqa: B023 - awaited at once
                # A session that ended before its socket was known here found nothing to close.
                session_ids = list_sessions(connection for connection, _ in batch)
                await self._retry(lambda: self._close_ended_sessions(session_ids))  # noqa: B023 - awaited at once
                for connection, done in batch:
                    self._welcome(connection, snapshot, done)
                self._subscriptions.end_connecting()

    def _welcome(
        self, connection: Connection, snapshot: SubscriptionSnapshot, done: asyncio.Future[Mapping[str, int]]
    ) -> None:
        seqs: dict[str, int] = {}
        if connection in self._connections.get(connection.subscriber, ()):
            streams = snapshot.streams_of[connection.subscriber]
            positions = {stream: snapshot.positions[stream] for stream in streams if stream in snapshot.positions}
            seqs = {stream: position.seq for stream, position in positions.items()}
            self._apply(self._subscriptions.connect(connection.subscriber, positions))
            connection.send_welcome(text_message(protocol.welcome(self.epoch, seqs)))
            if not seqs:
                self._check_guests((connection.subscriber,))
        if not done.done():
            done.set_result(seqs)

    async def _read_subscriptions(
        self, subscribers: Collection[UUID], streams: Collection[str] = ()
    ) -> SubscriptionSnapshot:
        """Return the snapshot, read after the bus carries all its streams, so that nothing falls between."""
        if not self.epoch:
            async with self._sessions() as session:
                self.epoch = str(await read_epoch(session))
        snapshot = await self.reader.read_subscriptions(subscribers, streams)
        while await self._interest.add(snapshot.positions.keys()):
            snapshot = await self.reader.read_subscriptions(subscribers, streams)
        return snapshot

    async def _send_heartbeats(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._resync_requested.wait(), self.heartbeat_s)
            self._is_periodic = not self._resync_requested.is_set()
            self._resync_requested.clear()
            subscribers, streams = set(self._subscriptions.connected), list(self._subscriptions.streams)
            snapshot = await self._retry(lambda: self._read_subscriptions(subscribers, streams))  # noqa: B023 - awaited at once
            self._apply(self._subscriptions.on_snapshot(snapshot))
            if not self._subscriptions.is_connecting:  # whose streams are not known yet
                await self._interest.retain(self._subscriptions.streams)
            session_ids = list_sessions(
                connection for connections in self._connections.values() for connection in connections
            )
            await self._retry(lambda: self._close_ended_sessions(session_ids))  # noqa: B023 - awaited at once

    async def _close_ended_sessions(self, session_ids: Collection[UUID]) -> None:
        """Close the sockets of those of these sessions that have ended."""
        async with self._sessions() as session:
            active = await self._principal_sessions.list_active(session, session_ids)
        self._close_sessions(set(session_ids) - set(active))

    async def _read_stream(self, stream: str, after: int | None, delay: float) -> None:
        await asyncio.sleep(delay)
        await self._interest.add([stream])  # before the read: what is published after it arrives
        try:
            snapshot = await self._read_when_available(stream, after)
        except Exception as error:
            log.exception("stream not read", stream=stream, exc_info=error)
            self._apply(self._subscriptions.on_unreadable(stream))
        else:
            self._apply(self._subscriptions.on_read(stream, snapshot))

    async def _read_when_available(self, stream: str, after: int | None) -> StreamSnapshot:
        """Repeat until the database responds, without holding a slot meanwhile. Raises what it raises otherwise."""
        while True:
            try:
                async with self._read_slots:
                    return await self.reader.read(stream, after)
            except DATABASE_ERRORS as error:
                if not is_unavailable(error):
                    raise
                log.warning("gateway waits for the database", error=type(error).__name__)
            await asyncio.sleep(_RETRY_DELAY_S)

    async def _read_difference(self, stream: str, after: int) -> bytes | None:
        """Return the difference, or None where it cannot be read now: the client will ask again."""
        try:
            async with self._read_slots:
                found = await self.reader.read_difference(stream, after)
        except DATABASE_ERRORS as error:
            log.warning("difference not read", error=type(error).__name__)
            return None
        return protocol.difference(found) if found else None

    async def _retry(self, read: Callable[[], Awaitable[T]]) -> T:
        """Repeat until the database responds: it may be unavailable for a moment."""
        while True:
            try:
                return await read()
            except DATABASE_ERRORS as error:
                log.warning("gateway waits for the database", error=type(error).__name__)
                await asyncio.sleep(_RETRY_DELAY_S)

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        # In a context of its own: not that of the request whose commit caused the work.
        task = asyncio.create_task(work, context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def run_forever(work: Callable[[], Awaitable[None]]) -> None:
    """Run this forever: an unexpected error is logged, and the work restarted."""
    while True:
        try:
            await work()
        except Exception as error:
            log.exception("gateway task failed", exc_info=error)
            await asyncio.sleep(_RETRY_DELAY_S)
