"""What travels on the socket beside updates, encoded."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

import msgspec

from parta.core.streams import Difference

PROTOCOL = 2
SIGNED_OUT, RESYNC, BAD_FRAME, TOO_MANY = 4001, 4002, 4003, 4029
_MOST_STREAMS = 2000

Key = Annotated[str, msgspec.Meta(max_length=80)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=1 << 62)]


class Hello(msgspec.Struct, tag_field="t", tag="hello", forbid_unknown_fields=True):
    """The first message of a client: which epoch it knows, and how far it has followed which streams."""

    proto: int
    epoch: Annotated[str, msgspec.Meta(max_length=40)] | None
    streams: Annotated[dict[Key, Seq], msgspec.Meta(max_length=_MOST_STREAMS)]


class DifferenceRequest(msgspec.Struct, tag_field="t", tag="diff", forbid_unknown_fields=True):
    """A client misses what came after `from`."""

    s: Key
    after: Seq = msgspec.field(name="from")


class Typing(msgspec.Struct, tag_field="t", tag="typing", forbid_unknown_fields=True):
    """The person is typing."""

    s: Key


class Pong(msgspec.Struct, tag_field="t", tag="pong", forbid_unknown_fields=True):
    """The client heard the beat."""


ClientFrame = Hello | DifferenceRequest | Typing | Pong
_said: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)


def decode(text: str) -> ClientFrame | None:
    """Give what a client says, or None where it makes no sense."""
    try:
        return _said.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def welcome(epoch: str, positions: Mapping[str, int]) -> bytes:
    """Greet: all streams that are heard, and how far they are."""
    return msgspec.json.encode({"t": "welcome", "epoch": epoch, "streams": positions})


def difference(found: Difference) -> bytes:
    """Tell a difference, or to read anew where that is shorter."""
    if found.updates is None:
        return reset(found.stream, found.seq)
    updates = [
        {"kind": update.kind, "value": msgspec.Raw(update.value.model_dump_json().encode())} for update in found.updates
    ]
    body = {
        "t": "diff",
        "s": found.stream,
        "from": found.after,
        "to": found.seq,
        "updates": updates,
        "more": found.more,
    }
    return msgspec.json.encode(body)


def reset(stream: str, seq: int) -> bytes:
    """Tell that the stream is to be read anew."""
    return msgspec.json.encode({"t": "reset", "s": stream, "n": seq})


def subscribed(stream: str, seq: int) -> bytes:
    """Tell that the stream is heard from now on."""
    return msgspec.json.encode({"t": "subscribed", "s": stream, "n": seq})


def unsubscribed(stream: str) -> bytes:
    """Tell that the stream is heard no more: what is kept of it is to be wiped."""
    return msgspec.json.encode({"t": "unsubscribed", "s": stream})


def heartbeat(positions: Mapping[str, int]) -> bytes:
    """Tell that the server lives, and how far these streams are."""
    return msgspec.json.encode({"t": "heartbeat", "positions": positions})


def typing(stream: str, profile_id: UUID | str) -> bytes:
    """Tell that somebody is typing."""
    return msgspec.json.encode({"t": "typing", "s": stream, "profile_id": str(profile_id)})


def read(stream: str, profile_id: str, read_number: int) -> bytes:
    """Tell how far somebody else has read."""
    return msgspec.json.encode({"t": "read", "s": stream, "profile_id": profile_id, "read_number": read_number})


def retry(after: int) -> bytes:
    """Ask to come again only after so many seconds."""
    return msgspec.json.encode({"t": "retry", "after": after})
