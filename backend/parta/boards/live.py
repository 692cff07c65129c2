"""Boards with connected viewers: changes are saved first, then broadcast to all viewers, in every process.

Changes travel as Yjs updates (y-protocols): a client that connects sends its state and receives what it lacks.
Pointers are ephemeral: broadcast at once, never saved.
"""

import asyncio
import base64
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pycrdt
import structlog
from pycrdt import YMessageType, YSyncMessageType
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards import pointers, queries, rules, service
from parta.boards.rules import BoardAccess
from parta.core.bus import Bus
from parta.core.errors import NotFound
from parta.core.streams import EphemeralEvent, Frame
from parta.core.transaction import transaction
from parta.core.unit_of_work import Outbound, Sessions

FindAccess = Callable[[AsyncSession, UUID, Collection[UUID]], Awaitable[Mapping[UUID, BoardAccess]]]
"""Return the access of each of these subscribers to the board; those omitted have none."""

POINTERS_MOVED = "board_pointers_moved"
"""The ephemeral event that pointers moved: `board_id`, `message` (base64)."""

_DATABASE_ERRORS = (SQLAlchemyError, OSError, TimeoutError)
_ACCESS_CHECK_INTERVAL_S = 15.0
_RETRY_DELAY_S = 0.5
_BATCH_DELAY_S = 0.03
"""How long changes are collected before they are saved together."""

_EMPTY_UPDATE = b"\x00\x00"
"""The Yjs update without changes."""

log = structlog.get_logger()


class MessageRejected(Exception):
    """The message is not accepted; the socket closes with this reason."""


@dataclass(slots=True, eq=False)
class Viewer:
    """One socket of a board. `send` sends a message of the protocol, `close` closes the socket with a reason."""

    subscriber: UUID
    session_id: UUID
    send: Callable[[bytes], None]
    close: Callable[[str], None]
    access: BoardAccess = BoardAccess.READ
    pointers: dict[int, int] = field(default_factory=dict[int, int])
    """Yjs client ids that sent pointers over this socket, with the clock of the last message."""


