"""One socket of a board, as the boards process knows it."""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from parta.boards import wire
from parta.boards.rules import BoardAccess
from parta.core.token_bucket import TokenBucket

STATES = (5.0, 0.1)
"""How often a viewer may ask for the drawing, or for an earlier one: at once, and per second."""
MISSING = (5.0, 0.5)


class WebChannel(Protocol):
    """The connection of a web process."""

    def send(self, message: wire.Deliver | wire.Refuse) -> None:
        """Send without waiting."""
        ...

    async def drain(self) -> None:
        """Wait until most of what was sent has been read. Raises OSError if it has gone."""
        ...


@dataclass(slots=True, eq=False)
class Viewer:
    """One socket of a board, in some web process."""

    channel: WebChannel
    id: int
    subscriber: UUID
    access: BoardAccess
    states: TokenBucket = field(default_factory=lambda: TokenBucket(*STATES))
    missing: TokenBucket = field(default_factory=lambda: TokenBucket(*MISSING))

    def send(self, body: bytes, *, is_text: bool = False) -> None:
        """Send a message to this viewer."""
        self.channel.send(wire.Deliver([self.id], body, is_text=is_text))

    def refuse(self, code: int, reason: str) -> None:
        """Close the viewer's socket."""
        self.channel.send(wire.Refuse([self.id], code, reason))
