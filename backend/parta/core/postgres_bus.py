"""The bus over PostgreSQL's LISTEN and NOTIFY.

What is published at about the same time is sent in one statement on a separate connection, after the commit and
without waiting for the disk. The publishing transaction itself never notifies: notifying commits are serialized.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import asyncpg

from parta.core.packets import Batch, pack
from parta.core.remote_bus import RemoteBus

CHANNEL = "parta"
MAX_NOTIFICATION_BYTES = 7900
"""Size of the longest notification of PostgreSQL, less a margin."""
_CHECK_INTERVAL_S = 5.0
_TIMEOUT_S = 5.0

_NOTIFY = f"SELECT count(pg_notify('{CHANNEL}', payload)) FROM unnest($1::text[]) AS payload"  # noqa: S608 - our own constant


class PostgresBus(RemoteBus):
    """Exchanges with other processes by notifications. Everything arrives in every process."""

    def __init__(self, url: str) -> None:
        """Create a bus over the database at this `postgresql://` URL."""
        super().__init__()
        self._url = url

    def _exchanges(self) -> Sequence[Callable[[], Awaitable[None]]]:
        return self._send_notifications, self._receive_notifications

    @asynccontextmanager
    async def _connect(self) -> AsyncGenerator[asyncpg.Connection]:
        connection: asyncpg.Connection = await asyncpg.connect(self._url, timeout=_TIMEOUT_S)
        try:
            yield connection
        finally:
            connection.terminate()

    async def _send_notifications(self) -> None:
        async with self._connect() as connection:
            await connection.execute("SET synchronous_commit = off")
            notify = await connection.prepare(_NOTIFY)

            async def send(batch: Batch) -> None:
                packets = pack(self._origin, batch, MAX_NOTIFICATION_BYTES)
                await notify.fetchval([packet.decode() for packet in packets], timeout=_TIMEOUT_S)

            await self._send_queued(send)

    async def _receive_notifications(self) -> None:
        async with self._connect() as connection:
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
        for item in self._unpack(str(payload).encode()):
            self._deliver(item)
