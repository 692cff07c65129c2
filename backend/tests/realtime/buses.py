"""The buses of the contract tests: each kind with what it exchanges by, and a record of what one carries."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol, Self
from uuid import UUID

import asyncpg
import nats

from parta.core.bus import Bus
from parta.core.ephemerals import EphemeralEvent, EventsEmitted
from parta.core.nats_bus import EVERYBODY, NatsBus
from parta.core.postgres_bus import CHANNEL, MAX_NOTIFICATION_BYTES, PostgresBus
from parta.core.streams import Frame, Hint, encode_frame
from parta.messenger.events import Typing
from tests.nats_server import NatsServer

CHAT, OTHER_CHAT = f"chat:{UUID(int=1)}", f"chat:{UUID(int=2)}"
ANNA = UUID(int=3)
TYPING = Typing(UUID(int=1), ANNA)


class Network(Protocol):
    """What buses of one kind exchange by."""

    max_frame_bytes: int

    def open_bus(self) -> Bus:
        """Return a new bus, as a process has one."""
        ...

    def open_bus_to_nowhere(self) -> Bus:
        """Return a bus that finds nothing to exchange by."""
        ...

    async def cut(self) -> None:
        """Break all connections, as a network failure would."""
        ...

    async def send(self, payload: bytes) -> None:
        """Send this to every process."""
        ...


@dataclass
class PostgresNetwork:
    """Buses over this database."""

    url: str
    max_frame_bytes: int = MAX_NOTIFICATION_BYTES

    def open_bus(self) -> Bus:
        """Return a new bus, as a process has one."""
        return PostgresBus(self.url)

    def open_bus_to_nowhere(self) -> Bus:
        """Return a bus that finds nothing to exchange by."""
        return PostgresBus("postgresql://nobody@127.0.0.1:1/nothing")

    async def cut(self) -> None:
        """Break all connections, as a network failure would."""
        await drop_connections(self.url)

    async def send(self, payload: bytes) -> None:
        """Send this to every process."""
        connection = await asyncpg.connect(self.url)
        await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload.decode())
        await connection.close()


@dataclass
class NatsNetwork:
    """Buses over this server."""

    server: NatsServer
    max_frame_bytes: int = 1 << 20

    def open_bus(self) -> Bus:
        """Return a new bus, as a process has one."""
        return NatsBus(self.server.url)

    def open_bus_to_nowhere(self) -> Bus:
        """Return a bus that finds nothing to exchange by."""
        return NatsBus("nats://127.0.0.1:1")

    async def cut(self) -> None:
        """Break all connections, as a network failure would."""
        await self.server.stop()
        await self.server.start()

    async def send(self, payload: bytes) -> None:
        """Send this to every process."""
        connection = await nats.connect(self.server.url)  # pyright: ignore[reportUnknownMemberType] - its options are untyped
        await connection.publish(EVERYBODY, payload)
        await connection.close()


@dataclass
class Record:
    """What a bus carried, in order."""

    items: list[Frame | Hint | EphemeralEvent] = field(default_factory=list[Frame | Hint | EphemeralEvent])
    losses: int = 0

    @classmethod
    def listen(cls, bus: Bus) -> Self:
        """Return the record of what this bus carries from now on."""
        record = cls()
        bus.on_frames(record.items.append)
        bus.on_hints(record.items.append)
        bus.on(Typing, record.items.append)
        bus.on(EventsEmitted, record.items.append)
        bus.on_lost(record.count_loss)
        return record

    def count_loss(self) -> None:
        """Count a loss."""
        self.losses += 1

    def seqs(self, stream: str = CHAT) -> list[int]:
        """Return the seqs of the stream's frames and hints."""
        return [one.seq for one in self.items if not isinstance(one, EphemeralEvent) and one.stream == stream]


@asynccontextmanager
async def run_processes(network: Network, count: int = 2) -> AsyncGenerator[list[tuple[Bus, Record]]]:
    """Yield the buses of so many processes that reach each other, each with its record."""
    async with AsyncExitStack() as running:
        buses = [network.open_bus() for _ in range(count)]
        processes = [(bus, Record.listen(bus)) for bus in buses]
        for bus in buses:
            await running.enter_async_context(bus.running())
        await wait_until(lambda: all(record.losses for _, record in processes))
        yield processes


def frame(seq: int, *, stream: str = CHAT, audience_seq: int = 0, size: int = 0) -> Frame:
    """Return a frame of about this size."""
    return encode_frame(stream, seq, audience_seq, [("message", f'{{"text":"{"x" * size}"}}')])


async def wait_until(condition: Callable[[], object]) -> None:
    """Wait until this is true."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what happens has no event
            await asyncio.sleep(0.01)


async def drop_connections(url: str) -> None:
    """Break every connection that listens or notifies, as a network failure would."""
    admin = await asyncpg.connect(url)
    try:
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() AND (query ILIKE '%LISTEN%' OR query LIKE '%pg_notify%')"
        )
    finally:
        await admin.close()
