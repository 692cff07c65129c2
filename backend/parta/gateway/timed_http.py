"""uvicorn's HTTP protocol with limits of time and size for what a peer sends before the application sees it."""

import asyncio
import math
from collections.abc import Iterable
from typing import cast

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from parta.gateway.transport import SocketProtocol

HEAD_LIMIT_S = 15.0
"""From the connection, or the first byte of a further request, to the end of its headers."""
BODY_LIMIT_S = 30.0
"""From the headers to the end of the body, and longer by what has arrived at the least speed."""
LEAST_SPEED = 2048
"""Bytes per second: a picture over a bad mobile network is faster."""
CHECK_INTERVAL_S = 1.0
MAX_HEAD_BYTES = 64 * 1024
"""Of the request line and headers. What frames a body (chunks, trailers) may be as long beside what it carries."""
MAX_HANDSHAKE_BYTES = 8 * 1024
"""Of the head of a WebSocket handshake: what the WebSocket library reads."""
_MOST_FRAMING = 16
"""Bytes of framing for each byte of a chunked body: chunks of one byte have six."""


_MAX_PIPELINED = 16
"""Requests that wait for their turn on one connection. Browsers and proxies send the next after the response."""


class _TooManyRequests(Exception):
    """Ends the parsing of what arrived: it may hold thousands of requests."""


def _build_answer(status: str, text: str) -> bytes:
    return (
        f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
        f"content-length: {len(text)}\r\n\r\n{text}"
    ).encode("ascii")


_TIMED_OUT = _build_answer("408 Request Timeout", "The request took too long.")
_TOO_LONG = _build_answer("431 Request Header Fields Too Large", "The headers of the request are too long.")
_NO_HANDSHAKE = _build_answer("400 Bad Request", "This is no handshake of a WebSocket.")


class TimedHttpProtocol(HttpToolsProtocol):
    """Knows until when its peer must have sent the rest of a request; `close_late_peers` ends those who have not.

    It counts what the parser keeps: a header without an end would be joined again with each piece that arrives.
    """

    _deadline = math.inf
    _headers_at = 0.0
    _received = 0
    _is_head = True
    _head_bytes = 0
    _framing = 0
    _is_refused = False

    def connection_made(self, transport: object) -> None:
        """Expect the head of a request."""
        super().connection_made(transport)  # pyright: ignore[reportArgumentType] - as asyncio calls it
        self._deadline = self.loop.time() + HEAD_LIMIT_S

    def data_received(self, data: bytes) -> None:
        """Read no more of a head than its limit, and no more framing of a body than fits what it carries."""
        if self._is_refused:
            return
        if not self._is_head:
            self._framing += len(data)
            super().data_received(data)
            if not self._is_head and self._framing > MAX_HEAD_BYTES + _MOST_FRAMING * self._received:
                self._refuse(_TOO_LONG)
            return
        head, rest = data[: MAX_HEAD_BYTES - self._head_bytes], data[MAX_HEAD_BYTES - self._head_bytes :]
        self._head_bytes += len(head)
        super().data_received(head)
        if self._is_head and self._head_bytes >= MAX_HEAD_BYTES:
            self._refuse(_TOO_LONG)
        elif rest and not self.transport.is_closing():
            cast("asyncio.Protocol", self.transport.get_protocol()).data_received(rest)  # a socket's, after an upgrade

    def handle_websocket_upgrade(self) -> None:
        """Refuse what cannot be a handshake: the WebSocket library would not answer it."""
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if self.scope["method"] != "GET":
            self._refuse(_NO_HANDSHAKE)
        elif size > MAX_HANDSHAKE_BYTES:
            self._refuse(_TOO_LONG)
        else:
            super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        """Expect the rest of the head. Raises _TooManyRequests if too many wait before it."""
        if len(self.pipeline) >= _MAX_PIPELINED:
            self.transport.close()
            self._deadline, self._is_refused = math.inf, True
            raise _TooManyRequests
        super().on_message_begin()
        self._deadline = min(self._deadline, self.loop.time() + HEAD_LIMIT_S)

    def on_headers_complete(self) -> None:
        """Expect the body."""
        super().on_headers_complete()
        self._headers_at, self._received = self.loop.time(), 0
        self._is_head, self._head_bytes, self._framing = False, 0, 0
        self._deadline = self._headers_at + BODY_LIMIT_S

    def on_body(self, body: bytes) -> None:
        """Expect the rest of the body, later by what has arrived."""
        super().on_body(body)
        self._received += len(body)
        self._framing -= len(body)
        self._deadline = self._headers_at + BODY_LIMIT_S + self._received / LEAST_SPEED

    def on_message_complete(self) -> None:
        """Expect nothing: uvicorn itself closes a connection that stays idle after its response."""
        super().on_message_complete()
        self._deadline, self._is_head = math.inf, True

    def end_if_late(self, now: float) -> None:
        """Answer 408 and close the connection if its peer is late; as long as we do not read, it is not."""
        if now < self._deadline:
            return
        flow: FlowControl = self.flow
        if flow.read_paused:
            self._deadline = now + BODY_LIMIT_S
            return
        self._refuse(_TIMED_OUT)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, unless the connection was ended before."""
        if not self._is_refused:
            super().send_400_response(msg)

    def _refuse(self, answer: bytes) -> None:
        cycle = cast("RequestResponseCycle | None", self.cycle)  # none before the first head
        if cycle is None or cycle.response_complete or not cycle.response_started:
            self.transport.write(answer)
        self.transport.close()
        self._deadline, self._is_refused = math.inf, True


def close_late_peers(connections: Iterable[object], now: float) -> None:
    """Close the connections of these whose peers are late, at this time of the loop's clock."""
    for connection in list(connections):
        if isinstance(connection, (TimedHttpProtocol, SocketProtocol)):
            connection.end_if_late(now)
