"""The WebSocket endpoint: authentication and incoming frames. Plain ASGI, so that an idle socket costs little."""

import asyncio
from contextlib import ExitStack
from uuid import UUID

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from parta.core.bus import Bus
from parta.core.close_codes import BAD_FRAME, OTHER_PROTOCOL, SIGNED_OUT, TOO_LARGE
from parta.core.metrics import SOCKETS
from parta.core.networks import get_network
from parta.core.principals import Principal, PrincipalKind
from parta.core.security import client_address
from parta.core.token_bucket import TokenBucket
from parta.core.unit_of_work import Outbound
from parta.gateway import protocol, protocol_1
from parta.gateway.connection import Allowance, Connection, refuse_for_a_while
from parta.gateway.hub import Hub
from parta.gateway.principals import find_named_principal
from parta.gateway.protocol import PROTOCOL
from parta.gateway.socket_limits import SocketCounts
from parta.gateway.transport import get_socket, text_message
from parta.messenger.events import Typing

_HELLO_TIMEOUT_S = 10.0
_MAX_SOCKETS = 20
"""Of one subscriber in one process: tabs and devices, from the moment they are accepted."""
_MAX_NEWCOMERS = 2000
"""Sockets of one network that have not said hello yet: a school that comes back behind one address passes."""
_MESSAGES = (60.0, 10.0)
_BYTES = (256 * 1024.0, 64 * 1024.0)
_TYPING_LIMIT = (3.0, 1.0)


class WebSocketEndpoint:
    """Serves sockets, one call per socket."""

    def __init__(self, hub: Hub, bus: Bus) -> None:
        """Connect sockets to this hub; ephemeral events are published on this bus."""
        self._hub = hub
        self._bus = bus
        self._newcomers, self._sockets = SocketCounts(), SocketCounts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        websocket = WebSocket(scope, receive, send)
        network = get_network(client_address(scope))
        with ExitStack() as counted:
            with self._newcomers.count(network, _MAX_NEWCOMERS) as may_come:
                principal = await find_named_principal(websocket) if may_come else None
                await websocket.accept()
                socket = get_socket(dict(scope))
                if not may_come:
                    refuse_for_a_while(socket, "too many at once")
                    return
                if principal is None:
                    socket.close_with_code(SIGNED_OUT, "signed out")
                    return
                connection = Connection(socket, principal)
                if not counted.enter_context(self._sockets.count(connection.subscriber, _MAX_SOCKETS)):
                    refuse_for_a_while(socket, "too many sockets")
                    return
                hello = await _receive_hello(connection, receive)
            if hello is not None:
                await self._serve(connection, hello, receive)

    async def _serve(self, connection: Connection, hello: protocol.Hello, receive: Receive) -> None:
        with SOCKETS.track_inprogress():
            try:
                await self._hub.connect(connection, hello.streams, hello.epoch)
                await self._receive_frames(connection, receive)
            finally:
                self._hub.disconnect(connection)

    async def _receive_frames(self, connection: Connection, receive: Receive) -> None:
        allowance, typing = Allowance(_MESSAGES, _BYTES), TokenBucket(*_TYPING_LIMIT)
        while connection.socket.is_open:
            text = await _receive_text(receive)
            frame = protocol.decode(text) if text is not None else None
            if text is None or frame is None or isinstance(frame, protocol.Hello):
                connection.close(BAD_FRAME, "bad frame")
            elif not allowance.take(len(text)):
                refuse_for_a_while(connection.socket, "too many frames")
            else:
                await self._handle(connection, frame, typing)

    async def _handle(self, connection: Connection, frame: protocol.ClientFrame, typing: TokenBucket) -> None:
        connection.missed_heartbeats = 0
        if isinstance(frame, protocol.DifferenceRequest):
            await self._hub.send_difference(connection, frame.s, frame.after)
        elif isinstance(frame, protocol.Typing) and typing.take() and self._hub.is_subscribed(connection, frame.s):
            self._publish_typing(frame.s, connection.principal)

    def _publish_typing(self, stream: str, principal: Principal) -> None:
        kind, _, chat_id = stream.partition(":")
        if kind == "chat" and principal.kind is PrincipalKind.PROFILE:
            self._bus.publish(Outbound(ephemerals=[Typing(UUID(chat_id), principal.id)]))


async def _receive_hello(connection: Connection, receive: Receive) -> protocol.Hello | None:
    """Return the client's first frame; None if it is no proper one, or does not come in time: the socket is closed."""
    try:
        async with asyncio.timeout(_HELLO_TIMEOUT_S):
            hello = protocol.decode(await _receive_text(receive) or "")
    except TimeoutError:
        hello = None
    if not isinstance(hello, protocol.Hello):
        connection.close(BAD_FRAME, "hello expected")
    elif hello.proto != PROTOCOL:
        _refuse_other_protocol(connection, hello)
    elif len(hello.streams) > protocol.MAX_STREAMS:
        connection.close(TOO_LARGE, "too many streams")
    else:
        return hello
    return None


async def _receive_text(receive: Receive) -> str | None:
    """Return the client's next text; None if it is another message, or the socket is closed."""
    message = await receive()
    text = message.get("text")
    return text if message["type"] == "websocket.receive" and isinstance(text, str) else None


def _refuse_other_protocol(connection: Connection, hello: protocol.Hello) -> None:
    """Close the socket of a page that speaks another protocol; one of the last version is told to reload first."""
    if hello.proto == protocol_1.VERSION and (frame := protocol_1.reload_frame(hello.streams)) is not None:
        connection.socket.push(text_message(frame))
    connection.close(OTHER_PROTOCOL, "other protocol")
