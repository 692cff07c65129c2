"""Time limits for what a peer sends: the head and the body of a request, and a peer that is only slow."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from parta.gateway.timed_http import BODY_LIMIT_S, HEAD_LIMIT_S, LEAST_SPEED, TimedHttpProtocol, close_late_peers

pytestmark = pytest.mark.anyio


async def read_body(scope: Scope, receive: Receive, send: Send) -> None:
    """Respond with the number of bytes of the body."""
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
        """Let the server see the time after so many seconds."""
        close_late_peers(self.state.connections, asyncio.get_running_loop().time() + seconds)

    async def read_all(self) -> bytes:
        """Return what the server sends until it closes."""
        async with asyncio.timeout(10):
            return await self.reader.read()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """Return a new connection."""
    config, state = uvicorn.Config(read_body, log_config=None), ServerState()
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


async def test_a_second_request_has_its_own_time_and_an_idle_connection_none(peer: Peer) -> None:
    await peer.send(b"POST / HTTP/1.1\r\nHost: parta\r\nContent-Length: 3\r\n\r\nabc")
    peer.pass_time(BODY_LIMIT_S + HEAD_LIMIT_S)
    assert peer.state.connections
    await peer.send(b"GET / HTTP/1.1\r\n")
    peer.pass_time(HEAD_LIMIT_S + 1)
    answers = await peer.read_all()
    assert (answers.startswith(b"HTTP/1.1 200 "), answers.count(b"HTTP/1.1 408 ")) == (True, 1)
