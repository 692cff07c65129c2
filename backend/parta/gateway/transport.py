"""The straight way to a socket: the same encoded bytes are written to every transport, without a task per socket."""

from typing import Any, cast

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

EXTENSION = "parta.socket"
MOST_BUFFERED = 256 * 1024
"""Bytes that a peer may leave unread in our memory before its socket is closed."""
_LAST_WORDS_S = 5.0
_SHORT, _MIDDLE = 126, 1 << 16


def text_message(body: bytes) -> bytes:
    """Give the WebSocket message that carries this text, as it goes over the wire from a server."""
    length = len(body)
    if length < _SHORT:
        return bytes((0x81, length)) + body
    if length < _MIDDLE:
        return b"\x81\x7e" + length.to_bytes(2, "big") + body
    return b"\x81\x7f" + length.to_bytes(8, "big") + body


class SocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which also lets the application write whole messages to the transport."""

    def handle_connect(self, event: Request) -> None:
        """Offer itself to the application."""
        super().handle_connect(event)
        if self.response.status_code == 101:  # noqa: PLR2004 - switching protocols
            cast("dict[str, Any]", self.scope)["extensions"][EXTENSION] = self

    async def send(self, message: ASGISendEvent) -> None:
        """Send as the application says; a refusal with words of its own is an answer, which uvicorn misses."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and self.close_sent:
            self.handshake_complete = True

    @property
    def is_open(self) -> bool:
        """Whether messages can still be written."""
        return self.handshake_complete and not self.close_sent and not self.transport.is_closing()

    def take_up_to(self, longest: int) -> None:
        """Let the peer send messages of so many bytes from now on."""
        self.conn.max_message_size = longest

    def push(self, message: bytes) -> bool:
        """Write an encoded message; False: the peer reads too slowly to be given more."""
        if not self.is_open:
            return True
        self.transport.write(message)
        return self.transport.get_write_buffer_size() <= MOST_BUFFERED

    def hang_up(self, code: int, reason: str) -> None:
        """Close the socket with this code; a peer that does not answer is cut off after a while."""
        if not self.is_open:
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(_LAST_WORDS_S, self.transport.abort)


def socket_of(scope: dict[str, Any]) -> SocketProtocol:
    """Give the socket behind this ASGI scope. Raises LookupError: the server is not set up with SocketProtocol."""
    found = scope.get("extensions", {}).get(EXTENSION)
    if isinstance(found, SocketProtocol):
        return found
    raise LookupError("run uvicorn with ws=SocketProtocol")


def widen(scope: dict[str, Any], limit: int) -> None:
    """Let the peer of this socket, who is known by now, send messages of so many bytes."""
    socket_of(scope).take_up_to(limit)
