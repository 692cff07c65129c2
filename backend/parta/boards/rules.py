"""Rules of boards, without IO."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast
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

_ID = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,64}")
"""Of an element, which is its key too: no control characters, of which the database stores not all."""
_TYPES = frozenset({"rectangle", "diamond", "ellipse", "arrow", "line", "freedraw", "text", "frame", "embeddable"})
_WITH_POINTS = frozenset({"arrow", "line", "freedraw"})
_AXES = 2
_MAX_NUMBER = 1 << 32
_NUMBERS = ("x", "y", "width", "height", "angle", "version", "versionNonce")


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


def is_key(key: str) -> bool:
    """Return True if an element may have this key."""
    return _ID.fullmatch(key) is not None


def is_element(value: object) -> bool:
    """Return True if this is an element as the board's page draws it; depth and size are examined before."""
    if not isinstance(value, dict):
        return False
    element = cast("dict[str, Any]", value)
    key, kind = element.get("id"), element.get("type")
    return (
        isinstance(key, str)
        and is_key(key)
        and isinstance(kind, str)
        and kind in _TYPES
        and isinstance(element.get("isDeleted"), bool)
        and all(_is_number(element.get(name)) for name in _NUMBERS)
        and (kind not in _WITH_POINTS or _are_points(element.get("points")))
        and (kind != "text" or (isinstance(element.get("text"), str) and _is_number(element.get("fontSize"))))
        and isinstance(element.get("index"), str | None)
        and isinstance(element.get("groupIds", []), list)
        and isinstance(element.get("boundElements"), list | None)
    )


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and abs(cast("float", value)) <= _MAX_NUMBER


def _are_points(value: object) -> bool:
    return isinstance(value, list) and all(_is_point(point) for point in cast("list[object]", value))


def _is_point(value: object) -> bool:
    if not isinstance(value, list):
        return False
    numbers = cast("list[object]", value)
    return len(numbers) >= _AXES and all(_is_number(number) for number in numbers)


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
