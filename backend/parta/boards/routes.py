"""The door of boards: a WebSocket that speaks Yjs (y-protocols). Plain ASGI, as the gateway's door."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from parta.boards.live import LiveBoards, Refused, Viewer
from parta.boards.rules import LONGEST_MESSAGE

NOT_YOURS = 4004
"""Close code: there is no such board, or it is not yours to see (any more)."""
REFUSED = 4003
"""Close code: what was sent cannot be taken; the reason names why."""
SLOW = 4002
"""Close code: the peer reads too slowly, and should come again."""
_MOST_WAITING = 500
"""Messages that a peer may leave unread."""


class Comer(Protocol):
    """For whom a socket stands, and the session whose end closes it."""

    @property
    def hearer(self) -> UUID:
        """Whom the part that shows the board knows."""
        ...

    @property
    def session_id(self) -> UUID:
        """By which session."""
        ...


FindComers = Callable[[WebSocket], Awaitable[Sequence[Comer]]]
"""Give for whom the socket may stand, by the cookies of the request; the first who may see the board counts."""


Widen = Callable[[dict[str, Any], int], None]
"""Let the socket of this scope bring messages of so many bytes."""


class BoardDoor:
    """Takes in who wants to look at a board, one call per socket."""

    def __init__(self, boards: LiveBoards, find_comers: FindComers, widen: Widen) -> None:
        """Let people before these boards."""
        self._boards = boards
        self._widen = widen
        self._find_comers = find_comers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        websocket = WebSocket(scope, receive, send)
        comers = await self._find_comers(websocket)
        await websocket.accept()
        self._widen(dict(scope), LONGEST_MESSAGE)
        board_id: UUID = scope["path_params"]["board_id"]
        outgoing: asyncio.Queue[bytes | tuple[int, str]] = asyncio.Queue()

        def tell(message: bytes) -> None:
            if outgoing.qsize() >= _MOST_WAITING:
                outgoing.put_nowait((SLOW, "too slow"))
            else:
                outgoing.put_nowait(message)

        def close(why: str) -> None:
            outgoing.put_nowait((NOT_YOURS, why))

        telling = asyncio.create_task(_tell(websocket, outgoing))
        viewers = [Viewer(comer.hearer, comer.session_id, tell, close) for comer in comers]
        hearing = asyncio.create_task(self._hear(board_id, viewers, websocket))
        try:
            await asyncio.wait([telling, hearing], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for viewer in viewers:
                self._boards.leave(board_id, viewer)
            telling.cancel()
            hearing.cancel()
            await asyncio.gather(telling, hearing, return_exceptions=True)

    async def _hear(self, board_id: UUID, viewers: Sequence[Viewer], websocket: WebSocket) -> None:
        viewer = await self._let_in(board_id, viewers)
        if viewer is None:
            await websocket.close(NOT_YOURS, "not yours")
            return
        while True:
            said = _bytes_of(await websocket.receive())
            if said is None:
                return
            try:
                self._boards.hear(board_id, viewer, said)
            except Refused as refused:
                await websocket.close(REFUSED, str(refused))
                return

    async def _let_in(self, board_id: UUID, viewers: Sequence[Viewer]) -> Viewer | None:
        for viewer in viewers:
            if await self._boards.arrive(board_id, viewer):
                return viewer
        return None


async def _tell(websocket: WebSocket, outgoing: asyncio.Queue[bytes | tuple[int, str]]) -> None:
    while True:
        said = await outgoing.get()
        if isinstance(said, bytes):
            await websocket.send_bytes(said)
        else:
            await websocket.close(*said)
            return


def _bytes_of(message: Message) -> bytes | None:
    """Give what was said; None: the socket is closed."""
    if message["type"] != "websocket.receive":
        return None
    return message.get("bytes") or b""
