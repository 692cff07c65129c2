"""The WebSocket endpoint of boards, which speaks Yjs (y-protocols). Plain ASGI, as the gateway's endpoint."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from parta.boards.live import LiveBoards, MessageRejected, Viewer
from parta.boards.rules import MAX_MESSAGE_BYTES

NOT_FOUND = 4004
"""Close code: the board does not exist, or the client has no access to it."""
REJECTED = 4003
"""Close code: a message was rejected, for the given reason."""
TOO_SLOW = 4002
"""Close code: the client reads too slowly, and should reconnect."""
_MAX_QUEUED = 500
"""Messages that may wait for a slow client."""


class BoardPrincipal(Protocol):
    """The principal of a socket, and the session whose end closes it."""

    @property
    def subscriber(self) -> UUID:
        """Return the id by which access is checked."""
        ...

    @property
    def session_id(self) -> UUID:
        """Return the id of the session."""
        ...


FindPrincipals = Callable[[WebSocket], Awaitable[Sequence[BoardPrincipal]]]
"""Return the principals of the request's cookies; the first with access to the board is used."""


SetMaxMessageSize = Callable[[dict[str, Any], int], None]
"""Set the largest message, in bytes, of the socket of this scope."""


class BoardWebSocketEndpoint:
    """Serves the sockets of boards, one call per socket."""

    def __init__(
        self, boards: LiveBoards, find_principals: FindPrincipals, set_max_message_size: SetMaxMessageSize
    ) -> None:
        """Serve these boards."""
        self._boards = boards
        self._set_max_message_size = set_max_message_size
        self._find_principals = find_principals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        websocket = WebSocket(scope, receive, send)
        principals = await self._find_principals(websocket)
        await websocket.accept()
        self._set_max_message_size(dict(scope), MAX_MESSAGE_BYTES)
        board_id: UUID = scope["path_params"]["board_id"]
        outgoing: asyncio.Queue[bytes | tuple[int, str]] = asyncio.Queue()

        def enqueue(message: bytes) -> None:
            if outgoing.qsize() >= _MAX_QUEUED:
                outgoing.put_nowait((TOO_SLOW, "too slow"))
            else:
                outgoing.put_nowait(message)

        def close(reason: str) -> None:
            outgoing.put_nowait((NOT_FOUND, reason))

        sending = asyncio.create_task(_send_queued(websocket, outgoing))
        viewers = [Viewer(principal.subscriber, principal.session_id, enqueue, close) for principal in principals]
        receiving = asyncio.create_task(self._receive(board_id, viewers, websocket))
        try:
            await asyncio.wait([sending, receiving], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for viewer in viewers:
                self._boards.disconnect(board_id, viewer)
            sending.cancel()
            receiving.cancel()
            await asyncio.gather(sending, receiving, return_exceptions=True)

    async def _receive(self, board_id: UUID, viewers: Sequence[Viewer], websocket: WebSocket) -> None:
        viewer = await self._connect(board_id, viewers)
        if viewer is None:
            await websocket.close(NOT_FOUND, "not found")
            return
        while True:
            message = _get_bytes(await websocket.receive())
            if message is None:
                return
            try:
                self._boards.on_message(board_id, viewer, message)
            except MessageRejected as error:
                await websocket.close(REJECTED, str(error))
                return

    async def _connect(self, board_id: UUID, viewers: Sequence[Viewer]) -> Viewer | None:
        for viewer in viewers:
            if await self._boards.connect(board_id, viewer):
                return viewer
        return None


async def _send_queued(websocket: WebSocket, outgoing: asyncio.Queue[bytes | tuple[int, str]]) -> None:
    while True:
        message = await outgoing.get()
        if isinstance(message, bytes):
            await websocket.send_bytes(message)
        else:
            await websocket.close(*message)
            return


def _get_bytes(message: Message) -> bytes | None:
    """Return the bytes of a message; None if the socket is closed."""
    if message["type"] != "websocket.receive":
        return None
    return message.get("bytes") or b""
