"""Direct writes to sockets: the same encoded bytes are written to every transport, without a task per socket."""

from typing import Any, cast

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

EXTENSION = "parta.socket"
MAX_BUFFERED_BYTES = 256 * 1024
"""Unread bytes of a peer in our memory, above which its socket is closed."""
_CLOSE_TIMEOUT_S = 5.0
_SHORT_LENGTH, _MEDIUM_LENGTH = 126, 1 << 16


def text_message(body: bytes) -> bytes:
    """Return the encoded WebSocket message of this text, as a server sends it."""
    length = len(body)
    if length < _SHORT_LENGTH:
        return bytes((0x81, length)) + body
    if length < _MEDIUM_LENGTH:
        return b"\x81\x7e" + length.to_bytes(2, "big") + body
    return b"\x81\x7f" + length.to_bytes(8, "big") + body


class SocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which also lets the application write encoded messages to the transport."""

    def handle_connect(self, event: Request) -> None:
        """Add itself to the scope for the application."""
        super().handle_connect(event)
        if self.response.status_code == 101:  # noqa: PLR2004 - switching protocols
            cast("dict[str, Any]", self.scope)["extensions"][EXTENSION] = self

    async def send(self, message: ASGISendEvent) -> None:
        """Send a message; a denial response completes the handshake, which uvicorn misses."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and self.close_sent:
            self.handshake_complete = True

    @property
    def is_open(self) -> bool:
        """True if messages can still be written."""
        return self.handshake_complete and not self.close_sent and not self.transport.is_closing()

    def set_max_message_size(self, size: int) -> None:
        """Accept messages of this many bytes from the peer from now on."""
        self.conn.max_message_size = size

    def push(self, message: bytes) -> bool:
        """Write an encoded message; False: the peer reads too slowly."""
        if not self.is_open:
            return True
        self.transport.write(message)
        return self.transport.get_write_buffer_size() <= MAX_BUFFERED_BYTES

    def close_with_code(self, code: int, reason: str) -> None:
        """Close the socket with this code; the connection of a peer that does not respond is aborted after a while."""
        if not self.is_open:
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(_CLOSE_TIMEOUT_S, self.transport.abort)


def get_socket(scope: dict[str, Any]) -> SocketProtocol:
    """Return the socket of this ASGI scope. Raises LookupError if the server does not use SocketProtocol."""
    found = scope.get("extensions", {}).get(EXTENSION)
    if isinstance(found, SocketProtocol):
        return found
    raise LookupError("run uvicorn with ws=SocketProtocol")


def set_max_message_size(scope: dict[str, Any], size: int) -> None:
    """Accept messages of this many bytes from the peer of this socket, who is authenticated."""
    get_socket(scope).set_max_message_size(size)
