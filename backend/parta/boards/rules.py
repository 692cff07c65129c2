"""Decisions of boards, without IO."""

from enum import StrEnum

LONGEST_MESSAGE = 512 * 1024
"""Bytes that a browser may send at once: much is drawn while a network is away."""
LARGEST_BOARD = 8 * 1024 * 1024
"""Bytes of a board's whole drawing; what goes beyond is refused."""
MOST_PIECES = 400
"""Pieces that a board is kept in before they are merged into one."""


class Access(StrEnum):
    """What somebody may do with a board now."""

    NONE = "none"
    READ = "read"
    DRAW = "draw"


def wants_merging(*, drawn_number: int, last_number: int) -> bool:
    """Whether the board lies in so many pieces that reading it takes long."""
    return last_number - drawn_number > MOST_PIECES


def has_room(size: int, update: int) -> bool:
    """Whether a drawing of this size takes an update of that size."""
    return size + update <= LARGEST_BOARD
