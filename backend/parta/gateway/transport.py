"""Direct writes to sockets: the same encoded bytes are written to every transport, without a task per socket."""

import math
from asyncio import BaseTransport
from typing import Any, cast

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from parta.core.token_bucket import TokenBucket

EXTENSION = "parta.socket"
MAX_BUFFERED_BYTES = 256 * 1024
"""Unread bytes of a peer in our memory, above which its socket is closed."""
_CLOSE_TIMEOUT_S = 5.0
_HANDSHAKE_LIMIT_S = 60.0
"""Longer than the application takes to accept a socket, on a bad day too."""
_FRAMES = (2000.0, 100.0)
"""How many frames of any kind a peer may send at once, and per second. Pages send ten a second, boards fifty; who
sends too many of what the application reads is told so before."""
_SLICE_BYTES = 4096
"""So much of what arrived is parsed at once: a read may hold tens of thousands of frames."""
_SHORT_LENGTH, _MEDIUM_LENGTH = 126, 1 << 16


def text_message(body: bytes) -> bytes:
    """Return the encoded WebSocket message of this text, as a server sends it."""
    return _encode(0x81, body)


def binary_message(body: bytes) -> bytes:
    """Return the encoded WebSocket message of these bytes, as a server sends it."""
    return _encode(0x82, body)


def _encode(head: int, body: bytes) -> bytes:
    length = len(body)
    if length < _SHORT_LENGTH:
        return bytes((head, length)) + body
    if length < _MEDIUM_LENGTH:
        return bytes((head, 0x7E)) + length.to_bytes(2, "big") + body
    return bytes((head, 0x7F)) + length.to_bytes(8, "big") + body


class SocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which also lets the application write encoded messages to the transport."""

    large = 0
    """The size of a large message that the peer has not read yet, which may wait beside the others."""
    max_buffered_bytes = MAX_BUFFERED_BYTES
    """Unread bytes of the peer, above which this socket is closed."""

    _handshake_by = math.inf

    def connection_made(self, transport: BaseTransport) -> None:
        """Expect the handshake to be over after a while."""
        super().connection_made(transport)
        self._handshake_by = self.loop.time() + _HANDSHAKE_LIMIT_S
        self._frames = TokenBucket(*_FRAMES)

    def data_received(self, data: bytes) -> None:
        """Parse what arrived piece by piece, until the peer has sent too many frames."""
        for start in range(0, len(data), _SLICE_BYTES):
            if self.transport.is_closing():
                return
            super().data_received(data[start : start + _SLICE_BYTES])

    def handle_cont(self, event: Frame) -> None:
        """Count the frame: what the application never sees costs as much as what it sees."""
        self._count_frame()
        super().handle_cont(event)

    def handle_text(self, event: Frame) -> None:
        """Count the frame, too."""
        self._count_frame()
        super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        """Count the frame, too."""
        self._count_frame()
        super().handle_bytes(event)

    def handle_ping(self) -> None:
        """Count the frame; end a peer that does not read the answers."""
        self._count_frame()
        if not self.transport.is_closing():
            super().handle_ping()
            if self.waiting_bytes > self.max_buffered_bytes + self.large:
                self.transport.abort()

    def handle_pong(self, event: Frame) -> None:
        """Count the frame, too."""
        self._count_frame()
        super().handle_pong(event)

    def _count_frame(self) -> None:
        if not self._frames.take():
            self.transport.abort()

    def end_if_late(self, now: float) -> None:
        """Abort the connection if its handshake is not over at this time of the loop's clock."""
        if now > self._handshake_by and not self.handshake_complete:
            self.transport.abort()

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

    def end_when_silent(self, interval_s: float, limit_s: float) -> None:
        """Ask the peer at this interval whether it is there; abort the connection if it does not answer so long."""
        self.ping_interval, self.ping_timeout = interval_s, limit_s
        self.start_keepalive()

    def keepalive_timeout(self) -> None:
        """Abort the connection: its peer would not read the code, and what waits for it takes memory."""
        self.transport.abort()

    @property
    def waiting_bytes(self) -> int:
        """Return how many bytes the peer has not read yet."""
        return self.transport.get_write_buffer_size()

    def push(self, message: bytes) -> bool:
        """Write an encoded message; False: the peer reads too slowly.

        A message that is itself larger than what may wait is written if the peer has read what came before.
        """
        transport = self.transport
        if self.close_sent or not self.handshake_complete or transport.is_closing():
            return True
        is_large = len(message) > self.max_buffered_bytes
        if is_large and transport.get_write_buffer_size() > self.max_buffered_bytes:
            return False
        transport.write(message)
        waiting = transport.get_write_buffer_size()
        if not waiting:  # as nearly always
            self.large = 0
            return True
        if waiting <= self.max_buffered_bytes:
            self.large = 0
        elif is_large:
            self.large = len(message)
        return waiting <= self.max_buffered_bytes + self.large

    def close_with_code(self, code: int, reason: str) -> None:
        """Close the socket with this code; the connection of a peer that does not respond is aborted after a while.

        It is aborted at once if so much waits that the peer would not learn the code: that memory is needed.
        """
        if not self.is_open:
            return
        if self.waiting_bytes > 2 * MAX_BUFFERED_BYTES:
            self.transport.abort()
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
