"""Boards that somebody looks at now: what is drawn is kept first, then told to all who look, in every process.

A drawing travels as Yjs updates (y-protocols): whoever comes tells what they have and is given the rest. Pointers are
fleeting: told on at once, never kept.
"""

import asyncio
import base64
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pycrdt
import structlog
from pycrdt import YMessageType, YSyncMessageType
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards import pointers, queries, rules, service
from parta.boards.rules import Access
from parta.core.bus import Bus
from parta.core.db import Sessions
from parta.core.errors import NotFound
from parta.core.streams import EphemeralEvent, Frame, Outbound
from parta.core.transaction import transaction

FindAccess = Callable[[AsyncSession, UUID, Collection[UUID]], Awaitable[Mapping[UUID, Access]]]
"""Give what each of these hearers may do with the board; who is left out may do nothing."""

POINTED = "board_pointed"
"""The signal that somebody moved their pointer: `board_id`, `said` (base64)."""

_AWAY = (SQLAlchemyError, OSError, TimeoutError)
_ASK_EVERY_S = 15.0
_PAUSE_S = 0.5
_TOGETHER_S = 0.03
"""How long drawings are gathered before they are kept together."""

_NOTHING = b"\x00\x00"
"""The update of who has nothing to tell."""

log = structlog.get_logger()


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """What came cannot be taken; the socket closes with this reason."""


@dataclass(slots=True, eq=False)
class Viewer:
    """One socket before a board. `tell` sends a message of the protocol, `close` ends the socket with a reason."""

    subscriber: UUID
    session_id: UUID
    tell: Callable[[bytes], None]
    close: Callable[[str], None]
    access: Access = Access.READ
    pointers: dict[int, int] = field(default_factory=dict[int, int])
    """Yjs client ids that spoke over this socket, with the clock of their last word."""


@dataclass(slots=True, eq=False)
class _LiveBoard:
    """A board in memory while somebody here looks at it."""

    board_id: UUID
    doc: pycrdt.Doc[Any] = field(default_factory=pycrdt.Doc[Any])
    number: int = 0
    size: int = 0
    viewers: set[Viewer] = field(default_factory=set[Viewer])
    pointing: dict[int, bytes] = field(default_factory=dict[int, bytes])
    """The last word of each pointer that is there."""
    waiting: list[bytes] = field(default_factory=list[bytes])
    """Drawn and not kept yet."""
    keeping: asyncio.Task[None] | None = None
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


