"""The viewers of boards in this web process, and its connection to the boards process, which alone knows drawings."""

import asyncio
import itertools
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Coroutine, Mapping
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards import wire
from parta.boards.events import BoardAccessChanged, board_topic
from parta.boards.rules import MAX_MESSAGE_BYTES, BoardAccess, BoardRole
from parta.core.bus import Bus
from parta.core.close_codes import NO_ACCESS, SIGNED_OUT, TOO_MANY
from parta.core.db import DATABASE_ERRORS
from parta.core.ephemerals import SessionsEnded
from parta.core.principal_sessions import PrincipalSessions
from parta.core.single_flight import SingleFlight
from parta.core.unit_of_work import Sessions
from parta.gateway import board_protocol
from parta.gateway.board_pointers import (
    BoardPointerGone,
    BoardPointerMoved,
    BoardViewShown,
    OwnPointer,
    Pointers,
)
from parta.gateway.connection import Allowance, Connection, list_sessions, refuse_for_a_while
from parta.gateway.hub import run_forever
from parta.gateway.interest import Interest
from parta.gateway.transport import binary_message, text_message

FindRoles = Callable[[AsyncSession, UUID, Collection[UUID]], Awaitable[Mapping[UUID, BoardRole]]]
"""Return what each of these subscribers may do with the board; those omitted may do nothing."""


@dataclass(frozen=True, slots=True)
class BoardFinders:
    """What other packages know of those at a board."""

    roles: FindRoles
    sessions: PrincipalSessions


_ACCESS_CHECK_INTERVAL_S = 15.0
_RECONNECT_DELAY_S = 0.2
_NOT_OURS_DELAY_S = 2.0
"""Before connecting again to a process that does not know the secret."""
_MAX_SOCKETS = 5
"""Of one subscriber at one board."""
_MESSAGES = (120.0, 50.0)
_BYTES = (3.0 * MAX_MESSAGE_BYTES, 128 * 1024.0)
"""What one subscriber may send: at once, and per second."""
_COST_OF_OPENING = 64 * 1024
_COST_OF_REFUSAL = MAX_MESSAGE_BYTES
"""Taken from it: the drawing is sent, or read again."""
_MAX_WAITING_BYTES = 64 << 20
"""Of all sockets of boards together: above it those that read slowest are closed."""
_LARGE_BYTES, _BOUND_INTERVAL_S = 16 * 1024, 1.0
"""After which messages, and how often, that is looked at."""

log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class BoardViewer:
    """A socket of a board."""

    id: int
    board_id: UUID
    connection: Connection
    access: BoardAccess
    pointer: OwnPointer
    allowance: Allowance


@dataclass(slots=True)
class _Board:
    viewers: set[BoardViewer] = field(default_factory=set[BoardViewer])
    pointers: Pointers = field(default_factory=Pointers)
    view: bytes | None = None
    """Where a leader looks, for those who come."""

    def show_pointer(self, pointer_id: str, message: bytes) -> None:
        """Send this to all viewers but the one whose pointer it is."""
        encoded = text_message(message)
        for viewer in list(self.viewers):
            if viewer.pointer.id != pointer_id:
                viewer.connection.push(encoded)


