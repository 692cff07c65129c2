"""Rules of boards, without IO."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

MAX_MESSAGE_BYTES = 512 * 1024
"""The largest message of a client: a client that was offline sends all its changes at once."""
MAX_BOARD_BYTES = 4 * 1024 * 1024
"""The largest drawing; changes that exceed it are refused."""
MAX_CHANGES = 400
MAX_CHANGE_BYTES = 2 * 1024 * 1024
"""The number and the size of a board's stored changes, above which they are merged into its snapshot."""
MAX_COPIES = 5
COPY_INTERVAL_S = 120
"""Earlier drawings of a board that are stored, and the seconds between them."""


class BoardAccess(StrEnum):
    """What a person may do with a board now."""

    NONE = "none"
    READ = "read"
    DRAW = "draw"
    """Draw, and change what they drew themselves."""
    LEAD = "lead"
    """Change everything."""

    @property
    def may_draw(self) -> bool:
        """Return True if changes are accepted."""
        return self in (BoardAccess.DRAW, BoardAccess.LEAD)


@dataclass(frozen=True, slots=True)
class BoardRole:
    """What a person may do with a board now, and the name at their pointer."""

    access: BoardAccess
    name: str = ""


def may_change(access: BoardAccess, subscriber: UUID, author: UUID | None, *, exists: bool) -> bool:
    """Return True if they may change an element by this author; None: nobody knows who drew it."""
    return access is BoardAccess.LEAD or not exists or author == subscriber


def needs_compaction(count: int, size: int) -> bool:
    """Return True if a board has so many stored changes, of so many bytes, that they must be merged."""
    return count > MAX_CHANGES or size > MAX_CHANGE_BYTES


def return_to(now: Mapping[str, Mapping[str, Any]], then: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the elements to write so that all return to a copy: newer than what anybody has."""
    changed: dict[str, dict[str, Any]] = {}
    for key in now.keys() | then.keys():
        present, former = now.get(key), then.get(key)
        if present == former:
            continue
        version = max(float(one.get("version", 0)) for one in (present, former) if one is not None)
        content = dict(former) if former is not None else {**(present or {}), "isDeleted": True}
        changed[key] = {**content, "version": version + 1}
    return changed
