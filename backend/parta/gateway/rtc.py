"""Proxy to the media server's signalling, so that one address and one certificate are enough.

Only what browsers need is proxied. The media server authenticates by the token; media itself does not pass here.
"""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from parta.core.errors import TooManyRequests
from parta.core.http import problem_response
from parta.core.networks import get_network
from parta.core.security import client_address
from parta.core.token_bucket import TokenBuckets
from parta.gateway.transport import get_socket

MAX_FRAME_BYTES = 1024 * 1024
"""Of one message: descriptions of large calls are long."""
_MAX_QUEUED_FRAMES = 16
_TIMEOUT_S = 5.0
_RETRY_AFTER_S = 5
_MAX_SOCKETS = 4000
_MAX_REQUESTS = 16
"""To the media server at a time; others wait, and are answered with 503 after the timeout."""
_ATTEMPTS = (1000.0, 50.0)
"""Of one network, at once and per second: a school comes back behind one address, and only LiveKit knows its tokens."""
_MAX_RESPONSE_BYTES = 64 * 1024
_ALLOWED_PATHS = re.compile(r"/rtc(/v[0-9])?(/validate)?")
_SERVICE_RESTART = 1012
"""The close code after which clients reconnect."""
_NORMAL_CLOSURE = 1000
_APPLICATION_CODES = range(3000, 5000)
"""Close codes of the media server's own, which are passed on."""

log = structlog.get_logger()


class RtcProxy:
    """Proxies `/rtc` to the media server, one call per request or socket."""

    def __init__(self, url: str | None) -> None:
        """Proxy to the server at this URL; None: respond 503 to everybody."""
        self._url = url.rstrip("/") if url else None
        self._attempts = TokenBuckets(*_ATTEMPTS)
        self._open_sockets = 0
        self._client: httpx.AsyncClient | None = None

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Keep one HTTP client inside the block: to make one costs more than the request."""
        limits = httpx.Limits(max_connections=_MAX_REQUESTS)
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, limits=limits, trust_env=False) as self._client:
            yield
        self._client = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or one socket until it closes."""
        path: str = scope["path"]
        target = f"{path}?{scope['query_string'].decode('latin-1')}"
        if wait := self._attempts.hit(get_network(client_address(scope))):
            await problem_response(429, TooManyRequests.code, retry_after=wait)(scope, receive, send)
        elif scope["type"] == "http":
            response = await self._proxy_request(Request(scope), path, target)
            await response(scope, receive, send)
        elif self._url is None or self._open_sockets >= _MAX_SOCKETS:
            await _reject(WebSocket(scope, receive, send), _respond_unavailable())
        elif _ALLOWED_PATHS.fullmatch(path) is None:
            await _reject(WebSocket(scope, receive, send), problem_response(404, "not_found"))
        else:
            self._open_sockets += 1
            try:
                await self._proxy_socket(WebSocket(scope, receive, send), self._url.replace("http", "ws", 1) + target)
            finally:
                self._open_sockets -= 1

    async def _proxy_request(self, request: Request, path: str, target: str) -> Response:
        if _ALLOWED_PATHS.fullmatch(path) is None:
            return problem_response(404, "not_found")
        if request.method != "GET":
            return problem_response(405, "method_not_allowed")
        if self._url is None or self._client is None:
            return _respond_unavailable()
        try:
            response = await self._client.get(self._url + target)
        except httpx.HTTPError:
            return _respond_unavailable()
        return Response(response.content[:_MAX_RESPONSE_BYTES], response.status_code, media_type="text/plain")

    async def _proxy_socket(self, browser: WebSocket, url: str) -> None:
        """Connect to the media server, then relay both ways until one side closes."""
        await browser.receive()  # the connect message
        subprotocols = [Subprotocol(name) for name in browser.scope["subprotocols"]]
        try:
            server = await connect(
                url,
                subprotocols=subprotocols or None,
                user_agent_header=browser.headers.get("user-agent"),
                compression=None,
                proxy=None,
                open_timeout=_TIMEOUT_S,
                close_timeout=_TIMEOUT_S,
                max_size=MAX_FRAME_BYTES,
                max_queue=_MAX_QUEUED_FRAMES,
            )
        except InvalidStatus as refusal:
            response = refusal.response
            await _reject(browser, Response(bytes(response.body or b"")[:_MAX_RESPONSE_BYTES], response.status_code))
        except (OSError, TimeoutError, WebSocketException):
            await _reject(browser, _respond_unavailable())
        else:
            get_socket(dict(browser.scope)).set_max_message_size(MAX_FRAME_BYTES)
            async with server:
                await browser.accept(server.subprotocol)
                await _relay(browser, server)


def _respond_unavailable() -> Response:
    return problem_response(503, "media_unavailable", retry_after=_RETRY_AFTER_S)


async def _relay(browser: WebSocket, server: ClientConnection) -> None:
    """Relay messages both ways, no faster than the receiver reads."""
    tasks = [
        asyncio.create_task(_relay_to_server(browser, server)),
        asyncio.create_task(_relay_to_browser(server, browser)),
    ]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in tasks:
            way.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _relay_to_server(browser: WebSocket, server: ClientConnection) -> None:
    while True:
        message = await browser.receive()
        if message["type"] != "websocket.receive":
            return
        try:
            await server.send(_get_data(message))
        except ConnectionClosed:
            return  # the other direction closes the browser's socket


async def _relay_to_browser(server: ClientConnection, browser: WebSocket) -> None:
    try:
        async for data in server:
            await (browser.send_bytes(data) if isinstance(data, bytes) else browser.send_text(data))
    except ConnectionClosed:
        log.info("media server closed the socket", code=server.close_code)
    except (WebSocketDisconnect, OSError):
        return
    code = server.close_code or _SERVICE_RESTART
    await browser.close(code if code in _APPLICATION_CODES or code == _NORMAL_CLOSURE else _SERVICE_RESTART)


def _get_data(message: Message) -> bytes | str:
    data: bytes | None = message.get("bytes")
    return message["text"] if data is None else data


async def _reject(browser: WebSocket, response: Response) -> None:
    """Reject the handshake with a response that clients can read."""
    await browser.send_denial_response(response)
