"""One socket of one subscriber, as the hub manages it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from parta.core.close_codes import RESYNC, TOO_MANY
from parta.core.principals import Principal
from parta.core.token_bucket import TokenBucket
from parta.gateway import protocol
from parta.gateway.transport import SocketProtocol, text_message

_RETRY_AFTER_S = 30
_MAX_PENDING = 256
_MAX_PENDING_BYTES = 1 << 20


class Allowance:
    """What a socket, or those of one subscriber, may send: so many messages and bytes at once, and per second."""

    def __init__(self, messages: tuple[float, float], size: tuple[float, float]) -> None:
        """Begin with all of it."""
        self._messages = TokenBucket(*messages)
        self._bytes = TokenBucket(*size)

    def take(self, size: int) -> bool:
        """Take a message of this size; False if it is too much."""
        return self._messages.take() and self._bytes.take(size)

    def charge(self, size: int) -> None:
        """Take so many bytes for what cost more than its message, even if too few are left."""
        self._bytes.charge(size)

    @property
    def is_full(self) -> bool:
        """Return True if nothing of it was taken lately."""
        return self._messages.is_full and self._bytes.is_full


def refuse_for_a_while(socket: SocketProtocol, reason: str) -> None:
    """Close the socket of a client that must wait before it comes again."""
    socket.push(text_message(protocol.retry(_RETRY_AFTER_S)))
    socket.close_with_code(TOO_MANY, reason)


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
        return self.principal.id

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


def list_sessions(connections: Iterable[Connection]) -> Collection[UUID]:
    """Return the sessions by which these sockets were opened."""
    session_ids = {connection.principal.session_id for connection in connections}
    return {session_id for session_id in session_ids if session_id is not None}
