"""A light WebSocket client: one read per arrival, no library between, so that many cost next to nothing."""

import asyncio
import base64
import os
from collections.abc import Callable


class SocketLine(asyncio.Protocol):
    """A socket that greets, and hands each message that the server sends to `hear`."""

    def __init__(self, cookie: str, hear: Callable[[bytes], None], known: str = "{}") -> None:
        """Prepare a socket for whoever has this cookie; `known` tells how far which streams were followed."""
        self._cookie = cookie
        self._hello = f'{{"t":"hello","proto":2,"epoch":null,"streams":{known}}}'.encode()
        self._hear = hear
        self._heard = bytearray()
        self._is_greeted = False
        self._transport: asyncio.Transport | None = None
        self.is_open = asyncio.Event()
        """Set once the server has said what this socket hears, or the connection ended before."""
        self.is_lost = asyncio.Event()
        """Set once the connection has ended."""

    @classmethod
    async def open(cls, port: int, cookie: str, hear: Callable[[bytes], None], known: str = "{}") -> "SocketLine":
        """Give a socket that hears its streams from now on."""
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(lambda: cls(cookie, hear, known), "127.0.0.1", port)
        await asyncio.wait_for(line.is_open.wait(), 30)
        if line.is_lost.is_set():
            raise ConnectionResetError
        return line

    def ask(self, stream: str, after: int) -> None:
        """Ask for what changed in a stream after this seq."""
        self._say(f'{{"t":"diff","s":"{stream}","from":{after}}}'.encode())

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a socket."""
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
        """Note that nothing more will come."""
        del exc
        self.is_lost.set()
        self.is_open.set()

    def data_received(self, data: bytes) -> None:
        """Take what comes: the answer to the handshake, then messages."""
        self._heard += data
        if not self._is_greeted:
            end = self._heard.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._heard.startswith(b"HTTP/1.1 101"):
                raise ConnectionRefusedError(bytes(self._heard[:80]).decode())
            del self._heard[: end + 4]
            self._is_greeted = True
            self._say(self._hello)
        while (message := self._next()) is not None:
            self._take(message)

    def _take(self, message: bytes) -> None:
        if message.startswith(b'{"t":"welcome"'):
            self.is_open.set()
        elif message.startswith(b'{"t":"heartbeat"'):
            self._say(b'{"t":"pong"}')
        self._hear(message)

    def _next(self) -> bytes | None:
        """Give the next whole message of the server, which never masks."""
        heard = self._heard
        if len(heard) < 4:  # noqa: PLR2004 - the shortest head that may tell a length
            return None
        length, begin = heard[1] & 0x7F, 2
        if length == 126:  # noqa: PLR2004 - the protocol's mark for two bytes of length
            length, begin = int.from_bytes(heard[2:4], "big"), 4
        elif length == 127:  # noqa: PLR2004 - and for eight
            length, begin = int.from_bytes(heard[2:10], "big"), 10
        if len(heard) < begin + length:
            return None
        message = bytes(heard[begin : begin + length])
        del heard[: begin + length]
        return message

    def _say(self, text: bytes) -> None:
        """Send a short message, masked as a client must, by zeros."""
        self._write(bytes((0x81, 0x80 | len(text), 0, 0, 0, 0)) + text)

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)
