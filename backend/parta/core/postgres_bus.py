"""The bus over PostgreSQL's notifications.

What was published in a moment travels in one statement on a connection of its own, after the commit it tells of and
without waiting for the disk; the sending transaction never notifies, for notifying commits wait for one another.
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
from parta.core.streams import EphemeralEvent, Frame, Outbound

CHANNEL = "parta"
LONGEST = 7900
"""What PostgreSQL carries in one notification, in bytes, less a margin."""
_MOST_WAITING = 10_000
_MOST_WAITING_BYTES = 16 << 20
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 2.0
_LOOK_EVERY_S = 5.0
_PATIENCE_S = 5.0
_LAST_WORDS_S = 1.0

log = structlog.get_logger()


class Packet(msgspec.Struct, omit_defaults=True):
    """What one notification carries."""

    origin: str
    frames: list[msgspec.Raw] = []
    hints: list[tuple[str, int, int]] = []
    signals: list[tuple[str, dict[str, Any]]] = []
    lost: bool = False
    """Whether the sender had to drop something."""


class _Head(msgspec.Struct):
    s: str
    n: int
    a: int


_packets = msgspec.json.Decoder(Packet)
_heads = msgspec.json.Decoder(_Head)


def pack(origin: str, items: Iterable[Frame | EphemeralEvent], *, lost: bool = False) -> Iterator[str]:
    """Give as few notifications as carry these, in their order; what is too long for one becomes a hint."""
    packet, room = Packet(origin, lost=lost), LONGEST - 200
    is_empty = not lost
    for item in items:
        cost = _cost(item)
        if cost > room and not is_empty:
            yield msgspec.json.encode(packet).decode()
            packet, room, is_empty = Packet(origin), LONGEST - 200, True
        if isinstance(item, EphemeralEvent):
            if cost <= room:
                packet.signals = [*packet.signals, (item.name, item.payload)]
        elif cost > room:
            cost = len(item.stream) + 60
            packet.hints = [*packet.hints, (item.stream, item.seq, item.audience_seq)]
        else:
            packet.frames = [*packet.frames, msgspec.Raw(item.body)]
        room -= cost
        is_empty = False
    if not is_empty:
        yield msgspec.json.encode(packet).decode()


def unpack(payload: str) -> tuple[Packet, list[Frame]]:
    """Give what a notification carries; the bytes of each frame are those that were published."""
    packet = _packets.decode(payload.encode())
    frames: list[Frame] = []
    for raw in packet.frames:
        head = _heads.decode(raw)
        frames.append(Frame(stream=head.s, seq=head.n, audience_seq=head.a, body=bytes(raw)))
    return packet, frames


def _cost(item: Frame | EphemeralEvent) -> int:
    if isinstance(item, Frame):
        return len(item.body) + 1
    return len(msgspec.json.encode((item.name, item.payload))) + 1


class PostgresBus:
    """Brings what this process publishes to its own listeners at once, and to other processes by notifications."""

    def __init__(self, url: str) -> None:
        """Prepare a bus over the database at this `postgresql://` address."""
        self._url = url
        self._origin = secrets.token_urlsafe(9)
        self._own_words = f'{{"origin":"{self._origin}"'
        self._listeners: list[Listener] = []
        self._waiting: deque[Frame | EphemeralEvent] = deque()
        self._waiting_bytes = 0
        self._dropped = False
        self._awake = asyncio.Event()
        self._sent = asyncio.Event()
        self._sent.set()

    def add_listener(self, listener: Listener) -> None:
        """Hand everything to this listener from now on."""
        self._listeners.append(listener)

    def publish(self, sealed: Outbound) -> None:
        """Hand it to this process at once, and to the others in a moment. Never waits, never fails."""
        for item in (*sealed.frames, *sealed.ephemerals):
            self._deliver(item)
            if self._waiting and self._waiting[-1] == item:
                continue
            self._waiting.append(item)
            self._waiting_bytes += _cost(item)
        if len(self._waiting) > _MOST_WAITING or self._waiting_bytes > _MOST_WAITING_BYTES:
            self._drop()
        self._sent.clear()
        self._awake.set()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Carry to and from other processes while the block lasts; what waits at the end still goes out."""
        tasks = [asyncio.create_task(self._keep(work)) for work in (self._send, self._hear)]
        try:
            yield
        finally:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._sent.wait(), _LAST_WORDS_S)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _deliver(self, item: Frame | EphemeralEvent) -> None:
        for listener in self._listeners:
            if isinstance(item, Frame):
                listener.on_frame(item)
            else:
                listener.on_ephemeral(item)

    def _take(self) -> tuple[list[Frame | EphemeralEvent], bool]:
        items, lost = list(self._waiting), self._dropped
        self._drop()
        self._dropped = False
        return items, lost

    def _drop(self) -> None:
        self._waiting.clear()
        self._waiting_bytes = 0
        self._dropped = True

    async def _keep(self, work: Callable[[asyncpg.Connection], Awaitable[None]]) -> None:
        """Do this work over a connection, and begin again whenever it is lost."""
        pause = _FIRST_PAUSE_S
        while True:
            connection: asyncpg.Connection | None = None
            try:
                connection = await asyncpg.connect(self._url, timeout=_PATIENCE_S)
                pause = _FIRST_PAUSE_S
                await work(connection)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("the bus lost its connection", error=type(error).__name__)
            finally:
                if connection is not None:
                    connection.terminate()
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    async def _send(self, connection: asyncpg.Connection) -> None:
        await connection.execute("SET synchronous_commit = off")
        tell = await connection.prepare(f"SELECT count(pg_notify('{CHANNEL}', said)) FROM unnest($1::text[]) AS said")  # noqa: S608 - our own constant
        while True:
            await self._awake.wait()
            self._awake.clear()
            while self._waiting or self._dropped:
                items, lost = self._take()
                try:
                    await tell.fetchval(list(pack(self._origin, items, lost=lost)), timeout=_PATIENCE_S)
                except BaseException:
                    self._dropped = True
                    self._awake.set()
                    raise
            self._sent.set()

    async def _hear(self, connection: asyncpg.Connection) -> None:
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _: ended.set())
        await connection.add_listener(CHANNEL, self._heard)
        self._lose()
        while not ended.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), _LOOK_EVERY_S)
            if not ended.is_set():
                await connection.fetchval("SELECT 1", timeout=_PATIENCE_S)
        raise ConnectionResetError

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        said = str(payload)
        if said.startswith(self._own_words):
            return
        try:
            packet, frames = unpack(said)
        except msgspec.MsgspecError:
            log.warning("the bus brought what this version cannot read")
            self._lose()
            return
        if packet.lost:
            self._lose()
        for frame in frames:
            self._deliver(frame)
        for name, told in packet.signals:
            self._deliver(EphemeralEvent(name, told))
        for stream, seq, audience_seq in packet.hints:
            for listener in self._listeners:
                listener.on_hint(stream, seq, audience_seq)

    def _lose(self) -> None:
        for listener in self._listeners:
            listener.on_lost()
