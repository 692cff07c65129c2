"""The send queue: writes waiting messages in one transaction, resolves each request, publishes the frames."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg
import structlog

from parta.core.bus import Bus
from parta.core.db import DATABASE_ERRORS, is_unavailable
from parta.core.errors import DomainError
from parta.core.principal_sessions import hash_token
from parta.core.unit_of_work import Outbound
from parta.messenger.rules.errors import SendQueueBusy
from parta.messenger.rules.messages import SendRequest
from parta.messenger.send_queue import statements
from parta.messenger.send_queue.batch import BatchResult, Outcome, QueuedSend, StoredMessage, write_batch
from parta.messenger.send_queue.rate_limiter import SendRateLimiter

_MAX_BATCH = 128
_MAX_WAITING = 1024
_GATHER_TURNS = 3
"""Turns of the event loop from the arrival of a request to the queue."""
_TIMEOUT_S = 10.0
"""How long a request waits for an unavailable database before its client is asked to retry."""
_CONNECT_TIMEOUT_S = 3.0
_BATCH_TIMEOUT_S = 5.0
_RETRY_DELAY_S = 0.1
_MAX_TRIES = 3

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _PendingSend:
    """A waiting request, its deadline, and the future of its outcome."""

    queued: QueuedSend
    deadline: float
    outcome: asyncio.Future[Outcome]

    def resolve(self, outcome: Outcome) -> None:
        """Set the outcome, unless the caller was cancelled."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)


class SendQueue:
    """Commits messages in batches, over a connection of its own."""

    def __init__(self, url: str | None, bus: Bus, *, emits: bool) -> None:
        """Create a queue for the database at this `postgresql://` URL; with `emits` it emits MessagesSent."""
        self._url = url
        self._emits = emits
        self._bus = bus
        self._rate_limiter = SendRateLimiter()
        self._waiting: list[_PendingSend] = []
        self._wakeup = asyncio.Event()
        self._is_open = False
        self._connection: asyncpg.Connection | None = None

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Process requests inside the block; those still waiting at its end are written."""
        self._is_open = True
        work = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._is_open = False
            self._wakeup.set()
            await work
            if self._connection is not None:
                with suppress(*DATABASE_ERRORS):
                    await self._connection.close(timeout=1)

    async def send(self, token: str, send: SendRequest, *, opened_for: str | None = None) -> StoredMessage:
        """Return the message once it is committed. Raises the error of the rules; SendQueueBusy if too many wait.

        `opened_for` is the id of the profile for which the sender's page was opened.
        Cancelling the call does not undo it: a queued message is written.
        """
        if not self._is_open or len(self._waiting) >= _MAX_WAITING:
            raise SendQueueBusy
        loop = asyncio.get_running_loop()
        queued = QueuedSend(hash_token(token), send, opened_for)
        pending = _PendingSend(queued, loop.time() + _TIMEOUT_S, loop.create_future())
        self._waiting.append(pending)
        self._wakeup.set()
        outcome = await pending.outcome
        if isinstance(outcome, DomainError):
            raise outcome
        return outcome

    async def _run(self) -> None:
        while self._is_open or self._waiting:
            await self._wakeup.wait()
            self._wakeup.clear()
            while self._waiting:
                await self._wait_for_others()
                batch, self._waiting = self._waiting[:_MAX_BATCH], self._waiting[_MAX_BATCH:]
                await self._write(batch)

    async def _wait_for_others(self) -> None:
        """Wait until requests that arrived at the same time have reached the queue, so that they commit together."""
        for _ in range(_GATHER_TURNS):
            await asyncio.sleep(0)

    async def _write(self, batch: Sequence[_PendingSend]) -> None:
        """Write these in one transaction; on failure one by one, so that one bad message does not fail the others."""
        try:
            self._publish(batch, await self._commit(batch))
        except Exception as error:  # noqa: BLE001 - each is retried alone, and resolved
            if len(batch) > 1:
                log.warning("a batch of messages failed", error=type(error).__name__, messages=len(batch))
            for one in batch:
                await self._write_one(one)

    async def _write_one(self, one: _PendingSend) -> None:
        """Write one message, also after a lost connection: a commit whose answer was lost is found, not repeated."""
        tries = 0
        while tries < _MAX_TRIES and asyncio.get_running_loop().time() < one.deadline:
            try:
                self._publish([one], await self._commit([one]))
            except Exception as error:  # noqa: BLE001 - the request is resolved in any case
                if is_unavailable(error):
                    await asyncio.sleep(_RETRY_DELAY_S)
                    continue
                # Not the error itself: the database quotes the rejected values.
                log.warning("a message was not written", error=type(error).__name__)
                tries += 1
            else:
                return
        one.resolve(SendQueueBusy())

    async def _commit(self, batch: Sequence[_PendingSend]) -> BatchResult:
        connection = await self._connect()
        try:
            async with asyncio.timeout(_BATCH_TIMEOUT_S):
                queued = [one.queued for one in batch]
                return await write_batch(connection, queued, self._rate_limiter, emits=self._emits)
        except BaseException:
            self._drop(connection)
            raise

    def _publish(self, batch: Sequence[_PendingSend], result: BatchResult) -> None:
        self._bus.publish(Outbound(frames=result.frames))
        for one, outcome in zip(batch, result.outcomes, strict=True):
            one.resolve(outcome)

    async def _connect(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            settings = statements.SETTINGS
            self._connection = await asyncpg.connect(self._url, timeout=_CONNECT_TIMEOUT_S, server_settings=settings)
        return self._connection

    def _drop(self, connection: asyncpg.Connection) -> None:
        """Close a connection in an unknown state."""
        connection.terminate()
        self._connection = None