class BoardRelay:
    """Relays between sockets and the boards process."""

    def __init__(self, sessions: Sessions, bus: Bus, finders: BoardFinders, address: str, key: bytes) -> None:
        """Serve boards that the process at this address keeps."""
        self._sessions = sessions
        self._bus = bus
        self._finders = finders
        self._address = address
        self._key = key
        self._channel: wire.Channel | None = None
        self._ids = itertools.count(1)
        self._viewers: dict[int, BoardViewer] = {}
        self._boards: dict[UUID, _Board] = {}
        self._allowances: dict[UUID, Allowance] = {}
        """Of those who were here lately: coming back does not renew them."""
        self._bounded_at = 0.0
        self._checks = SingleFlight()
        self._tasks: set[asyncio.Task[None]] = set()
        self._interest = Interest(bus)
        bus.on(SessionsEnded, self._on_sessions_ended)
        bus.on(BoardAccessChanged, self._on_access_changed)
        bus.on(BoardPointerMoved, self._on_pointer_moved)
        bus.on(BoardPointerGone, self._on_pointer_gone)
        bus.on(BoardViewShown, self._on_view_shown)
        bus.on_lost(self.on_lost)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Stay connected to the boards process, and check access periodically, while the block lasts."""
        for work in (self._stay_connected, self._check_access_periodically):
            self._spawn(run_forever(work))
        try:
            yield
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def connect(self, board_id: UUID, connection: Connection) -> BoardViewer | None:
        """Open the board for this socket, or close it and return None if its principal may not see the board."""
        async with self._sessions() as session:
            roles = await self._finders.roles(session, board_id, [connection.subscriber])
        if (role := roles.get(connection.subscriber)) is None:
            connection.close(NO_ACCESS, "not found")
            return None
        viewer = self._add(board_id, connection, role)
        self._spawn(self._check_access(board_id))  # what has ended meanwhile found no socket to close
        return viewer

    def disconnect(self, viewer: BoardViewer) -> None:
        """Forget a closed socket, and remove its pointer for the others."""
        if self._viewers.pop(viewer.id, None) is None:
            return
        board = self._boards[viewer.board_id]
        board.viewers.discard(viewer)
        if not board.viewers:
            del self._boards[viewer.board_id]
        self._send(wire.Close(viewer.id))
        viewer.pointer.remove(self._bus)

    async def on_message(self, viewer: BoardViewer, body: bytes) -> None:
        """Pass a message of Yjs on, no faster than the boards process reads."""
        channel = self._channel
        if channel is not None:
            channel.send(wire.FromViewer(viewer.id, body))
            try:
                await channel.drain()
            except OSError:
                return  # it is sent again when the boards process is back

    def on_lost(self) -> None:
        """Check access to all boards: events may have been missed."""
        for board_id in self._boards:
            self._spawn(self._check_access(board_id))

    def on_text(self, viewer: BoardViewer, frame: board_protocol.BoardFrame) -> None:
        """Handle a frame of those who draw, or lead."""
        if isinstance(frame, board_protocol.PointAt):
            if viewer.access.may_draw:
                viewer.pointer.move(self._bus, frame.x, frame.y)
        elif viewer.access is not BoardAccess.LEAD:
            return
        elif isinstance(frame, board_protocol.LookAt):
            viewer.pointer.look(self._bus, frame)
        else:
            self._send(wire.ReturnTo(viewer.id, frame.copy))

    def _on_sessions_ended(self, event: SessionsEnded) -> None:
        for viewer in list(self._viewers.values()):
            if viewer.connection.principal.session_id in event.session_ids:
                self._close(viewer, SIGNED_OUT, "signed out")

    def _on_access_changed(self, event: BoardAccessChanged) -> None:
        if event.board_id in self._boards:
            self._spawn(self._check_access(event.board_id))

    def _on_pointer_moved(self, event: BoardPointerMoved) -> None:
        board = self._boards.get(event.board_id)
        if board is not None and (message := board.pointers.on_moved(event)) is not None:
            board.show_pointer(event.pointer_id, message)

    def _on_view_shown(self, event: BoardViewShown) -> None:
        if (board := self._boards.get(event.board_id)) is not None:
            board.view = board_protocol.view(event.x, event.y, event.width, event.height)
            board.show_pointer(event.pointer_id, board.view)

    def _on_pointer_gone(self, event: BoardPointerGone) -> None:
        if (board := self._boards.get(event.board_id)) is not None:
            board.show_pointer(event.pointer_id, board.pointers.on_gone(event))

    def _add(self, board_id: UUID, connection: Connection, role: BoardRole) -> BoardViewer | None:
        board = self._boards.get(board_id) or _Board()
        own = sum(one.connection.subscriber == connection.subscriber for one in board.viewers)
        allowance = self._allowances.setdefault(connection.subscriber, Allowance(_MESSAGES, _BYTES))
        if own >= _MAX_SOCKETS or not allowance.take(_COST_OF_OPENING):
            refuse_for_a_while(connection.socket, "too many sockets")
            return None
        pointer = OwnPointer(board_id, role.name)
        viewer = BoardViewer(next(self._ids), board_id, connection, role.access, pointer, allowance)
        self._boards[board_id] = board
        board.viewers.add(viewer)
        self._viewers[viewer.id] = viewer
        for message in (*board.pointers.list_shown(), *([board.view] if board.view else [])):
            connection.push(text_message(message))
        if self._channel is None:
            connection.push(text_message(board_protocol.WAITING))
        self._send_open(viewer)
        return viewer

    def _send_open(self, viewer: BoardViewer) -> None:
        self._send(wire.Open(viewer.id, viewer.board_id, viewer.connection.subscriber, viewer.access))

    def _send(self, message: wire.ToBoards) -> None:
        if self._channel is not None:
            self._channel.send(message)

    async def _stay_connected(self) -> None:
        """Connect, pass on what comes, and connect again when the boards process has died: sockets stay open."""
        is_refused = False
        while True:
            try:
                channel = await wire.connect(self._address, self._key)
            except wire.NotOurs:
                if not is_refused:
                    log.warning("the boards process does not know our secret", address=self._address)
                is_refused = True
                await asyncio.sleep(_NOT_OURS_DELAY_S)
                continue
            except (OSError, TimeoutError):
                await asyncio.sleep(_RECONNECT_DELAY_S)
                continue
            self._channel, is_refused = channel, False
            for viewer in list(self._viewers.values()):
                self._send_open(viewer)
            try:
                while (message := await channel.receive()) is not None:
                    self._on_answer(message)
            except Exception as error:
                log.exception("an answer of the boards process was not handled", exc_info=error)
            finally:
                self._channel = None
                channel.close()
            log.warning("the boards process has gone")
            waiting = text_message(board_protocol.WAITING)
            for viewer in list(self._viewers.values()):
                viewer.connection.push(waiting)

    def _on_answer(self, message: wire.ToBoards | wire.ToWeb) -> None:
        if isinstance(message, wire.Deliver):
            encoded = (text_message if message.is_text else binary_message)(message.body)
            for number in message.viewers:
                if viewer := self._viewers.get(number):
                    viewer.connection.push(encoded)
            if len(encoded) > _LARGE_BYTES or time.monotonic() - self._bounded_at > _BOUND_INTERVAL_S:
                self._bound_waiting()
        elif isinstance(message, wire.Refuse):
            for number in message.viewers:
                if viewer := self._viewers.get(number):
                    self._refuse(viewer, message)

    def _refuse(self, viewer: BoardViewer, refusal: wire.Refuse) -> None:
        if refusal.code == TOO_MANY:
            refuse_for_a_while(viewer.connection.socket, refusal.reason)
            return
        viewer.allowance.charge(_COST_OF_REFUSAL)
        viewer.connection.push(text_message(board_protocol.refused(refusal.reason)))
        viewer.connection.close(refusal.code, refusal.reason)

    def _bound_waiting(self) -> None:
        """Close those who read slowest, while too much waits for all."""
        self._bounded_at = time.monotonic()
        waiting = sorted((one.connection.socket.waiting_bytes, one.id) for one in self._viewers.values())
        total = sum(size for size, _ in waiting)
        while waiting and total > _MAX_WAITING_BYTES:
            size, number = waiting.pop()
            total -= size
            refuse_for_a_while(self._viewers[number].connection.socket, "too slow")

    async def _check_access_periodically(self) -> None:
        while True:
            await asyncio.sleep(_ACCESS_CHECK_INTERVAL_S)
            self._allowances = {who: one for who, one in self._allowances.items() if not one.is_full}
            self._allowances |= {one.connection.subscriber: one.allowance for one in self._viewers.values()}
            await self._interest.retain({board_topic(board_id) for board_id in self._boards})
            for board_id in list(self._boards):
                await self._check_access(board_id)

    async def _check_access(self, board_id: UUID) -> None:
        """Update the access of all viewers of the board; close those without access, or whose session has ended."""
        await self._checks.run(board_id, lambda: self._check_access_once(board_id))

    async def _check_access_once(self, board_id: UUID) -> None:
        viewers = list(self._boards[board_id].viewers) if board_id in self._boards else []
        if not viewers:
            return
        await self._interest.add([board_topic(board_id)])  # before the read: what changes after it is told
        session_ids = list_sessions(viewer.connection for viewer in viewers)
        try:
            async with self._sessions() as session:
                roles = await self._finders.roles(session, board_id, {one.connection.subscriber for one in viewers})
                active = await self._finders.sessions.list_active(session, session_ids)
        except DATABASE_ERRORS as error:
            log.warning("access to a board was not checked", error=type(error).__name__)
            return
        for viewer in viewers:
            role = roles.get(viewer.connection.subscriber, BoardRole(BoardAccess.NONE))
            if viewer.connection.principal.session_id not in active:
                self._close(viewer, SIGNED_OUT, "signed out")
            elif role.access is BoardAccess.NONE:
                self._close(viewer, NO_ACCESS, "closed")
            elif role.access is not viewer.access:
                viewer.access = role.access
                self._send(wire.SetAccess(viewer.id, role.access))
                if not role.access.may_draw:
                    viewer.pointer.remove(self._bus)

    def _close(self, viewer: BoardViewer, code: int, reason: str) -> None:
        viewer.access = BoardAccess.NONE
        viewer.connection.close(code, reason)
        self.disconnect(viewer)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        # In a context of its own: not that of the request whose commit caused the work.
        task = asyncio.create_task(work, context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
