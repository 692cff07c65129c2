"""uvicorn's HTTP protocol with time limits for what a peer sends: slow peers must not keep connections for ever."""

import math
from collections.abc import Iterable
from typing import cast

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

HEAD_LIMIT_S = 15.0
"""From the connection, or the first byte of a further request, to the end of its headers."""
BODY_LIMIT_S = 30.0
"""From the headers to the end of the body, and longer by what has arrived at the least speed."""
LEAST_SPEED = 2048
"""Bytes per second: a picture over a bad mobile network is faster."""
CHECK_INTERVAL_S = 1.0
_MESSAGE = b"The request took too long."
_TIMED_OUT = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(_MESSAGE), _MESSAGE)
)


class TimedHttpProtocol(HttpToolsProtocol):
    """Knows until when its peer must have sent the rest of a request; `close_late_peers` ends those who have not."""

    _deadline = math.inf
    _headers_at = 0.0
    _received = 0

    def connection_made(self, transport: object) -> None:
        """Expect the head of a request."""
        super().connection_made(transport)  # pyright: ignore[reportArgumentType] - as asyncio calls it
        self._deadline = self.loop.time() + HEAD_LIMIT_S

    def on_message_begin(self) -> None:
        """Expect the rest of the head."""
        super().on_message_begin()
        self._deadline = min(self._deadline, self.loop.time() + HEAD_LIMIT_S)

    def on_headers_complete(self) -> None:
        """Expect the body."""
        super().on_headers_complete()
        self._headers_at, self._received = self.loop.time(), 0
        self._deadline = self._headers_at + BODY_LIMIT_S

    def on_body(self, body: bytes) -> None:
        """Expect the rest of the body, later by what has arrived."""
        super().on_body(body)
        self._received += len(body)
        self._deadline = self._headers_at + BODY_LIMIT_S + self._received / LEAST_SPEED

    def on_message_complete(self) -> None:
        """Expect nothing: uvicorn itself closes a connection that stays idle after its response."""
        super().on_message_complete()
        self._deadline = math.inf

    def end_if_late(self, now: float) -> None:
        """Answer 408 and close the connection if its peer is late; as long as we do not read, it is not."""
        if now < self._deadline:
            return
        flow: FlowControl = self.flow
        if flow.read_paused:
            self._deadline = now + BODY_LIMIT_S
            return
        cycle = cast("RequestResponseCycle | None", self.cycle)  # none before the first head
        if cycle is None or cycle.response_complete or not cycle.response_started:
            self.transport.write(_TIMED_OUT)
        self.transport.close()
        self._deadline = math.inf


def close_late_peers(connections: Iterable[object], now: float) -> None:
    """Close the connections of these whose peers are late, at this time of the loop's clock."""
    for connection in list(connections):
        if isinstance(connection, TimedHttpProtocol):
            connection.end_if_late(now)
