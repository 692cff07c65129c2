"""Limits for what a peer sends: the time of a head and a body, requests that wait, frames of a socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from parta.gateway.timed_http import BODY_LIMIT_S, HEAD_LIMIT_S, LEAST_SPEED, TimedHttpProtocol, close_late_peers
from parta.gateway.transport import SocketProtocol

pytestmark = pytest.mark.anyio


async def serve(scope: Scope, receive: Receive, send: Send) -> None:
    """Respond with the number of bytes of the body; read a socket until it is closed."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return
    request = Request(scope, receive)
    await Response(str(len(await request.body())))(scope, receive, send)


@dataclass
class Peer:
    """A connection to a server with the time limits."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    state: ServerState

    async def send(self, data: bytes) -> None:
        """Send these bytes, and wait until the server has read them."""
        self.writer.write(data)
        await self.writer.drain()
        await asyncio.sleep(0.05)

    def pass_time(self, seconds: float) -> None:
        """Check late peers as if so many seconds had passed."""
        close_late_peers(self.state.connections, asyncio.get_running_loop().time() + seconds)

    async def read_all(self) -> bytes:
        """Return what the server sends until it closes."""
        received = bytearray()
        async with asyncio.timeout(10):
            with suppress(ConnectionResetError):
                while piece := await self.reader.read(65536):
                    received += piece
        return bytes(received)


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """Return a new connection."""
    config, state = (
        uvicorn.Config(serve, ws_per_message_deflate=False, ws=SocketProtocol, log_config=None),
        ServerState(),
    )
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: TimedHttpProtocol(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.05)
    yield Peer(reader, writer, state)
    writer.close()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\nHost: parta"])
async def test_whoever_does_not_send_a_head_in_time_is_told_so(peer: Peer, head: bytes) -> None:
    await peer.send(head)
    peer.pass_time(HEAD_LIMIT_S - 1)
    assert peer.state.connections
    peer.pass_time(HEAD_LIMIT_S + 1)
    assert (await peer.read_all()).startswith(b"HTTP/1.1 408 ")


async def test_a_body_has_time_by_what_has_arrived(peer: Peer) -> None:
    await peer.send(b"POST / HTTP/1.1\r\nHost: parta\r\nContent-Length: 100000\r\n\r\n" + b"x" * 20 * LEAST_SPEED)
    peer.pass_time(BODY_LIMIT_S + 15)
    await peer.send(b"x" * (100000 - 20 * LEAST_SPEED - 1))
    peer.pass_time(BODY_LIMIT_S + 15)
    assert peer.state.connections
    peer.pass_time(BODY_LIMIT_S + 60)
    assert (await peer.read_all()).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "endless",
    [
        b"GET / HTTP/1.1\r\nHost: parta\r\nX-Long: " + b"x" * 80_000,
        b"GET /" + b"x" * 80_000,
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000,
        b"POST / HTTP/1.1\r\nHost: parta\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"x" * 200_000,
    ],
    ids=["a value", "a path", "headers", "a trailer"],
)
async def test_what_a_request_says_before_its_body_is_bounded(peer: Peer, endless: bytes) -> None:
    await peer.send(endless)
    assert (await peer.read_all()).startswith(b"HTTP/1.1 431 ")


async def test_a_long_body_behind_a_short_head_is_read(peer: Peer) -> None:
    body = b"x" * 300_000
    await peer.send(b"POST / HTTP/1.1\r\nHost: parta\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n" + body)
    assert (await peer.read_all()).endswith(b"\r\n\r\n300000")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"POST / HTTP/1.1\r\nHost: parta\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\nX: " + b"x" * 9000 + b"\r\n\r\n", b"431"),
    ],
)
async def test_what_cannot_be_a_handshake_is_answered(peer: Peer, head: bytes, status: bytes) -> None:
    await peer.send(head)
    assert (await peer.read_all()).startswith(b"HTTP/1.1 " + status)


async def test_a_handshake_that_nobody_finishes_ends(peer: Peer) -> None:
    await peer.send(b"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"[:-2])
    peer.pass_time(HEAD_LIMIT_S + 1)
    assert (await peer.read_all()).startswith(b"HTTP/1.1 408 ")


async def test_a_second_request_has_its_own_time_and_an_idle_connection_none(peer: Peer) -> None:
    await peer.send(b"POST / HTTP/1.1\r\nHost: parta\r\nContent-Length: 3\r\n\r\nabc")
    peer.pass_time(BODY_LIMIT_S + HEAD_LIMIT_S)
    assert peer.state.connections
    await peer.send(b"GET / HTTP/1.1\r\n")
    peer.pass_time(HEAD_LIMIT_S + 1)
    answers = await peer.read_all()
    assert (answers.startswith(b"HTTP/1.1 200 "), answers.count(b"HTTP/1.1 408 ")) == (True, 1)


async def test_requests_that_are_sent_at_once_are_answered_one_after_the_other(peer: Peer) -> None:
    await peer.send(b"GET / HTTP/1.1\r\nHost: parta\r\n\r\n" * 9 + b"GET / HTTP/1.0\r\nHost: parta\r\n\r\n")
    assert (await peer.read_all()).count(b"HTTP/1.1 200 ") == 10


async def test_whoever_sends_thousands_of_requests_at_once_is_closed(peer: Peer) -> None:
    await peer.send(b"GET / HTTP/1.1\r\nHost: parta\r\n\r\n" * 5_000)
    assert (await peer.read_all()).count(b"HTTP/1.1 200 ") <= 17
    assert not peer.state.connections


HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: parta\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
MASKED_PING = b"\x89\x80\0\0\0\0"
FLOODS = {
    "pings": MASKED_PING,
    "pongs": b"\x8a\x80\0\0\0\0",
    "empty parts": b"\x00\x80\0\0\0\0",
    "texts of one letter": b"\x81\x81\0\0\0\0x",
    "bytes": b"\x82\x80\0\0\0\0",
}


@pytest.mark.parametrize("name", FLOODS)
async def test_whoever_sends_frames_without_end_is_ended(peer: Peer, name: str) -> None:
    await peer.send(HANDSHAKE)
    first = b"\x01\x80\0\0\0\0" if name == "empty parts" else b""
    with suppress(ConnectionError):
        await peer.send(first + FLOODS[name] * 20_000)
    await peer.read_all()
    assert not peer.state.connections


async def test_frames_in_number_are_answered(peer: Peer) -> None:
    await peer.send(HANDSHAKE)
    await peer.send(MASKED_PING * 400)
    assert len(peer.state.connections) == 1
    async with asyncio.timeout(10):
        await peer.reader.readuntil(b"\r\n\r\n")
        assert await peer.reader.readexactly(800) == b"\x8a\x00" * 400
