"""A bounded examination of what clients send about a drawing, before anything else reads it. Never recursive.

It reads updates and state vectors of Yjs (lib0 encoding, version 1) as far as the board's web page writes them: values
of the map of elements, set or deleted. Everything else is refused, whatever the bytes claim.
"""

import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_DEPTH = 8
"""Of an element: its points are three deep."""
MAX_VALUES = 100_000
_MAX_SPANS = 30_000
"""Of one update."""
_MAX_COUNTER = 1 << 53
"""Client ids are below it."""
_MAX_CLOCK = 1 << 31
ELEMENTS = "elements"
"""The map of all elements, the only thing in the document."""
_DELETED, _ANY = 1, 8
"""Kinds of content: what was overwritten or deleted, and values."""
_HAS_ORIGIN, _HAS_RIGHT_ORIGIN, _HAS_KEY, _KIND = 0x80, 0x40, 0x20, 0x1F
_UNDEFINED, _NULL, _INTEGER, _FLOAT32, _FLOAT64 = 127, 126, 125, 124, 123
_FALSE, _TRUE, _STRING, _OBJECT, _ARRAY = 121, 120, 119, 118, 117


class InvalidUpdate(Exception):
    """The update is not what a board's page writes; the message is the reason for the client."""


class UnreadableDrawing(Exception):
    """The library cannot read what is stored."""


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive operations of one client."""

    client: int
    clock: int
    length: int


@dataclass(slots=True)
class ScannedUpdate:
    """What an update claims."""

    written: list[Span] = field(default_factory=list[Span])
    origins: list[Span] = field(default_factory=list[Span])
    deleted: list[Span] = field(default_factory=list[Span])
    values: list[Any] = field(default_factory=list[Any])
    keys: set[str] = field(default_factory=set[str])
    """Keys that are named; changes of what exists name the operation that they follow instead."""

    def follows(self, state: Mapping[int, int]) -> bool:
        """Return True if nothing is missing between the document with this state (client → clock) and the update."""
        reached: dict[int, int] = {}
        for span in self.written:
            known = reached.get(span.client, state.get(span.client, 0))
            if span.clock > known:
                return False
            reached[span.client] = max(known, span.clock + span.length)
        return all(
            span.clock + span.length <= reached.get(span.client, state.get(span.client, 0))
            for span in (*self.origins, *self.deleted)
        )


def scan_update(update: bytes) -> ScannedUpdate:
    """Return what the update claims. Raises InvalidUpdate."""
    reader, scanned = _Reader(update), ScannedUpdate()
    for _ in range(reader.read_count()):
        count, client, clock = reader.read_count(), reader.read_uint(_MAX_COUNTER), reader.read_uint(_MAX_CLOCK)
        for _ in range(count):
            length = _scan_item(reader, scanned)
            scanned.written.append(Span(client, clock, length))
            clock += length
            if len(scanned.written) > _MAX_SPANS:
                raise InvalidUpdate("too_long")
    for _ in range(reader.read_count()):
        client = reader.read_uint(_MAX_COUNTER)
        for _ in range(reader.read_count()):
            scanned.deleted.append(Span(client, reader.read_uint(_MAX_CLOCK), reader.read_uint(_MAX_CLOCK)))
            if len(scanned.deleted) > _MAX_SPANS:
                raise InvalidUpdate("too_long")
    reader.check_end()
    return scanned


def scan_state(state: bytes) -> dict[int, int]:
    """Return a state vector: client → clock. Raises InvalidUpdate."""
    reader = _Reader(state)
    found = {reader.read_uint(_MAX_COUNTER): reader.read_uint(_MAX_CLOCK) for _ in range(reader.read_count())}
    reader.check_end()
    return found


def _scan_item(reader: "_Reader", scanned: ScannedUpdate) -> int:
    """Read one operation; return how many clocks it takes."""
    info = reader.read_byte()
    if info & _HAS_RIGHT_ORIGIN:
        raise InvalidUpdate("no_element")
    if info & _HAS_ORIGIN:
        scanned.origins.append(Span(reader.read_uint(_MAX_COUNTER), reader.read_uint(_MAX_CLOCK), 1))
    else:
        if reader.read_uint(_MAX_COUNTER) != 1 or reader.read_string() != ELEMENTS or not info & _HAS_KEY:
            raise InvalidUpdate("no_element")
        scanned.keys.add(reader.read_string())
    kind = info & _KIND
    if kind == _DELETED:
        length = reader.read_uint(_MAX_CLOCK)
    elif kind == _ANY:
        length = reader.read_count()
        scanned.values += [reader.read_value() for _ in range(length)]
    else:
        raise InvalidUpdate("no_element")
    if length == 0:
        raise InvalidUpdate("malformed")
    return length


class _Reader:
    """Reads lib0's encoding. Raises InvalidUpdate where the bytes end or a number is absurd."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._values = 0

    def check_end(self) -> None:
        if self._at != len(self._data):
            raise InvalidUpdate("malformed")

    def read_byte(self) -> int:
        if self._at >= len(self._data):
            raise InvalidUpdate("malformed")
        self._at += 1
        return self._data[self._at - 1]

    def read_uint(self, limit: int) -> int:
        number = shift = 0
        while True:
            byte = self.read_byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if number >= limit or shift > 63:  # noqa: PLR2004 - no longer than a word
                raise InvalidUpdate("malformed")
            if byte < 0x80:  # noqa: PLR2004 - the last one has no mark
                return number

    def read_count(self) -> int:
        """Return how many parts follow; each takes a byte at least."""
        return self.read_uint(len(self._data) - self._at + 2)

    def read_string(self) -> str:
        try:
            return self._read_bytes(self.read_count()).decode()
        except UnicodeDecodeError as error:
            raise InvalidUpdate("malformed") from error

    def read_value(self) -> Any:  # noqa: ANN401 - whatever JSON can carry
        """Return a value, no deeper than elements are."""
        found: list[Any] = []
        open_containers: list[tuple[dict[str, Any] | list[Any], Iterator[int]]] = [(found, iter(range(1)))]
        while open_containers:
            container, rest = open_containers[-1]
            if next(rest, None) is None:
                open_containers.pop()
                continue
            key = self.read_string() if isinstance(container, dict) else ""
            kind = self.read_byte()
            value: Any = {} if kind == _OBJECT else [] if kind == _ARRAY else self._read_scalar(kind)
            if kind in (_OBJECT, _ARRAY):
                if len(open_containers) > MAX_DEPTH:
                    raise InvalidUpdate("too_deep")
                open_containers.append((value, iter(range(self.read_count()))))
            self._count_value()
            if isinstance(container, list):
                container.append(value)
            elif key == "__proto__":
                raise InvalidUpdate("no_element")
            else:
                container[key] = value
        return found[0]

    def _read_scalar(self, kind: int) -> Any:  # noqa: ANN401 - whatever JSON can carry
        if kind in (_UNDEFINED, _NULL):
            return None
        if kind in (_FALSE, _TRUE):
            return kind == _TRUE
        if kind == _INTEGER:
            return self._read_int()
        if kind in (_FLOAT32, _FLOAT64):
            return self._read_float(*((">f", 4) if kind == _FLOAT32 else (">d", 8)))
        if kind == _STRING:
            return self.read_string()
        raise InvalidUpdate("no_element")

    def _read_int(self) -> int:
        first = self.read_byte()
        number, shift = first & 0x3F, 6
        byte = first
        while byte & 0x80:
            byte = self.read_byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if number >= _MAX_COUNTER:
                raise InvalidUpdate("malformed")
        return -number if first & 0x40 else number

    def _read_float(self, form: str, size: int) -> float:
        number: float = struct.unpack(form, self._read_bytes(size))[0]
        if not math.isfinite(number):
            raise InvalidUpdate("no_element")
        return number

    def _read_bytes(self, size: int) -> bytes:
        if self._at + size > len(self._data):
            raise InvalidUpdate("malformed")
        self._at += size
        return self._data[self._at - size : self._at]

    def _count_value(self) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise InvalidUpdate("too_long")
