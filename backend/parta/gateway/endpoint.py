"""The door for sockets: who comes, and what they say. Plain ASGI: a socket costs little while nothing happens."""

import asyncio

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from parta.core.bus import Bus
from parta.core.http import cookie_token
from parta.core.metrics import SOCKETS
from parta.core.streams import EphemeralEvent, Outbound
from parta.core.transaction import transaction
from parta.gateway import wire
from parta.gateway.connection import Connection, TokenBucket
from parta.gateway.hub import Hub
from parta.gateway.principals import FindPrincipal, Principal
from parta.gateway.transport import socket_of, text_message
from parta.gateway.wire import BAD_FRAME, PROTOCOL, SIGNED_OUT, TOO_MANY

_HELLO_WITHIN_S = 10.0
_MOST_SOCKETS = 20
"""Of one hearer at one process: tabs and devices."""
_RETRY_AFTER_S = 30
_FRAMES = (60.0, 10.0)
_TYPING = (3.0, 1.0)


class WebSocketEndpoint:
    """Takes sockets in, one call per socket."""

    def __init__(self, hub: Hub, bus: Bus, cookie: str, find: FindPrincipal) -> None:
        """Let sockets into this hub; who comes is found by this cookie; what they do in passing goes to this bus."""
        self._hub = hub
        self._bus = bus
        self._cookie = cookie
        self._find = find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        websocket = WebSocket(scope, receive, send)
        principal = await self._find_principal(websocket)
        await websocket.accept()
        socket = socket_of(dict(scope))
        if principal is None:
            socket.hang_up(SIGNED_OUT, "signed out")
            return
        if len(self._hub.connections_of(principal.subscriber)) >= _MOST_SOCKETS:
            socket.push(text_message(wire.retry(_RETRY_AFTER_S)))
            socket.hang_up(TOO_MANY, "too many sockets")
            return
        connection = Connection(socket, principal)
        SOCKETS.inc()
        try:
            await self._serve(connection, receive)
        finally:
            SOCKETS.dec()
            self._hub.disconnect(connection)

    async def _serve(self, connection: Connection, receive: Receive) -> None:
        try:
            async with asyncio.timeout(_HELLO_WITHIN_S):
                hello = await _hear(receive)
        except TimeoutError:
            hello = None
        if not isinstance(hello, wire.Hello) or hello.proto != PROTOCOL:
            connection.close(BAD_FRAME, "hello expected")
            return
        await self._hub.connect(connection, hello.streams, hello.epoch)
        frames, typing = TokenBucket(*_FRAMES), TokenBucket(*_TYPING)
        while connection.socket.is_open:
            said = await _hear(receive)
            if said is None or isinstance(said, wire.Hello):
                connection.close(BAD_FRAME, "bad frame")
            elif not frames.take():
                connection.push(text_message(wire.retry(_RETRY_AFTER_S)))
                connection.close(TOO_MANY, "too many frames")
            else:
                await self._answer(connection, said, typing)

    async def _answer(self, connection: Connection, said: wire.ClientFrame, typing: TokenBucket) -> None:
        connection.missed_heartbeats = 0
        if isinstance(said, wire.DifferenceRequest):
            await self._hub.send_difference(connection, said.s, said.after)
        elif isinstance(said, wire.Typing) and typing.take() and self._hub.is_subscribed(connection, said.s):
            self._tell_typing(said.s, connection.principal)

    def _tell_typing(self, stream: str, principal: Principal) -> None:
        kind, _, chat_id = stream.partition(":")
        if kind == "chat" and principal.may_type:
            payload = {"chat_id": chat_id, "profile_id": str(principal.subscriber)}
            self._bus.publish(Outbound(ephemerals=[EphemeralEvent("typing", payload)]))

    async def _find_principal(self, websocket: WebSocket) -> Principal | None:
        token = cookie_token(websocket, self._cookie)
        if token is None:
            return None
        state = websocket.app.state
        async with transaction(state.sessions, state.bus) as session:
            return await self._find(session, token)


async def _hear(receive: Receive) -> wire.ClientFrame | None:
    """Give what the client says next; None for nonsense, and when it has gone."""
    message = await receive()
    text = message.get("text")
    return wire.decode(text) if message["type"] == "websocket.receive" and isinstance(text, str) else None
