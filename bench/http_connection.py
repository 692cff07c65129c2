"""A lightweight HTTP/1.1 client with little CPU cost: a persistent connection, one request at a time."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class HttpConnection(asyncio.Protocol):
    """A persistent connection for sequential requests."""

    def __init__(self) -> None:
        """Start without received data."""
        self._received = bytearray()
        self._response: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, host: str, port: int) -> AsyncGenerator["HttpConnection"]:
        """Return a connection that is closed after the block."""
        connection = await cls.connect(host, port)
        try:
            yield connection
        finally:
            connection.close()

    @classmethod
    async def connect(cls, host: str, port: int) -> "HttpConnection":
        """Return an open connection."""
        _, connection = await asyncio.get_running_loop().create_connection(cls, host, port)
        return connection

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    @property
    def is_open(self) -> bool:
        """True if a request can be sent: the server closes idle connections."""
        return self._transport is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Store the transport."""
        self._transport = transport  # pyright: ignore[reportAttributeAccessIssue] - uvloop's own class

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the pending request."""
        self._transport = None
        if self._response is not None and not self._response.done():
            self._response.set_exception(exc or ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        """Resolve the response once it is complete: every response has a Content-Length."""
        received = self._received
        received += data
        head = received.find(b"\r\n\r\n")
        if head < 0:
            return
        at = received.find(b"content-length: ") + 16
        end = head + 4 + int(received[at : received.find(b"\r\n", at)])
        if len(received) < end or self._response is None:
            return
        status, body = int(received[9:12]), bytes(received[head + 4 : end])
        del received[:end]
        self._response.set_result((status, body))

    async def post(self, path: str, cookie: str, body: bytes) -> tuple[int, bytes]:
        """Post JSON; return status and body."""
        if self._transport is None:
            raise ConnectionResetError
        self._response = asyncio.get_running_loop().create_future()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: parta_profile={cookie}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)
        return await self._response
