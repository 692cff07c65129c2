"""The WebSocket endpoint of boards. Plain ASGI, on the gateway's sockets; nothing of a drawing is read here."""

from contextlib import ExitStack
from uuid import UUID

from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from parta.boards.rules import MAX_MESSAGE_BYTES
from parta.core.close_codes import BAD_FRAME, NO_ACCESS
from parta.core.metrics import SOCKETS
from parta.core.networks import get_network
from parta.core.security import client_address
from parta.gateway import board_protocol
from parta.gateway.board_relay import BoardRelay, BoardViewer
from parta.gateway.connection import Connection, refuse_for_a_while
from parta.gateway.principals import find_named_principal
from parta.gateway.socket_limits import SocketCounts
from parta.gateway.transport import get_socket

_MAX_SOCKETS = 20
"""Of one person in one process, at all boards."""
_MAX_NEWCOMERS = 2000
"""Sockets of one network of whom it is not known yet who they are."""
_MAX_BUFFERED_BYTES = 2 << 20
"""What somebody pastes is large, and arrives at once; for all sockets together the relay has a bound."""
_PING_INTERVAL_S, _SILENCE_LIMIT_S = 25.0, 60.0
"""Browsers answer by themselves, on a bad network after what waited before: who does not has gone, or does not read."""


class BoardWebSocketEndpoint:
    """Serves the sockets of boards, one call per socket."""

    def __init__(self, relay: BoardRelay) -> None:
        """Serve the boards of this relay."""
        self._relay = relay
        self._newcomers, self._sockets = SocketCounts(), SocketCounts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        websocket = WebSocket(scope, receive, send)
        with ExitStack() as counted:
            with self._newcomers.count(get_network(client_address(scope)), _MAX_NEWCOMERS) as may_come:
                principal = await find_named_principal(websocket) if may_come else None
                await websocket.accept()
                socket = get_socket(dict(scope))
                if not may_come:
                    refuse_for_a_while(socket, "too many at once")
                    return
                if principal is None:
                    socket.close_with_code(NO_ACCESS, "not found")
                    return
                connection = Connection(socket, principal, pending=None)
                if not counted.enter_context(self._sockets.count(connection.subscriber, _MAX_SOCKETS)):
                    refuse_for_a_while(socket, "too many sockets")
                    return
                socket.set_max_message_size(MAX_MESSAGE_BYTES)
                socket.max_buffered_bytes = _MAX_BUFFERED_BYTES
                board_id: UUID = scope["path_params"]["board_id"]
                viewer = await self._relay.connect(board_id, connection)
            if viewer is not None:
                socket.end_when_silent(_PING_INTERVAL_S, _SILENCE_LIMIT_S)
                await self._serve(viewer, receive)

    async def _serve(self, viewer: BoardViewer, receive: Receive) -> None:
        with SOCKETS.track_inprogress():
            try:
                await self._receive(viewer, receive)
            finally:
                self._relay.disconnect(viewer)

    async def _receive(self, viewer: BoardViewer, receive: Receive) -> None:
        connection = viewer.connection
        while connection.socket.is_open:
            message = await receive()
            if message["type"] != "websocket.receive":
                return
            body = _get_body(message)
            if not viewer.allowance.take(len(body)):
                refuse_for_a_while(connection.socket, "too many messages")
            elif isinstance(body, bytes):
                await self._relay.on_message(viewer, body)
            elif frame := board_protocol.decode(body):
                self._relay.on_text(viewer, frame)
            else:
                connection.close(BAD_FRAME, "bad frame")


def _get_body(message: Message) -> bytes | str:
    data: bytes | None = message.get("bytes")
    return message["text"] if data is None else data
