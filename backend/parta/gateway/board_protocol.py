"""The texts on a board's socket, beside the binary messages of Yjs; the boards process sends some of its own."""

from typing import Annotated
from uuid import UUID

import msgspec

Coordinate = Annotated[float, msgspec.Meta(ge=-1e7, le=1e7)]
Extent = Annotated[float, msgspec.Meta(gt=0, le=1e7)]


class PointAt(msgspec.Struct, tag_field="t", tag="pointer", forbid_unknown_fields=True):
    """The client's pointer has moved."""

    x: Coordinate
    y: Coordinate


class LookAt(msgspec.Struct, tag_field="t", tag="view", forbid_unknown_fields=True):
    """A leader looks at this part of the drawing."""

    x: Coordinate
    y: Coordinate
    width: Extent
    height: Extent


class ReturnToCopy(msgspec.Struct, tag_field="t", tag="return", forbid_unknown_fields=True):
    """Return to a copy."""

    copy: UUID


BoardFrame = PointAt | LookAt | ReturnToCopy
_decoder: msgspec.json.Decoder[BoardFrame] = msgspec.json.Decoder(BoardFrame)

WAITING = b'{"t":"waiting"}'
"""The drawing is not available for a moment; what is drawn meanwhile is sent later."""


def decode(text: str) -> BoardFrame | None:
    """Return the client's frame, or None if it is invalid."""
    try:
        return _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def pointer(pointer_id: str, name: str, x: float, y: float) -> bytes:
    """Encode where somebody points, with the name by which the server knows them."""
    return msgspec.json.encode({"t": "pointer", "id": pointer_id, "name": name, "x": x, "y": y})


def view(x: float, y: float, width: float, height: float) -> bytes:
    """Encode which part of the drawing a leader looks at."""
    return msgspec.json.encode({"t": "view", "x": x, "y": y, "width": width, "height": height})


def pointer_gone(pointer_id: str) -> bytes:
    """Encode that a pointer has gone."""
    return msgspec.json.encode({"t": "pointer_gone", "id": pointer_id})


def refused(reason: str) -> bytes:
    """Encode why the socket closes."""
    return msgspec.json.encode({"t": "refused", "reason": reason})
