"""One socket of one subscriber, as the hub manages it."""

import time
from dataclasses import dataclass, field
from uuid import UUID

from parta.gateway.principals import Principal
from parta.gateway.protocol import RESYNC
from parta.gateway.transport import SocketProtocol

_MAX_PENDING = 256
_MAX_PENDING_BYTES = 1 << 20


@dataclass(slots=True)
class TokenBucket:
    """A burst of tokens, refilled at a rate per second."""

    burst: float
    per_s: float
    tokens: float = field(init=False)
    updated_at: float = field(init=False)

    def __post_init__(self) -> None:
        """Start with a full bucket."""
        self.tokens, self.updated_at = self.burst, time.monotonic()

    def take(self) -> bool:
        """Take one token; False if there is none."""
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.updated_at) * self.per_s)
        self.updated_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


@dataclass(slots=True, eq=False)
class Connection:
    """A socket and its principal. Messages are buffered until the welcome has been sent."""

    socket: SocketProtocol
    principal: Principal
    pending: list[bytes] | None = field(default_factory=list[bytes])
    pending_bytes: int = 0
    missed_heartbeats: int = 0
    """Unanswered heartbeats in a row."""

    @property
    def subscriber(self) -> UUID:
        """The subscriber that receives by it."""
        return self.principal.subscriber

    def push(self, message: bytes) -> None:
        """Send an encoded message; a client that reads too slowly is closed, as no frame is dropped silently."""
        if self.pending is None:
            if not self.socket.push(message):
                self.close(RESYNC, "resync")
            return
        self.pending.append(message)
        self.pending_bytes += len(message)
        if len(self.pending) > _MAX_PENDING or self.pending_bytes > _MAX_PENDING_BYTES:
            self.close(RESYNC, "resync")

    def send_welcome(self, message: bytes) -> None:
        """Send the welcome, and after it the buffered messages."""
        pending, self.pending = self.pending or [], None
        self.push(b"".join([message, *pending]))

    def close(self, code: int, reason: str) -> None:
        """Close the socket with this code."""
        self.pending = None
        self.socket.close_with_code(code, reason)
