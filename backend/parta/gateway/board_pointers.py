"""Who points where on a board, and where leaders look: one pointer per socket, named by the server; over the bus."""

import time
from dataclasses import dataclass, field
from uuid import UUID

from parta.boards.events import board_topic
from parta.core.bus import Bus
from parta.core.ephemerals import EphemeralEvent
from parta.core.ids import new_id
from parta.core.token_bucket import TokenBucket
from parta.core.unit_of_work import Outbound
from parta.gateway import board_protocol

_MAX_POINTERS = 100
"""Of one board: nobody tells more apart."""
_LIFETIME_S = 30.0
"""How long a pointer that does not move is shown to those who come."""
_MOVES = (20.0, 20.0)
"""How many moves of one pointer are passed on: at once, and per second."""


class BoardPointerMoved(EphemeralEvent, frozen=True):
    """A pointer moved on the board."""

    board_id: UUID
    pointer_id: str
    name: str
    x: float
    y: float

    @property
    def topic(self) -> str:
        """Return the board."""
        return board_topic(self.board_id)


class BoardViewShown(EphemeralEvent, frozen=True):
    """A leader looks at this part of the board."""

    board_id: UUID
    pointer_id: str
    """Of the leader's socket, which is not told of its own view."""
    x: float
    y: float
    width: float
    height: float

    @property
    def topic(self) -> str:
        """Return the board."""
        return board_topic(self.board_id)


class BoardPointerGone(EphemeralEvent, frozen=True):
    """A pointer is no longer on the board."""

    board_id: UUID
    pointer_id: str

    @property
    def topic(self) -> str:
        """Return the board."""
        return board_topic(self.board_id)


@dataclass(slots=True)
class OwnPointer:
    """The pointer of one socket."""

    board_id: UUID
    name: str
    id: str = field(default_factory=lambda: new_id().hex)
    is_shown: bool = False
    moves: TokenBucket = field(default_factory=lambda: TokenBucket(*_MOVES))
    views: TokenBucket = field(default_factory=lambda: TokenBucket(*_MOVES))

    def move(self, bus: Bus, x: float, y: float) -> None:
        """Pass the move on, unless there are too many: the next one tells the same."""
        if self.moves.take():
            self.is_shown = True
            _publish(bus, BoardPointerMoved(self.board_id, self.id, self.name, x, y))

    def look(self, bus: Bus, frame: board_protocol.LookAt) -> None:
        """Pass on where a leader looks, unless there are too many views: the next one tells the same."""
        if self.views.take():
            shown = BoardViewShown(self.board_id, self.id, frame.x, frame.y, frame.width, frame.height)
            _publish(bus, shown)

    def remove(self, bus: Bus) -> None:
        """Remove the pointer where it is shown."""
        if self.is_shown:
            self.is_shown = False
            _publish(bus, BoardPointerGone(self.board_id, self.id))


@dataclass(slots=True)
class Pointers:
    """The pointers on one board, as the bus told of them."""

    _last: dict[str, tuple[float, bytes]] = field(default_factory=dict[str, tuple[float, bytes]])

    def on_moved(self, event: BoardPointerMoved) -> bytes | None:
        """Return the message for the viewers; None where nobody can see more pointers."""
        if event.pointer_id not in self._last and len(self.list_shown()) >= _MAX_POINTERS:
            return None
        message = board_protocol.pointer(event.pointer_id, event.name, event.x, event.y)
        self._last[event.pointer_id] = time.monotonic(), message
        return message

    def on_gone(self, event: BoardPointerGone) -> bytes:
        """Return the message for the viewers."""
        self._last.pop(event.pointer_id, None)
        return board_protocol.pointer_gone(event.pointer_id)

    def list_shown(self) -> list[bytes]:
        """Return the messages of those that moved lately; the others are forgotten."""
        oldest = time.monotonic() - _LIFETIME_S
        self._last = {one: (at, message) for one, (at, message) in self._last.items() if at >= oldest}
        return [message for _, message in self._last.values()]


def _publish(bus: Bus, event: EphemeralEvent) -> None:
    bus.publish(Outbound(ephemerals=[event]))
