"""The bus over PostgreSQL's LISTEN and NOTIFY.

What is published at about the same time is sent in one statement on a separate connection, after the commit and
without waiting for the disk. The publishing transaction itself never notifies: notifying commits are serialized.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import msgspec
import structlog

from parta.core.bus import Listener
from parta.core.db import DATABASE_ERRORS
from parta.core.streams import EphemeralEvent, Frame
from parta.core.unit_of_work import Outbound

CHANNEL = "parta"
MAX_NOTIFICATION_BYTES = 7900
"""Size of the longest notification of PostgreSQL, less a margin."""
_MAX_QUEUED = 10_000
_MAX_QUEUED_BYTES = 16 << 20
_INITIAL_RETRY_DELAY_S = 0.1
_MAX_RETRY_DELAY_S = 2.0
_CHECK_INTERVAL_S = 5.0
_TIMEOUT_S = 5.0
_FLUSH_TIMEOUT_S = 1.0

_NOTIFY = f"SELECT count(pg_notify('{CHANNEL}', payload)) FROM unnest($1::text[]) AS payload"  # noqa: S608 - our own constant

log = structlog.get_logger()


class Packet(msgspec.Struct, omit_defaults=True):
    """The content of one notification."""

    origin: str
    frames: list[msgspec.Raw] = []
    hints: list[tuple[str, int, int]] = []
    ephemerals: list[tuple[str, dict[str, Any]]] = []
    lost: bool = False
    """True if the sender had to drop something."""


class _FrameHeader(msgspec.Struct):
    s: str
    n: int
    a: int


_packet_decoder = msgspec.json.Decoder(Packet)
_frame_header_decoder = msgspec.json.Decoder(_FrameHeader)


def pack(origin: str, items: Iterable[Frame | EphemeralEvent], *, lost: bool = False) -> Iterator[str]:
    """Yield the fewest notifications that carry these items in order; a frame too long for one becomes a hint."""
    packet, left = Packet(origin, lost=lost), MAX_NOTIFICATION_BYTES - 200
    is_empty = not lost
    for item in items:
        size = _encoded_size(item)
        if size > left and not is_empty:
            yield msgspec.json.encode(packet).decode()
            packet, left, is_empty = Packet(origin), MAX_NOTIFICATION_BYTES - 200, True
        if isinstance(item, EphemeralEvent):
            if size <= left:
                packet.ephemerals = [*packet.ephemerals, (item.name, item.payload)]
        elif size > left:
            size = len(item.stream) + 60
            packet.hints = [*packet.hints, (item.stream, item.seq, item.audience_seq)]
        else:
            packet.frames = [*packet.frames, msgspec.Raw(item.body)]
        left -= size
        is_empty = False
    if not is_empty:
        yield msgspec.json.encode(packet).decode()


def unpack(payload: str) -> tuple[Packet, list[Frame]]:
    """Return the packet and its frames; the bytes of each frame are those that were published."""
    packet = _packet_decoder.decode(payload.encode())
    frames: list[Frame] = []
    for raw in packet.frames:
        header = _frame_header_decoder.decode(raw)
        frames.append(Frame(stream=header.s, seq=header.n, audience_seq=header.a, body=bytes(raw)))
    return packet, frames


def _encoded_size(item: Frame | EphemeralEvent) -> int:
    if isinstance(item, Frame):
        return len(item.body) + 1
    return len(msgspec.json.encode((item.name, item.payload))) + 1


class PostgresBus:
    """Delivers what this process publishes to its own listeners at once, and to other processes by notifications."""

    def __init__(self, url: str) -> None:
        """Create a bus over the database at this `postgresql://` URL."""
        self._url = url
        self._origin = secrets.token_urlsafe(9)
        self._own_prefix = f'{{"origin":"{self._origin}"'
        self._listeners: list[Listener] = []
        self._queue: deque[Frame | EphemeralEvent] = deque()
        self._queued_bytes = 0
        self._dropped = False
        self._wakeup = asyncio.Event()
        self._flushed = asyncio.Event()
        self._flushed.set()

    def add_listener(self, listener: Listener) -> None:
        """Pass everything to this listener from now on."""
        self._listeners.append(listener)

    def publish(self, outbound: Outbound) -> None:
        """Deliver in this process at once, and to the others in a moment. Never waits, never fails."""
        for item in (*outbound.frames, *outbound.ephemerals):
            self._deliver(item)
            if self._queue and self._queue[-1] == item:
                continue
            self._queue.append(item)
            self._queued_bytes += _encoded_size(item)
        if len(self._queue) > _MAX_QUEUED or self._queued_bytes > _MAX_QUEUED_BYTES:
            self._drop_queued()
        self._flushed.clear()
        self._wakeup.set()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Exchange with other processes while the block lasts; at the end what is queued is still sent."""
        tasks = [
            asyncio.create_task(self._run_with_reconnect(work))
            for work in (self._send_notifications, self._receive_notifications)
        ]
        try:
            yield
        finally:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._flushed.wait(), _FLUSH_TIMEOUT_S)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _deliver(self, item: Frame | EphemeralEvent) -> None:
        for listener in self._listeners:
            if isinstance(item, Frame):
                listener.on_frame(item)
            else:
                listener.on_ephemeral(item)

    def _take_queued(self) -> tuple[list[Frame | EphemeralEvent], bool]:
        items, lost = list(self._queue), self._dropped
        self._drop_queued()
        self._dropped = False
        return items, lost

    def _drop_queued(self) -> None:
        self._queue.clear()
        self._queued_bytes = 0
        self._dropped = True

    async def _run_with_reconnect(self, work: Callable[[asyncpg.Connection], Awaitable[None]]) -> None:
        """Do this work over a connection, and reconnect whenever it is lost."""
        delay = _INITIAL_RETRY_DELAY_S
        while True:
            connection: asyncpg.Connection | None = None
            try:
                connection = await asyncpg.connect(self._url, timeout=_TIMEOUT_S)
                delay = _INITIAL_RETRY_DELAY_S
                await work(connection)
            except DATABASE_ERRORS as error:
                log.warning("bus connection lost", error=type(error).__name__)
            finally:
                if connection is not None:
                    connection.terminate()
            await asyncio.sleep(delay)
            delay = min(delay * 2, _MAX_RETRY_DELAY_S)

    async def _send_notifications(self, connection: asyncpg.Connection) -> None:
        await connection.execute("SET synchronous_commit = off")
        notify = await connection.prepare(_NOTIFY)
        while True:
            await self._wakeup.wait()
            self._wakeup.clear()
            while self._queue or self._dropped:
                items, lost = self._take_queued()
                try:
                    await notify.fetchval(list(pack(self._origin, items, lost=lost)), timeout=_TIMEOUT_S)
                except BaseException:
                    self._dropped = True
                    self._wakeup.set()
                    raise
            self._flushed.set()

    async def _receive_notifications(self, connection: asyncpg.Connection) -> None:
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _: ended.set())
        await connection.add_listener(CHANNEL, self._on_notification)
        self._report_lost()
        while not ended.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), _CHECK_INTERVAL_S)
            if not ended.is_set():
                await connection.fetchval("SELECT 1", timeout=_TIMEOUT_S)
        raise ConnectionResetError

    def _on_notification(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        text = str(payload)
        if text.startswith(self._own_prefix):
            return
        try:
            packet, frames = unpack(text)
        except msgspec.MsgspecError:
            log.warning("unreadable notification")
            self._report_lost()
            return
        if packet.lost:
            self._report_lost()
        for frame in frames:
            self._deliver(frame)
        for name, event_payload in packet.ephemerals:
            self._deliver(EphemeralEvent(name, event_payload))
        for stream, seq, audience_seq in packet.hints:
            for listener in self._listeners:
                listener.on_hint(stream, seq, audience_seq)

    def _report_lost(self) -> None:
        for listener in self._listeners:
            listener.on_lost()
