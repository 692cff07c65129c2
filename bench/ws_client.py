"""A lightweight WebSocket client without a library, so that many clients cost little CPU."""

import asyncio
import base64
import os
from collections.abc import Callable


class WebSocketClient(asyncio.Protocol):
    """A socket that sends `hello` and passes each message of the server to `on_message`."""

    def __init__(self, cookie: str, on_message: Callable[[bytes], None], positions: str = "{}") -> None:
        """Prepare a socket with this cookie; `positions` are the known positions of streams, in JSON."""
        self._cookie = cookie
        self._hello = f'{{"t":"hello","proto":2,"epoch":null,"streams":{positions}}}'.encode()
        self._on_message = on_message
        self._received = bytearray()
        self._is_upgraded = False
        self._transport: asyncio.Transport | None = None
        self.is_ready = asyncio.Event()
        """Set on `welcome`, or if the connection was lost before."""
        self.is_closed = asyncio.Event()
        """Set when the connection is closed."""

    @classmethod
    async def open(
        cls, port: int, cookie: str, on_message: Callable[[bytes], None], positions: str = "{}"
    ) -> "WebSocketClient":
        """Return a socket that receives its streams. Raises ConnectionResetError."""
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(lambda: cls(cookie, on_message, positions), "127.0.0.1", port)
        await asyncio.wait_for(client.is_ready.wait(), 30)
        if client.is_closed.is_set():
            raise ConnectionResetError
        return client

    def request_difference(self, stream: str, after: int) -> None:
        """Request the difference of a stream after this seq."""
        self._send(f'{{"t":"diff","s":"{stream}","from":{after}}}'.encode())

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the upgrade request."""
        self._transport = transport  # pyright: ignore[reportAttributeAccessIssue] - uvloop's own class
        key = base64.b64encode(os.urandom(16)).decode()
        host = f"127.0.0.1:{transport.get_extra_info('peername')[1]}"
        head = (
            f"GET /ws HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: parta_profile={self._cookie}\r\n"
            f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n"
        )
        self._write(head.encode())

    def connection_lost(self, exc: Exception | None) -> None:
        """Set both events."""
        del exc
        self.is_closed.set()
        self.is_ready.set()

    def data_received(self, data: bytes) -> None:
        """Process the response to the upgrade, then messages."""
        self._received += data
        if not self._is_upgraded:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._received.startswith(b"HTTP/1.1 101"):
                raise ConnectionRefusedError(bytes(self._received[:80]).decode())
            del self._received[: end + 4]
            self._is_upgraded = True
            self._send(self._hello)
        while (message := self._read_message()) is not None:
            self._handle(message)

    def _handle(self, message: bytes) -> None:
        if message.startswith(b'{"t":"welcome"'):
            self.is_ready.set()
        elif message.startswith(b'{"t":"heartbeat"'):
            self._send(b'{"t":"pong"}')
        self._on_message(message)

    def _read_message(self) -> bytes | None:
        """Return the next complete message; a server never masks."""
        received = self._received
        if len(received) < 4:  # noqa: PLR2004 - the shortest header with a length
            return None
        length, begin = received[1] & 0x7F, 2
        if length == 126:  # noqa: PLR2004 - the protocol's mark for a length of two bytes
            length, begin = int.from_bytes(received[2:4], "big"), 4
        elif length == 127:  # noqa: PLR2004 - and of eight bytes
            length, begin = int.from_bytes(received[2:10], "big"), 10
        if len(received) < begin + length:
            return None
        message = bytes(received[begin : begin + length])
        del received[: begin + length]
        return message

    def _send(self, text: bytes) -> None:
        """Send a short message, masked with zeros, since a client must mask."""
        self._write(bytes((0x81, 0x80 | len(text), 0, 0, 0, 0)) + text)

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)
