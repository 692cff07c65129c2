"""Rules of boards, without IO."""

from enum import StrEnum

MAX_MESSAGE_BYTES = 512 * 1024
"""The largest message of a client: a client that was offline sends all its changes at once."""
MAX_BOARD_BYTES = 8 * 1024 * 1024
"""The largest board; updates that exceed it are rejected."""
MAX_CHANGES = 400
"""The number of stored changes of a board before they are merged into its snapshot."""


class BoardAccess(StrEnum):
    """What a person may do with a board now."""

    NONE = "none"
    READ = "read"
    DRAW = "draw"


def needs_compaction(*, snapshot_number: int, last_number: int) -> bool:
    """Return True if the board has so many changes that reading it is slow."""
    return last_number - snapshot_number > MAX_CHANGES


def has_room(size: int, update: int) -> bool:
    """Return True if a board of this size may grow by an update of this size."""
    return size + update <= MAX_BOARD_BYTES
