"""The queue of sends: takes what waits, writes it in one transaction, answers each, hands the frames to the bus."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg
import structlog

from parta.core.bus import Bus
from parta.core.errors import DomainError
from parta.core.streams import Outbound
from parta.identity.queries import hash_token
from parta.messenger.rules.refusals import Busy
from parta.messenger.rules.sending import Send
from parta.messenger.sending import statements
from parta.messenger.sending.batch import Asked, Outcome, Sent, Written, write_batch
from parta.messenger.sending.pace import Pace

_MOST_TOGETHER = 128
_MOST_WAITING = 1024
_MOMENT = 3
"""Turns of the event loop from a request's arrival to its place in the queue."""
_PATIENCE_S = 10.0
"""How long a send waits for a database that went away, before its client is asked to try again."""
_CONNECT_S = 3.0
_STATEMENT_S = 5.0
_PAUSE_S = 0.1
_TRIES = 3

_LOST = (OSError, TimeoutError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.CannotConnectNowError)
"""What says that the connection, not a send, is to blame."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A send that waits, until when, and where its outcome is awaited."""

    asked: Asked
    until: float
    outcome: asyncio.Future[Outcome]

    def answer(self, outcome: Outcome) -> None:
        """Tell the outcome, unless nobody waits for it any more."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)


class SendQueue:
    """Commits sends together, over one connection of its own."""

    def __init__(self, url: str | None, bus: Bus) -> None:
        """Prepare a queue over the database at this `postgresql://` address."""
        self._url = url
        self._bus = bus
        self._pace = Pace()
        self._waiting: list[_Waiting] = []
        self._awake = asyncio.Event()
        self._is_open = False
        self._connection: asyncpg.Connection | None = None

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Take sends while the block lasts; those that wait at its end are still written."""
        self._is_open = True
        work = asyncio.create_task(self._work())
        try:
            yield
        finally:
            self._is_open = False
            self._awake.set()
            await work
            if self._connection is not None:
                with suppress(*_LOST):
                    await self._connection.close(timeout=1)

    async def send(self, token: str, send: Send) -> Sent:
        """Give the message once it is on disk. Raises the refusal that the rules give; Busy where too many wait.

        Whoever stops waiting does not undo it: a send that was taken in is written.
        """
        if not self._is_open or len(self._waiting) >= _MOST_WAITING:
            raise Busy
        loop = asyncio.get_running_loop()
        waiting = _Waiting(Asked(hash_token(token), send), loop.time() + _PATIENCE_S, loop.create_future())
        self._waiting.append(waiting)
        self._awake.set()
        outcome = await waiting.outcome
        if isinstance(outcome, DomainError):
            raise outcome
        return outcome

    async def _work(self) -> None:
        while self._is_open or self._waiting:
            await self._awake.wait()
            self._awake.clear()
            while self._waiting:
                await self._let_others_in()
                together, self._waiting = self._waiting[:_MOST_TOGETHER], self._waiting[_MOST_TOGETHER:]
                await self._write(together)

    async def _let_others_in(self) -> None:
        """Let requests that arrived in the same moment come as far as the queue, so that they commit together."""
        for _ in range(_MOMENT):
            await asyncio.sleep(0)

    async def _write(self, together: Sequence[_Waiting]) -> None:
        """Write these in one transaction; where that fails, one by one, so that none pays for another."""
        try:
            self._tell(together, await self._commit(together))
        except Exception as error:  # noqa: BLE001 - each is tried alone next, and answered
            if len(together) > 1:
                log.warning("sends could not be written together", error=type(error).__name__, sends=len(together))
            for one in together:
                await self._write_alone(one)

    async def _write_alone(self, one: _Waiting) -> None:
        """Write one send, after a lost connection too: a commit that got through unheard is found, not doubled."""
        tries = 0
        while tries < _TRIES and asyncio.get_running_loop().time() < one.until:
            try:
                self._tell([one], await self._commit([one]))
            except _LOST:
                await asyncio.sleep(_PAUSE_S)
            except Exception as error:  # noqa: BLE001 - whatever it is, the sender is answered
                # Not the error itself: the database quotes what it could not take.
                log.warning("a send could not be written", error=type(error).__name__)
                tries += 1
            else:
                return
        one.answer(Busy())

    async def _commit(self, together: Sequence[_Waiting]) -> Written:
        connection = await self._connect()
        try:
            async with asyncio.timeout(_STATEMENT_S):
                return await write_batch(connection, [one.asked for one in together], self._pace)
        except BaseException:
            self._drop(connection)
            raise

    def _tell(self, together: Sequence[_Waiting], written: Written) -> None:
        self._bus.publish(Outbound(frames=written.frames))
        for one, outcome in zip(together, written.outcomes, strict=True):
            one.answer(outcome)

    async def _connect(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            settings = statements.SETTINGS
            self._connection = await asyncpg.connect(self._url, timeout=_CONNECT_S, server_settings=settings)
        return self._connection

    def _drop(self, connection: asyncpg.Connection) -> None:
        """Let go of a connection of which nobody knows how far it got."""
        connection.terminate()
        self._connection = None