@dataclass(slots=True, eq=False)
class _LiveBoard:
    """A board in memory while it has viewers in this process."""

    board_id: UUID
    doc: pycrdt.Doc[Any] = field(default_factory=pycrdt.Doc[Any])
    number: int = 0
    size: int = 0
    viewers: set[Viewer] = field(default_factory=set[Viewer])
    pointers: dict[int, bytes] = field(default_factory=dict[int, bytes])
    """The last message of each present pointer."""
    unsaved: list[bytes] = field(default_factory=list[bytes])
    """Updates that are not saved yet."""
    saving: asyncio.Task[None] | None = None
    load_lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class LiveBoards:
    """All boards with viewers in this process. Listens to the bus."""

    def __init__(self, sessions: Sessions, bus: Bus, access: FindAccess) -> None:
        """Serve boards; `access` returns who may do what with them."""
        self._sessions = sessions
        self._bus = bus
        self._access = access
        self._boards: dict[UUID, _LiveBoard] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Check access periodically inside the block; at its end save what is unsaved."""
        checking = asyncio.create_task(self._check_access_periodically())
        try:
            yield
        finally:
            checking.cancel()
            await asyncio.gather(checking, *self._tasks, return_exceptions=True)

    async def connect(self, board_id: UUID, viewer: Viewer) -> bool:
        """Connect a viewer and send the board; return False if they have no access."""
        async with self._sessions() as session:
            viewer.access = (await self._access(session, board_id, [viewer.subscriber])).get(
                viewer.subscriber, BoardAccess.NONE
            )
        if viewer.access is BoardAccess.NONE:
            return False
        board = self._boards.setdefault(board_id, _LiveBoard(board_id))
        board.viewers.add(viewer)
        try:
            await self._load(board)
        except NotFound:
            self.disconnect(board_id, viewer)
            return False
        self._request_missing(board, viewer)
        for message in board.pointers.values():
            viewer.send(message)
        return True

    def disconnect(self, board_id: UUID, viewer: Viewer) -> None:
        """Remove a closed socket, and its pointers for the others."""
        board = self._boards.get(board_id)
        if board is None or viewer not in board.viewers:
            return
        board.viewers.discard(viewer)
        if viewer.pointers:
            self._publish_pointers(board, pointers.encode_removed(viewer.pointers))
        if not board.viewers and not board.unsaved and board.saving is None:
            del self._boards[board_id]

    def on_message(self, board_id: UUID, viewer: Viewer, message: bytes) -> None:
        """Handle a message of the protocol. Raises MessageRejected."""
        board = self._boards[board_id]
        if len(message) > rules.MAX_MESSAGE_BYTES:
            raise MessageRejected("too_long")
        try:
            match message[0]:
                case YMessageType.SYNC:
                    self._on_sync(board, viewer, message[1], message[2:])
                case YMessageType.AWARENESS if viewer.access is BoardAccess.DRAW:
                    viewer.pointers |= {client: clock for client, clock, _ in pointers.decode(message)}
                    self._publish_pointers(board, message)
                case _:
                    pass
        except (ValueError, IndexError, RuntimeError) as error:
            raise MessageRejected("malformed") from error

    def on_frame(self, frame: Frame) -> None:
        """Ignore: boards are not streams."""

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Ignore: boards are not streams."""

    def on_lost(self) -> None:
        """Reload all boards: events may have been missed."""
        for board in self._boards.values():
            self._spawn(self._refresh(board))

    def on_ephemeral(self, event: EphemeralEvent) -> None:
        """Handle an event of any process about a board with viewers here."""
        if event.name == "sessions_ended":
            ended = {UUID(str(one)) for one in event.payload["session_ids"]}
            self._close([one for board in self._boards.values() for one in board.viewers if one.session_id in ended])
            return
        if event.name not in (service.CHANGED, service.ACCESS_CHANGED, POINTERS_MOVED):
            return
        board = self._boards.get(UUID(str(event.payload["board_id"])))
        if board is None:
            return
        if event.name == service.CHANGED:
            self._spawn(self._refresh(board))
        elif event.name == service.ACCESS_CHANGED:
            self._spawn(self._check_access(board))
        else:
            self._apply_pointers(board, base64.b64decode(str(event.payload["message"])))

    def _on_sync(self, board: _LiveBoard, viewer: Viewer, kind: int, body: bytes) -> None:
        content = pycrdt.read_message(body)
        if kind == YSyncMessageType.SYNC_STEP1:
            viewer.send(_build_sync_message(YSyncMessageType.SYNC_STEP2, board.doc.get_update(content)))
        elif viewer.access is BoardAccess.DRAW:
            self._draw(board, content)
        elif kind == YSyncMessageType.SYNC_UPDATE:
            raise MessageRejected("read_only")

    def _draw(self, board: _LiveBoard, update: bytes) -> None:
        if not rules.has_room(board.size, len(update)):
            raise MessageRejected("board_full")
        if update == _EMPTY_UPDATE:
            return
        board.doc.apply_update(update)
        board.size += len(update)
        board.unsaved.append(update)
        if board.saving is None:
            board.saving = self._spawn(self._save(board))

    async def _save(self, board: _LiveBoard) -> None:
        """Save unsaved updates, those collected together as one change, until there are none."""
        try:
            while board.unsaved:
                await asyncio.sleep(_BATCH_DELAY_S)
                update = pycrdt.merge_updates(*board.unsaved)
                count = len(board.unsaved)
                try:
                    async with transaction(self._sessions, self._bus) as session:
                        await service.append_change(session, board.board_id, update)
                except _DATABASE_ERRORS as error:
                    log.warning("a board was not saved", error=type(error).__name__)
                    await asyncio.sleep(_RETRY_DELAY_S)
                else:
                    del board.unsaved[:count]
        finally:
            board.saving = None
            if not board.viewers:
                self._boards.pop(board.board_id, None)

    async def _refresh(self, board: _LiveBoard) -> None:
        try:
            await self._load(board)
        except NotFound:
            log.info("a board does not exist", board_id=str(board.board_id))  # viewers who connect are rejected
        except _DATABASE_ERRORS as error:
            log.warning("a board was not loaded", error=type(error).__name__)

    async def _load(self, board: _LiveBoard) -> None:
        """Load the changes saved since, and broadcast them to all viewers."""
        async with board.load_lock:
            async with self._sessions() as session:
                content = await queries.read_content(session, board.board_id, after=board.number)
            for update in content.updates:
                board.doc.apply_update(update)
                self._broadcast(board.viewers, pycrdt.create_update_message(update))
            if content.number != board.number:
                board.size = len(board.doc.get_update())
            board.number = content.number

    def _request_missing(self, board: _LiveBoard, viewer: Viewer) -> None:
        """Request changes that only the viewer has, if they may draw."""
        if viewer.access is BoardAccess.DRAW:
            viewer.send(_build_sync_message(YSyncMessageType.SYNC_STEP1, board.doc.get_state()))

    def _publish_pointers(self, board: _LiveBoard, message: bytes) -> None:
        payload = {"board_id": str(board.board_id), "message": base64.b64encode(message).decode()}
        self._bus.publish(Outbound(ephemerals=[EphemeralEvent(POINTERS_MOVED, payload)]))

    def _apply_pointers(self, board: _LiveBoard, message: bytes) -> None:
        for client, clock, state in pointers.decode(message):
            if state == pointers.REMOVED:
                board.pointers.pop(client, None)
            else:
                board.pointers[client] = pointers.encode([(client, clock, state)])
        self._broadcast(board.viewers, message)

    async def _check_access_periodically(self) -> None:
        while True:
            await asyncio.sleep(_ACCESS_CHECK_INTERVAL_S)
            for board in list(self._boards.values()):
                await self._check_access(board)

    async def _check_access(self, board: _LiveBoard) -> None:
        """Update the access of all viewers of the board; close those without access."""
        viewers = list(board.viewers)
        try:
            async with self._sessions() as session:
                found = await self._access(session, board.board_id, {viewer.subscriber for viewer in viewers})
        except _DATABASE_ERRORS as error:
            log.warning("access to a board was not checked", error=type(error).__name__)
            return
        for viewer in viewers:
            previous, viewer.access = viewer.access, found.get(viewer.subscriber, BoardAccess.NONE)
            if viewer.access is BoardAccess.DRAW and previous is BoardAccess.READ:
                self._request_missing(board, viewer)
        self._close([viewer for viewer in viewers if viewer.access is BoardAccess.NONE])

    def _broadcast(self, viewers: Iterable[Viewer], message: bytes) -> None:
        for viewer in list(viewers):
            viewer.send(message)

    def _close(self, viewers: Iterable[Viewer]) -> None:
        for viewer in viewers:
            viewer.close("closed")

    def _spawn(self, work: Awaitable[None]) -> asyncio.Task[None]:
        # In a context of its own: not that of the request whose commit caused the work.
        task = Context().run(asyncio.ensure_future, work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _build_sync_message(kind: YSyncMessageType, content: bytes) -> bytes:
    return bytes((YMessageType.SYNC, kind)) + pycrdt.write_message(content)