class LiveBoards:
    """All boards that somebody looks at over this process. Listens to the bus."""

    def __init__(self, sessions: Sessions, bus: Bus, access: FindAccess) -> None:
        """Serve boards; `access` says who may do what with them."""
        self._sessions = sessions
        self._bus = bus
        self._access = access
        self._boards: dict[UUID, _LiveBoard] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Ask now and then who may still look, while the block lasts; at its end keep what waits."""
        asking = asyncio.create_task(self._keep_asking())
        try:
            yield
        finally:
            asking.cancel()
            await asyncio.gather(asking, *self._tasks, return_exceptions=True)

    async def arrive(self, board_id: UUID, viewer: Viewer) -> bool:
        """Let somebody look at the board, told what is drawn; False: it is not theirs to see."""
        async with self._sessions() as session:
            viewer.access = (await self._access(session, board_id, [viewer.subscriber])).get(
                viewer.subscriber, Access.NONE
            )
        if viewer.access is Access.NONE:
            return False
        board = self._boards.setdefault(board_id, _LiveBoard(board_id))
        board.viewers.add(viewer)
        try:
            await self._read(board)
        except NotFound:
            self.leave(board_id, viewer)
            return False
        self._ask(board, viewer)
        for said in board.pointing.values():
            viewer.tell(said)
        return True

    def leave(self, board_id: UUID, viewer: Viewer) -> None:
        """Forget a socket that is closed, and let its pointers vanish for the others."""
        board = self._boards.get(board_id)
        if board is None or viewer not in board.viewers:
            return
        board.viewers.discard(viewer)
        if viewer.pointers:
            self._point(board, pointers.vanished(viewer.pointers))
        if not board.viewers and not board.waiting and board.keeping is None:
            del self._boards[board_id]

    def hear(self, board_id: UUID, viewer: Viewer, message: bytes) -> None:
        """Take a message of the protocol. Raises Refused."""
        board = self._boards[board_id]
        if len(message) > rules.LONGEST_MESSAGE:
            raise Refused("too_long")
        try:
            match message[0]:
                case YMessageType.SYNC:
                    self._sync(board, viewer, message[1], message[2:])
                case YMessageType.AWARENESS if viewer.access is Access.DRAW:
                    viewer.pointers |= {client: clock for client, clock, _ in pointers.parse(message)}
                    self._point(board, message)
                case _:
                    pass
        except (ValueError, IndexError, RuntimeError) as error:
            raise Refused("malformed") from error

    def on_frame(self, frame: Frame) -> None:
        """Nothing to do: boards are no streams."""

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Nothing to do either."""

    def on_lost(self) -> None:
        """Read all anew: something may have been missed."""
        for board in self._boards.values():
            self._spawn(self._refresh(board))

    def on_ephemeral(self, signal: EphemeralEvent) -> None:
        """Take notice of what other processes, or our own, did with a board that is looked at here."""
        if signal.name == "sessions_ended":
            ended = {UUID(str(one)) for one in signal.payload["session_ids"]}
            self._close([one for board in self._boards.values() for one in board.viewers if one.session_id in ended])
            return
        if signal.name not in (service.DRAWN, service.ACCESS_CHANGED, POINTED):
            return
        board = self._boards.get(UUID(str(signal.payload["board_id"])))
        if board is None:
            return
        if signal.name == service.DRAWN:
            self._spawn(self._refresh(board))
        elif signal.name == service.ACCESS_CHANGED:
            self._spawn(self._ask_access(board))
        else:
            self._show_pointers(board, base64.b64decode(str(signal.payload["said"])))

    def _sync(self, board: _LiveBoard, viewer: Viewer, kind: int, body: bytes) -> None:
        content = pycrdt.read_message(body)
        if kind == YSyncMessageType.SYNC_STEP1:
            viewer.tell(_sync_message(YSyncMessageType.SYNC_STEP2, board.doc.get_update(content)))
        elif viewer.access is Access.DRAW:
            self._draw(board, content)
        elif kind == YSyncMessageType.SYNC_UPDATE:
            raise Refused("read_only")

    def _draw(self, board: _LiveBoard, update: bytes) -> None:
        if not rules.has_room(board.size, len(update)):
            raise Refused("board_full")
        if update == _NOTHING:
            return
        board.doc.apply_update(update)
        board.size += len(update)
        board.waiting.append(update)
        if board.keeping is None:
            board.keeping = self._spawn(self._keep(board))

    async def _keep(self, board: _LiveBoard) -> None:
        """Keep what was drawn, those that come together as one piece, until nothing waits."""
        try:
            while board.waiting:
                await asyncio.sleep(_TOGETHER_S)
                update = pycrdt.merge_updates(*board.waiting)
                count = len(board.waiting)
                try:
                    async with transaction(self._sessions, self._bus) as session:
                        await service.add_piece(session, board.board_id, update)
                except _AWAY as error:
                    log.warning("a board waits for the database", error=type(error).__name__)
                    await asyncio.sleep(_PAUSE_S)
                else:
                    del board.waiting[:count]
        finally:
            board.keeping = None
            if not board.viewers:
                self._boards.pop(board.board_id, None)

    async def _refresh(self, board: _LiveBoard) -> None:
        try:
            await self._read(board)
        except NotFound:
            log.info("there is no such board", board_id=str(board.board_id))  # who arrives there is turned away
        except _AWAY as error:
            log.warning("a board was not read", error=type(error).__name__)

    async def _read(self, board: _LiveBoard) -> None:
        """Read what was kept since, and tell it to all who look."""
        async with board.reading:
            async with self._sessions() as session:
                drawn = await queries.read_drawn(session, board.board_id, after=board.number)
            for update in drawn.updates:
                board.doc.apply_update(update)
                self._tell(board.viewers, pycrdt.create_update_message(update))
            if drawn.number != board.number:
                board.size = len(board.doc.get_update())
            board.number = drawn.number

    def _ask(self, board: _LiveBoard, viewer: Viewer) -> None:
        """Ask for what the viewer drew and we do not have: only of who may draw."""
        if viewer.access is Access.DRAW:
            viewer.tell(_sync_message(YSyncMessageType.SYNC_STEP1, board.doc.get_state()))

    def _point(self, board: _LiveBoard, said: bytes) -> None:
        told = EphemeralEvent(POINTED, {"board_id": str(board.board_id), "said": base64.b64encode(said).decode()})
        self._bus.publish(Outbound(ephemerals=[told]))

    def _show_pointers(self, board: _LiveBoard, said: bytes) -> None:
        for client, clock, state in pointers.parse(said):
            if state == pointers.GONE:
                board.pointing.pop(client, None)
            else:
                board.pointing[client] = pointers.message([(client, clock, state)])
        self._tell(board.viewers, said)

    async def _keep_asking(self) -> None:
        while True:
            await asyncio.sleep(_ASK_EVERY_S)
            for board in list(self._boards.values()):
                await self._ask_access(board)

    async def _ask_access(self, board: _LiveBoard) -> None:
        """Bring into line what everybody before the board may do."""
        viewers = list(board.viewers)
        try:
            async with self._sessions() as session:
                found = await self._access(session, board.board_id, {viewer.subscriber for viewer in viewers})
        except _AWAY as error:
            log.warning("access to a board was not asked", error=type(error).__name__)
            return
        for viewer in viewers:
            before, viewer.access = viewer.access, found.get(viewer.subscriber, Access.NONE)
            if viewer.access is Access.DRAW and before is Access.READ:
                self._ask(board, viewer)
        self._close([viewer for viewer in viewers if viewer.access is Access.NONE])

    def _tell(self, viewers: Iterable[Viewer], message: bytes) -> None:
        for viewer in list(viewers):
            viewer.tell(message)

    def _close(self, viewers: Iterable[Viewer]) -> None:
        for viewer in viewers:
            viewer.close("closed")

    def _spawn(self, work: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _sync_message(kind: YSyncMessageType, content: bytes) -> bytes:
    return bytes((YMessageType.SYNC, kind)) + pycrdt.write_message(content)
