"""Who points where on a board: one pointer per socket, named by the server; ephemeral, over the bus."""

import time
from dataclasses import dataclass, field

from parta.core.bus import Bus
from parta.core.ids import new_id
from parta.core.streams import EphemeralEvent
from parta.core.token_bucket import TokenBucket
from parta.core.unit_of_work import Outbound
from parta.gateway import board_protocol

POINTER_MOVED = "board_pointer_moved"
"""The ephemeral event that a pointer moved: `board_id`, `pointer`, `name`, `x`, `y`; without `x` it has gone."""
_MAX_POINTERS = 100
"""Of one board: nobody tells more apart."""
_LIFETIME_S = 30.0
"""How long a pointer that does not move is shown to those who come."""
_MOVES = (20.0, 20.0)
"""How many moves of one pointer are passed on: at once, and per second."""


@dataclass(slots=True)
class OwnPointer:
    """The pointer of one socket."""

    board_id: str
    name: str
    id: str = field(default_factory=lambda: new_id().hex)
    is_shown: bool = False
    moves: TokenBucket = field(default_factory=lambda: TokenBucket(*_MOVES))

    def move(self, bus: Bus, x: float, y: float) -> None:
        """Pass the move on, unless there are too many: the next one tells the same."""
        if self.moves.take():
            self.is_shown = True
            _publish(bus, board_id=self.board_id, pointer=self.id, name=self.name, x=x, y=y)

    def remove(self, bus: Bus) -> None:
        """Remove the pointer where it is shown."""
        if self.is_shown:
            self.is_shown = False
            _publish(bus, board_id=self.board_id, pointer=self.id)


@dataclass(slots=True)
class Pointers:
    """The pointers on one board, as the bus told of them."""

    _last: dict[str, tuple[float, bytes]] = field(default_factory=dict[str, tuple[float, bytes]])

    def on_event(self, event: EphemeralEvent) -> bytes | None:
        """Return the message for the viewers; None where nobody can see more pointers."""
        pointer_id = str(event.payload["pointer"])
        if "x" not in event.payload:
            self._last.pop(pointer_id, None)
            return board_protocol.pointer_gone(pointer_id)
        if pointer_id not in self._last and len(self.list_shown()) >= _MAX_POINTERS:
            return None
        name, x, y = str(event.payload["name"]), float(event.payload["x"]), float(event.payload["y"])
        message = board_protocol.pointer(pointer_id, name, x, y)
        self._last[pointer_id] = time.monotonic(), message
        return message

    def list_shown(self) -> list[bytes]:
        """Return the messages of those that moved lately; the others are forgotten."""
        oldest = time.monotonic() - _LIFETIME_S
        self._last = {one: (at, message) for one, (at, message) in self._last.items() if at >= oldest}
        return [message for _, message in self._last.values()]


def _publish(bus: Bus, **payload: str | float) -> None:
    bus.publish(Outbound(ephemerals=[EphemeralEvent(POINTER_MOVED, payload)]))
