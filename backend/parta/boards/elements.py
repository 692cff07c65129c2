"""What an element is: each field that the board's page reads, by type and range. Depth and size are examined before.

The page has the same table (`web/src/features/board/canvas/elements.ts`). Fields that it does not read may be anything.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

Check = Callable[[object], bool]

MAX_DRAWN_VERSION: Final = 1 << 31
"""Of what is drawn: above it is room for the versions by which a leader returns to an earlier drawing."""
_MAX_VERSION = 1 << 32
_MAX_PLACE, _MAX_SIDE = 10_000_000, 100_000
_MAX_TEXT, _MAX_NAME, _MAX_LINK = 100_000, 1000, 2048
_MAX_IDS, _MAX_SEGMENTS = 1000, 1000
_AXES = 2

_ID = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,64}")
"""Of an element, which is its key too: no control characters, of which the database stores not all."""
_COLOR = re.compile(r"[\w#(),.%/ +-]{0,64}", re.ASCII)
_LINK = re.compile(r"((https?://|mailto:)[^\s\x00-\x1f\x7f-\x9f]+)?", re.IGNORECASE)
_INDEX = re.compile(r"([A-Za-z])([0-9A-Za-z]{1,255})")
_ARROWHEADS = (
    *("arrow", "bar", "dot", "circle", "circle_outline", "triangle", "triangle_outline", "diamond", "diamond_outline"),
    *("crowfoot_one", "crowfoot_many", "crowfoot_one_or_many"),
)


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _number(least: float, most: float) -> Check:
    return lambda value: type(value) in (int, float) and least <= cast("float", value) <= most


def _text(most: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= most


def _matching(pattern: re.Pattern[str], most: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= most and pattern.fullmatch(value) is not None


def _one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value in values


def _list_of(check: Check, most: int | None = None) -> Check:
    def is_list(value: object) -> bool:
        if not isinstance(value, list):
            return False
        found = cast("list[object]", value)
        return (most is None or len(found) <= most) and all(map(check, found))

    return is_list


def _record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    def is_record(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        found = cast("dict[str, Any]", value)
        return all(check(found.get(name)) for name, check in required.items()) and all(
            found.get(name) is None or check(found[name]) for name, check in optional.items()
        )

    return is_record


def _is_index(value: object) -> bool:
    """Return True if this is a place among others: anything else would end the page, which finds places between."""
    found = _INDEX.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return False
    head, digits = found.groups()
    length = ord(head) - ord("a") + 1 if head >= "a" else ord("Z") - ord(head) + 1
    fraction = digits[length:]
    is_least = head == "A" and not fraction and not digits.strip("0")
    return len(digits) >= length and not fraction.endswith("0") and not is_least


_is_id = _matching(_ID, 64)
_side, _any_number = _number(-_MAX_SIDE, _MAX_SIDE), _number(-_MAX_VERSION, _MAX_VERSION)
_point = _list_of(_side)


def _is_point(value: object) -> bool:
    return _point(value) and len(cast("list[object]", value)) >= _AXES


_are_points = _list_of(_is_point)
_binding = _record({"elementId": _is_id}, {"focus": _any_number, "gap": _side, "fixedPoint": _is_point})
_segment = _record({"start": _is_point, "end": _is_point, "index": _number(0, _MAX_VERSION)}, {})


_REQUIRED: Final[Mapping[str, Check]] = {
    "id": _is_id,
    "isDeleted": _is_boolean,
    "x": _number(-_MAX_PLACE, _MAX_PLACE),
    "y": _number(-_MAX_PLACE, _MAX_PLACE),
    "width": _side,
    "height": _side,
    "angle": _number(-100, 100),
    "version": _number(0, _MAX_VERSION),
    "versionNonce": _any_number,
}
_OPTIONAL: Final[Mapping[str, Check]] = {
    "strokeColor": _matching(_COLOR, 64),
    "backgroundColor": _matching(_COLOR, 64),
    "fillStyle": _one_of("hachure", "cross-hatch", "solid", "zigzag"),
    "strokeWidth": _number(0, 100),
    "strokeStyle": _one_of("solid", "dashed", "dotted"),
    "roundness": _record({"type": _number(1, 3)}, {"value": _number(0, _MAX_SIDE)}),
    "roughness": _number(0, 10),
    "opacity": _number(0, 100),
    "seed": _any_number,
    "index": _is_index,
    "groupIds": _list_of(_is_id, _MAX_IDS),
    "frameId": _is_id,
    "boundElements": _list_of(_record({"id": _is_id, "type": _one_of("arrow", "text")}, {}), _MAX_IDS),
    "updated": _number(0, 1 << 53),
    "link": _matching(_LINK, _MAX_LINK),
    "locked": _is_boolean,
    "customData": _is_object,
}
"""May be absent, or null."""
_RETIRED = frozenset({"font", "boundElementIds"})
"""Fields of old versions, which the page would convert."""
_LINE: Final[Mapping[str, Check]] = {
    "lastCommittedPoint": _is_point,
    "startBinding": _binding,
    "endBinding": _binding,
    "startArrowhead": _one_of(*_ARROWHEADS),
    "endArrowhead": _one_of(*_ARROWHEADS),
}
_ARROW: Final[Mapping[str, Check]] = {
    "elbowed": _is_boolean,
    "fixedSegments": _list_of(_segment, _MAX_SEGMENTS),
    "startIsSpecial": _is_boolean,
    "endIsSpecial": _is_boolean,
}
_TEXT: Final[Mapping[str, Check]] = {
    "fontFamily": _number(0, 1000),
    "textAlign": _one_of("left", "center", "right"),
    "verticalAlign": _one_of("top", "middle", "bottom"),
    "containerId": _is_id,
    "originalText": _text(_MAX_TEXT),
    "autoResize": _is_boolean,
    "lineHeight": _number(0, 100),
}
_KINDS: Final[Mapping[str, tuple[Mapping[str, Check], Mapping[str, Check]]]] = {
    "rectangle": ({}, {}),
    "diamond": ({}, {}),
    "ellipse": ({}, {}),
    "embeddable": ({}, {}),
    "frame": ({}, {"name": _text(_MAX_NAME)}),
    "text": ({"text": _text(_MAX_TEXT), "fontSize": _number(0.1, 10_000)}, _TEXT),
    "line": ({"points": _are_points}, _LINE),
    "arrow": ({"points": _are_points}, {**_LINE, **_ARROW}),
    "freedraw": (
        {"points": _are_points, "pressures": _list_of(_number(0, 10))},
        {"simulatePressure": _is_boolean, "lastCommittedPoint": _is_point},
    ),
}
"""What each kind has beside the fields of all: always; and perhaps."""
_CHECKS: Final[Mapping[str, Check]] = {
    kind: _record({**_REQUIRED, **required}, {**_OPTIONAL, **optional}) for kind, (required, optional) in _KINDS.items()
}


def is_key(key: str) -> bool:
    """Return True if an element may have this key."""
    return _is_id(key)


def is_element(value: object) -> bool:
    """Return True if this is an element as the board's page draws it."""
    if not isinstance(value, dict):
        return False
    element = cast("dict[str, Any]", value)
    kind = element.get("type")
    return isinstance(kind, str) and kind in _CHECKS and _RETIRED.isdisjoint(element) and _CHECKS[kind](element)
