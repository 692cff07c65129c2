"""One socket of one hearer, as the hub holds it."""

import time
from dataclasses import dataclass, field
from uuid import UUID

from parta.gateway.principals import Principal
from parta.gateway.transport import SocketProtocol
from parta.gateway.wire import RESYNC

_MOST_HELD = 256
_MOST_HELD_BYTES = 1 << 20


@dataclass(slots=True)
class TokenBucket:
    """So many at once, then so many a second."""

    burst: float
    per_s: float
    left: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin full."""
        self.left, self.at = self.burst, time.monotonic()

    def take(self) -> bool:
        """Take one, if there is one."""
        now = time.monotonic()
        self.left = min(self.burst, self.left + (now - self.at) * self.per_s)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass(slots=True, eq=False)
class Connection:
    """A socket and whose it is. Until the greeting went out, what comes is held back."""

    socket: SocketProtocol
    principal: Principal
    pending: list[bytes] | None = field(default_factory=list[bytes])
    pending_bytes: int = 0
    missed_heartbeats: int = 0
    """Beats that went unanswered."""

    @property
    def subscriber(self) -> UUID:
        """Who hears by it."""
        return self.principal.subscriber

    def push(self, message: bytes) -> None:
        """Send an encoded message; who reads too slowly is closed, for no numbered frame is dropped silently."""
        if self.pending is None:
            if not self.socket.push(message):
                self.close(RESYNC, "resync")
            return
        self.pending.append(message)
        self.pending_bytes += len(message)
        if len(self.pending) > _MOST_HELD or self.pending_bytes > _MOST_HELD_BYTES:
            self.close(RESYNC, "resync")

    def greet(self, message: bytes) -> None:
        """Send the greeting, and after it what was held back."""
        held, self.pending = self.pending or [], None
        self.push(b"".join([message, *held]))

    def close(self, code: int, reason: str) -> None:
        """Close the socket with this code."""
        self.pending = None
        self.socket.hang_up(code, reason)
