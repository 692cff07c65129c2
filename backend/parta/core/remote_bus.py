"""What buses between processes have in common: a bounded queue, and connections that are restored."""

import asyncio
import secrets
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import msgspec
import structlog

from parta.core.bus import BaseBus
from parta.core.packets import Batch, Item, encoded_size, prefix_of, unpack
from parta.core.unit_of_work import Outbound

_MAX_QUEUED = 10_000
_MAX_QUEUED_BYTES = 16 << 20
_INITIAL_RETRY_DELAY_S = 0.1
_MAX_RETRY_DELAY_S = 2.0
_FLUSH_TIMEOUT_S = 1.0

log = structlog.get_logger()


class RemoteBus(BaseBus, ABC):
    """Delivers what this process publishes to its own handlers at once, and to other processes in a moment."""

    def __init__(self) -> None:
        """Create a bus without handlers."""
        super().__init__()
        self._origin = secrets.token_urlsafe(9)
        self._own_prefix = prefix_of(self._origin)
        self._queue: deque[Item] = deque()
        self._queued_bytes = 0
        self._dropped = False
        """True if something was not sent, and the others have not been told yet."""
        self._wakeup = asyncio.Event()
        self._flushed = asyncio.Event()
        self._flushed.set()

    def publish(self, outbound: Outbound) -> None:
        """Deliver in this process at once, and to the others in a moment. Never waits, never fails."""
        for item in (*outbound.frames, *outbound.ephemerals):
            self._deliver(item)
            if self._queue and self._queue[-1] == item:
                continue
            self._queue.append(item)
            self._queued_bytes += encoded_size(item)
        if len(self._queue) > _MAX_QUEUED or self._queued_bytes > _MAX_QUEUED_BYTES:
            self._take_batch()
            self._dropped = True
        self._flushed.clear()
        self._wakeup.set()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Exchange with other processes while the block lasts; at the end what is queued is still sent."""
        tasks = [asyncio.create_task(_repeat(exchange)) for exchange in self._exchanges()]
        try:
            yield
        finally:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._flushed.wait(), _FLUSH_TIMEOUT_S)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    @abstractmethod
    def _exchanges(self) -> Sequence[Callable[[], Awaitable[None]]]:
        """Return what is done, each over a connection of its own, until the connection is lost."""

    async def _send_queued(self, send: Callable[[Batch], Awaitable[None]]) -> None:
        """Send what is published until that fails: it is then reported as lost."""
        while True:
            await self._wakeup.wait()
            self._wakeup.clear()
            while self._queue or self._dropped:
                try:
                    await send(self._take_batch())
                except BaseException:
                    self._dropped = True
                    self._wakeup.set()
                    raise
            self._flushed.set()

    def _take_batch(self) -> Batch:
        batch = Batch(list(self._queue), self._dropped)
        self._queue.clear()
        self._queued_bytes, self._dropped = 0, False
        return batch

    def _unpack(self, payload: bytes) -> Sequence[Item]:
        """Return what this packet of another process carries; report what was lost."""
        if payload.startswith(self._own_prefix):
            return ()
        try:
            batch = unpack(payload, self._decoders)
        except (msgspec.MsgspecError, RecursionError):
            log.warning("unreadable packet")
            self._report_lost()
            return ()
        if batch.lost:
            self._report_lost()
        return batch.items


async def _repeat(exchange: Callable[[], Awaitable[None]]) -> None:
    """Do this again whenever it fails, after a moment; after a longer one each time, if it fails at once."""
    clock = asyncio.get_running_loop().time
    delay = _INITIAL_RETRY_DELAY_S
    while True:
        started_at = clock()
        try:
            await exchange()
        except Exception as error:  # noqa: BLE001 - whatever it was, a bus connects again
            log.warning("bus connection lost", error=type(error).__name__)
        if clock() - started_at > _MAX_RETRY_DELAY_S:
            delay = _INITIAL_RETRY_DELAY_S
        await asyncio.sleep(delay)
        delay = min(delay * 2, _MAX_RETRY_DELAY_S)
