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
class Allowance:
    """So many at once, then so many a second."""

    burst: float
    per_s: float
    left: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin full."""
        self.left, self.at = self.burst, time.monotonic()

    def spend(self) -> bool:
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
    held: list[bytes] | None = field(default_factory=list[bytes])
    held_bytes: int = 0
    silent_beats: int = 0
    """Beats that went unanswered."""

    @property
    def hearer(self) -> UUID:
        """Who hears by it."""
        return self.principal.hearer

    def push(self, message: bytes) -> None:
        """Send an encoded message; who reads too slowly is closed, for no numbered frame is dropped silently."""
        if self.held is None:
            if not self.socket.push(message):
                self.close(RESYNC, "resync")
            return
        self.held.append(message)
        self.held_bytes += len(message)
        if len(self.held) > _MOST_HELD or self.held_bytes > _MOST_HELD_BYTES:
            self.close(RESYNC, "resync")

    def greet(self, message: bytes) -> None:
        """Send the greeting, and after it what was held back."""
        held, self.held = self.held or [], None
        self.push(b"".join([message, *held]))

    def close(self, code: int, reason: str) -> None:
        """Close the socket with this code."""
        self.held = None
        self.socket.hang_up(code, reason)
