"""Boards with viewers, in the boards process.

What somebody drew is told to viewers after it is saved; only its author is told before that it counts as theirs.
"""

import asyncio
import os
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
import structlog

from parta.boards import queries, rules, service, wire
from parta.boards.drawing import Drawing, MissingChanges
from parta.boards.rules import BoardAccess
from parta.boards.scan import InvalidUpdate, UnreadableDrawing, scan_state
from parta.boards.suspects import Suspects
from parta.boards.viewer import Viewer, WebChannel
from parta.core.bus import LocalBus
from parta.core.close_codes import BAD_FRAME, NO_ACCESS, RESYNC, TOO_MANY
from parta.core.db import DATABASE_ERRORS, is_unavailable
from parta.core.errors import Conflict, NotFound
from parta.core.transaction import transaction
from parta.core.unit_of_work import Sessions

_SYNC, _STEP_1, _STEP_2, _UPDATE = 0, 0, 1, 2
_RETRY_DELAY_S = 0.5
_CLOSE_S = 10.0
"""How long the end of the process waits until everything is saved."""
_BATCH_DELAY_S = 0.03
"""How long changes are collected before they are saved together."""
_MAX_LIVE_BYTES = 64 << 20
"""Of all drawings in memory, where they take about eight times as much."""
_MAX_LOADING = 4
"""How many drawings are read at a time: each may be of the largest size."""
_MAX_ANSWERS = 4
"""How many who ask for the drawing are answered at a time: each answer may be all of it."""
_READY = b'{"t":"ready"}'

log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class _LiveBoard:
    board_id: UUID
    viewers: set[Viewer] = field(default_factory=set[Viewer])
    drawing: Drawing | None = None
    """None until it is loaded."""
    number: int = 0
    asking: list[tuple[Viewer, bytes]] = field(default_factory=list[tuple[Viewer, bytes]])
    """Who asked for the drawing while something was not saved, and their state."""
    saving: asyncio.Task[None] | None = None


