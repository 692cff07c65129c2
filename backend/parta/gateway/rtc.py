"""The way through to the media server's signalling, so that one address and one certificate serve all.

Only what browsers need goes through. Who may come in, the media server tells by the token; media itself goes past us.
"""

import asyncio
import re

import httpx
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from parta.core.http import problem_response
from parta.gateway.transport import socket_of

LONGEST_FRAME = 1024 * 1024
"""Bytes of one message: what describes a call of many people is long."""
_WAITING_FRAMES = 16
_PATIENCE_S = 5.0
_MOST_SOCKETS = 4000
_LONGEST_ANSWER = 64 * 1024
_KNOWN = re.compile(r"/rtc(/v[0-9])?(/validate)?")
_AWAY = 1012
"""The code that says: come again."""
_GOOD_BYE = 1000
_TOLD = range(3000, 5000)
"""Codes of the media server's own, which are handed on."""

log = structlog.get_logger()


class RtcProxy:
    """Hands `/rtc` on to the media server, one call per request or socket."""

    def __init__(self, url: str | None) -> None:
        """Hand on to the server at this address; without one, tell everybody that it is away."""
        self._url = url.rstrip("/") if url else None
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or one socket until it closes."""
        path: str = scope["path"]
        target = f"{path}?{scope['query_string'].decode('latin-1')}"
        if scope["type"] == "http":
            answer = await self._ask(Request(scope), path, target)
            await answer(scope, receive, send)
        elif self._url is None or self._open >= _MOST_SOCKETS:
            await _deny(WebSocket(scope, receive, send), problem_response(503, "media_unavailable"))
        elif _KNOWN.fullmatch(path) is None:
            await _deny(WebSocket(scope, receive, send), problem_response(404, "not_found"))
        else:
            self._open += 1
            try:
                await self._join(WebSocket(scope, receive, send), self._url.replace("http", "ws", 1) + target)
            finally:
                self._open -= 1

    async def _ask(self, request: Request, path: str, target: str) -> Response:
        if _KNOWN.fullmatch(path) is None:
            return problem_response(404, "not_found")
        if request.method != "GET":
            return problem_response(405, "method_not_allowed")
        if self._url is None:
            return problem_response(503, "media_unavailable")
        try:
            async with httpx.AsyncClient(timeout=_PATIENCE_S, trust_env=False) as client:
                answer = await client.get(self._url + target)
        except httpx.HTTPError:
            return problem_response(503, "media_unavailable")
        return Response(answer.content[:_LONGEST_ANSWER], answer.status_code, media_type="text/plain")

    async def _join(self, browser: WebSocket, url: str) -> None:
        """Open the way on, then let both sides talk until one of them ends."""
        await browser.receive()  # what opens the socket
        wished = [Subprotocol(name) for name in browser.scope["subprotocols"]]
        try:
            server = await connect(
                url,
                subprotocols=wished or None,
                user_agent_header=browser.headers.get("user-agent"),
                compression=None,
                proxy=None,
                open_timeout=_PATIENCE_S,
                close_timeout=_PATIENCE_S,
                max_size=LONGEST_FRAME,
                max_queue=_WAITING_FRAMES,
            )
        except InvalidStatus as refusal:
            told = refusal.response
            await _deny(browser, Response(bytes(told.body or b"")[:_LONGEST_ANSWER], told.status_code))
        except (OSError, TimeoutError, WebSocketException):
            await _deny(browser, problem_response(503, "media_unavailable"))
        else:
            socket_of(dict(browser.scope)).take_up_to(LONGEST_FRAME)
            async with server:
                await browser.accept(server.subprotocol)
                await _talk(browser, server)


async def _talk(browser: WebSocket, server: ClientConnection) -> None:
    """Carry what each side says to the other, no faster than it listens."""
    ways = [asyncio.create_task(_inward(browser, server)), asyncio.create_task(_outward(server, browser))]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


async def _inward(browser: WebSocket, server: ClientConnection) -> None:
    while True:
        message = await browser.receive()
        if message["type"] != "websocket.receive":
            return
        try:
            await server.send(_said(message))
        except ConnectionClosed:
            return  # the other way tells the browser


async def _outward(server: ClientConnection, browser: WebSocket) -> None:
    try:
        async for said in server:
            await (browser.send_bytes(said) if isinstance(said, bytes) else browser.send_text(said))
    except ConnectionClosed:
        log.info("the media server hung up", code=server.close_code)
    except (WebSocketDisconnect, OSError):
        return
    code = server.close_code or _AWAY
    await browser.close(code if code in _TOLD or code == _GOOD_BYE else _AWAY)


def _said(message: Message) -> bytes | str:
    data: bytes | None = message.get("bytes")
    return message["text"] if data is None else data


async def _deny(browser: WebSocket, answer: Response) -> None:
    """Answer the handshake with a refusal that can be read."""
    await browser.send_denial_response(answer)
