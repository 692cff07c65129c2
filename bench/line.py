"""A light HTTP/1.1 client: one connection kept alive, one request at a time, so that it costs next to nothing."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class Line(asyncio.Protocol):
    """A connection on which requests follow one another."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self._heard = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, host: str, port: int) -> AsyncGenerator["Line"]:
        """Give a connection, closed afterwards."""
        line = await cls.connect(host, port)
        try:
            yield line
        finally:
            line.close()

    @classmethod
    async def connect(cls, host: str, port: int) -> "Line":
        """Give a connection."""
        _, line = await asyncio.get_running_loop().create_connection(cls, host, port)
        return line

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    @property
    def is_open(self) -> bool:
        """Whether requests can go out: the server hangs up when nothing was asked for a while."""
        return self._transport is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # pyright: ignore[reportAttributeAccessIssue] - uvloop's own class

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        """Give the answer once it is whole: all answers have a Content-Length."""
        heard = self._heard
        heard += data
        head = heard.find(b"\r\n\r\n")
        if head < 0:
            return
        at = heard.find(b"content-length: ") + 16
        end = head + 4 + int(heard[at : heard.find(b"\r\n", at)])
        if len(heard) < end or self._answer is None:
            return
        status, body = int(heard[9:12]), bytes(heard[head + 4 : end])
        del heard[:end]
        self._answer.set_result((status, body))

    async def post(self, path: str, cookie: str, body: bytes) -> tuple[int, bytes]:
        """Post JSON; give status and body."""
        if self._transport is None:
            raise ConnectionResetError
        self._answer = asyncio.get_running_loop().create_future()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: parta\r\nCookie: parta_profile={cookie}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)
        return await self._answer