class LiveBoards:
    """All boards with viewers."""

    def __init__(self, sessions: Sessions, suspects: Suspects) -> None:
        """Serve the boards of this database."""
        self._sessions = sessions
        self._suspects = suspects
        self._boards: dict[UUID, _LiveBoard] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._loads = asyncio.Semaphore(_MAX_LOADING)
        self._loading = 0

    async def close(self) -> None:
        """Wait until everything is saved, unless the database does not answer for long; nobody may draw meanwhile."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        for board in self._boards.values():
            if board.saving is not None:
                log.error("a board was not saved at the end", board_id=str(board.board_id))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def open(self, board_id: UUID, viewer: Viewer) -> None:
        """Connect a viewer; they are told when the drawing is ready."""
        if self._suspects.is_blocked(board_id) or self._suspects.is_blocked(board_id, viewer.subscriber):
            viewer.refuse(TOO_MANY, "blocked")
            return
        board = self._boards.get(board_id)
        if board is None:
            board = self._boards[board_id] = _LiveBoard(board_id)
            self._spawn(self._load(board))
        board.viewers.add(viewer)
        if board.drawing is not None:
            self._spawn(self._greet(board, board.drawing, [viewer]))

    def close_viewer(self, board_id: UUID, viewer: Viewer) -> None:
        """Forget a viewer who has gone."""
        if board := self._boards.get(board_id):
            board.viewers.discard(viewer)
            self._forget_if_unused(board)

    def set_access(self, board_id: UUID, viewer: Viewer, access: BoardAccess) -> None:
        """Change what the viewer may do."""
        viewer.access = access
        board = self._boards.get(board_id)
        if board is not None and board.drawing is not None and viewer in board.viewers:
            self._spawn(self._greet(board, board.drawing, [viewer], is_new=False))

    def on_message(self, board_id: UUID, viewer: Viewer, message: bytes) -> None:
        """Handle a message of Yjs."""
        board = self._boards.get(board_id)
        if board is None or board.drawing is None or viewer not in board.viewers:
            return  # it is sent again: the viewer is told when the drawing is ready
        try:
            kind, content = _read_message(message)
            if kind == _STEP_1:
                self._on_state(board, board.drawing, viewer, content)
            else:
                self._on_update(board, board.drawing, viewer, content)
        except InvalidUpdate as error:
            viewer.refuse(BAD_FRAME, str(error))
            self.close_viewer(board_id, viewer)
        except UnreadableDrawing:
            self._give_up(board, RESYNC, "damaged")

    def return_to(self, board_id: UUID, viewer: Viewer, copy_id: UUID) -> None:
        """Return to a copy, if the viewer leads."""
        board = self._boards.get(board_id)
        may_return = viewer.access is BoardAccess.LEAD and viewer.states.take()
        if board is not None and board.drawing is not None and may_return:
            self._spawn(self._return_to(board, board.drawing, copy_id))

    def _on_state(self, board: _LiveBoard, drawing: Drawing, viewer: Viewer, state: bytes) -> None:
        scan_state(state)
        if not viewer.states.take():
            viewer.refuse(TOO_MANY, "too many requests")
        elif drawing.is_saved and board.saving is None:
            viewer.send(_build_message(_STEP_2, drawing.document.get_update(state)))
        else:
            board.asking.append((viewer, state))

    def _on_update(self, board: _LiveBoard, drawing: Drawing, viewer: Viewer, update: bytes) -> None:
        if not viewer.access.may_draw:
            if update == b"\0\0":
                return
            raise InvalidUpdate("read_only")
        if drawing.unsaved_bytes > rules.MAX_CHANGE_BYTES:
            viewer.refuse(RESYNC, "the database does not answer")
            return
        try:
            with self._suspects.watching(board.board_id, viewer.subscriber):
                new = drawing.draw(update, viewer.subscriber, viewer.access)
        except MissingChanges:
            if viewer.missing.take():
                viewer.send(_build_message(_STEP_1, drawing.document.get_state()))
            return
        if new:
            for one in board.viewers:
                if one.subscriber == viewer.subscriber:
                    _send_own(one, new)
        self._save_soon(board)

    def _save_soon(self, board: _LiveBoard) -> None:
        if board.saving is None and board.drawing is not None and not board.drawing.is_saved:
            board.saving = self._spawn(self._save(board, board.drawing))

    async def _save(self, board: _LiveBoard, drawing: Drawing) -> None:
        """Save what is unsaved, collected into batches, and only then send it to the viewers."""
        try:
            while not drawing.is_saved or board.asking:
                if drawing.is_saved:  # they asked meanwhile, and nothing has come since
                    await _send_slowly(self._take_answers(board, drawing))
                    continue
                await asyncio.sleep(_BATCH_DELAY_S)
                batch = drawing.take_batch()
                answers = self._take_answers(board, drawing)
                change = service.Change(
                    batch.snapshot or batch.update, batch.snapshot is not None, batch.authors, batch.removed
                )
                board.number = await self._save_change(board, change, batch.copy)
                self._broadcast(board.viewers, _build_message(_UPDATE, batch.update))
                await _send_slowly(answers)
                if batch.copy is not None:
                    await self._send_copies(board, list(board.viewers))
        except NotFound:
            self._give_up(board, NO_ACCESS, "not found")
        except Conflict:
            self._give_up(board, RESYNC, "conflict")
        except UnreadableDrawing:
            self._give_up(board, RESYNC, "damaged")
        except Exception as error:
            log.exception("a board cannot be saved", exc_info=error)
            self._give_up(board, RESYNC, "not saved")
        finally:
            board.saving = None
            self._forget_if_unused(board)

    def _take_answers(self, board: _LiveBoard, drawing: Drawing) -> list[tuple[Viewer, bytes]]:
        """Return the answers to the first of those who asked: each may be a whole drawing."""
        asking, board.asking = board.asking[:_MAX_ANSWERS], board.asking[_MAX_ANSWERS:]
        return [(viewer, _build_message(_STEP_2, drawing.document.get_update(state))) for viewer, state in asking]

    async def _save_change(self, board: _LiveBoard, change: service.Change, copy: bytes | None) -> int:
        """Save until the database answers; return the number."""
        while True:
            try:
                async with transaction(self._sessions, LocalBus()) as work:
                    number = await service.save_change(work, board.board_id, change, after=board.number)
                    if copy is not None:
                        await service.save_copy(work, board.board_id, copy)
            except DATABASE_ERRORS as error:
                if not _is_away(error):
                    raise
                log.warning("a board was not saved", error=type(error).__name__)
                await asyncio.sleep(_RETRY_DELAY_S)
            else:
                return number

    async def _load(self, board: _LiveBoard) -> None:
        """Load the drawing in its turn, if there is room for the largest."""
        try:
            async with self._loads:
                loaded = sum(one.drawing.size for one in self._boards.values() if one.drawing is not None)
                if loaded + self._loading * rules.MAX_BOARD_BYTES > _MAX_LIVE_BYTES:
                    self._give_up(board, TOO_MANY, "busy")
                    return
                self._loading += 1
                try:
                    drawing = await self._read_drawing(board)
                finally:
                    self._loading -= 1
        except NotFound:
            self._give_up(board, NO_ACCESS, "not found")
            return
        except Exception as error:
            log.exception("a board cannot be loaded", exc_info=error)
            self._give_up(board, TOO_MANY, "not loaded")
            return
        self._save_soon(board)
        await self._greet(board, drawing, list(board.viewers))
        self._forget_if_unused(board)

    async def _read_drawing(self, board: _LiveBoard) -> Drawing:
        """Read until the database answers. Raises NotFound, UnreadableDrawing."""
        while True:
            try:
                async with self._sessions() as session:
                    content = await queries.read_content(session, board.board_id)
            except DATABASE_ERRORS as error:
                if not _is_away(error):
                    raise
                log.warning("a board was not loaded", error=type(error).__name__)
                await asyncio.sleep(_RETRY_DELAY_S)
            else:
                break
        with self._suspects.watching(board.board_id):
            drawing = Drawing(content.updates, content.authors, change_count=len(content.updates))
        board.drawing, board.number = drawing, content.number
        return drawing

    async def _return_to(self, board: _LiveBoard, drawing: Drawing, copy_id: UUID) -> None:
        try:
            async with self._sessions() as session:
                copy = await queries.read_copy(session, board.board_id, copy_id)
            if self._boards.get(board.board_id) is not board:
                return
            with self._suspects.watching(board.board_id):
                drawing.return_to(copy)
        except NotFound:
            return
        except Exception as error:
            log.exception("a board did not return to a copy", exc_info=error)
            return
        self._save_soon(board)

    async def _greet(
        self, board: _LiveBoard, drawing: Drawing, viewers: Iterable[Viewer], *, is_new: bool = True
    ) -> None:
        """Send viewers what they need: that the drawing is ready, what it lacks, what is theirs, which copies exist."""
        try:
            state = drawing.document.get_state()
        except UnreadableDrawing:
            self._give_up(board, RESYNC, "damaged")
            return
        for viewer in viewers:
            if is_new:
                viewer.send(_READY, is_text=True)
            if viewer.access.may_draw:
                viewer.send(_build_message(_STEP_1, state))
                own = [key for key, author in drawing.authors.items() if author == viewer.subscriber]
                _send_own(viewer, own, is_all=not is_new)
        await self._send_copies(board, viewers)

    async def _send_copies(self, board: _LiveBoard, viewers: Iterable[Viewer]) -> None:
        """Send the list of copies to those of these viewers who lead."""
        leaders = [one for one in viewers if one.access is BoardAccess.LEAD]
        if not leaders:
            return
        copies: Iterable[queries.CopyRead] = ()
        try:
            async with self._sessions() as session:
                copies = await queries.list_copies(session, board.board_id)
        except DATABASE_ERRORS as error:
            if not _is_away(error):
                raise
        rows = [{"id": str(copy.id), "made_at": copy.made_at.isoformat()} for copy in copies]
        for leader in leaders:
            leader.send(msgspec.json.encode({"t": "copies", "copies": rows}), is_text=True)

    def _give_up(self, board: _LiveBoard, code: int, reason: str) -> None:
        """Close all sockets of a board that does not exist, is damaged, or that somebody else has changed."""
        log.info("a board was given up", board_id=str(board.board_id), reason=reason)
        if self._boards.get(board.board_id) is board:
            del self._boards[board.board_id]
        for viewer in board.viewers:
            viewer.refuse(code, reason)
        board.viewers.clear()

    def _forget_if_unused(self, board: _LiveBoard) -> None:
        is_busy = board.saving is not None or board.drawing is None or not board.drawing.is_saved
        if not board.viewers and not is_busy and self._boards.get(board.board_id) is board:
            del self._boards[board.board_id]

    def _broadcast(self, viewers: Iterable[Viewer], message: bytes) -> None:
        """Send a message to all of them, once for each web process."""
        ids: dict[WebChannel, list[int]] = {}
        for viewer in viewers:
            ids.setdefault(viewer.channel, []).append(viewer.id)
        for channel, numbers in ids.items():
            channel.send(wire.Deliver(numbers, message))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("a task of the boards failed", error=type(error).__name__)
            if isinstance(error, MemoryError) or not isinstance(error, Exception):
                os.abort()  # what is left of the process serves nobody; it begins again within a second


async def _send_slowly(answers: Iterable[tuple[Viewer, bytes]]) -> None:
    """Send each of these when the one before has gone; a web process that has gone needs none."""
    for viewer, message in answers:
        viewer.send(message)
        with suppress(OSError):
            await viewer.channel.drain()


def _is_away(error: Exception) -> bool:
    """Return True if the database may answer later."""
    return isinstance(error, OSError) or is_unavailable(error)


def _send_own(viewer: Viewer, keys: list[str], *, is_all: bool = False) -> None:
    viewer.send(msgspec.json.encode({"t": "own", "ids": keys, "is_all": is_all}), is_text=True)


def _read_message(message: bytes) -> tuple[int, bytes]:
    """Return the kind and the content of a message of y-protocols. Raises InvalidUpdate."""
    size, at, shift = 0, 2, 0
    if len(message) < at + 1 or message[0] != _SYNC or message[1] > _UPDATE:
        raise InvalidUpdate("malformed")
    while message[at] & 0x80 and at < min(len(message) - 1, 6):
        size |= (message[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    size |= message[at] << shift
    if len(message) != at + 1 + size:
        raise InvalidUpdate("malformed")
    return message[1], message[at + 1 :]


def _build_message(kind: int, content: bytes) -> bytes:
    size, prefix = len(content), bytearray((_SYNC, kind))
    while size >= 0x80:  # noqa: PLR2004 - seven bits a byte
        prefix.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes((*prefix, size)) + content
