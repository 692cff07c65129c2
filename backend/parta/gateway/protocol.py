"""The messages of the WebSocket protocol other than updates, and their encoding."""

from collections.abc import Collection, Mapping
from typing import Annotated
from uuid import UUID

import msgspec

from parta.core.streams import Difference

PROTOCOL = 2
MAX_STREAMS = 1000
"""In a hello: so many fit into a frame. Of others the client asks what changed, one after the other."""

Key = Annotated[str, msgspec.Meta(max_length=80)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=1 << 62)]


class Hello(msgspec.Struct, tag_field="t", tag="hello", forbid_unknown_fields=True):
    """The first frame of a client: the epoch it knows, and its position in each stream."""

    proto: int
    epoch: Annotated[str, msgspec.Meta(max_length=40)] | None
    streams: dict[Key, Seq]


class DifferenceRequest(msgspec.Struct, tag_field="t", tag="diff", forbid_unknown_fields=True):
    """The client requests what changed after `from`."""

    s: Key
    after: Seq = msgspec.field(name="from")


class Typing(msgspec.Struct, tag_field="t", tag="typing", forbid_unknown_fields=True):
    """The person is typing."""

    s: Key


class Pong(msgspec.Struct, tag_field="t", tag="pong", forbid_unknown_fields=True):
    """The client received the heartbeat."""


ClientFrame = Hello | DifferenceRequest | Typing | Pong
_client_frame_decoder: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)


def decode(text: str) -> ClientFrame | None:
    """Return the client's frame, or None if it is invalid."""
    try:
        return _client_frame_decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def welcome(epoch: str, positions: Mapping[str, int]) -> bytes:
    """Encode the welcome: all subscribed streams and their positions."""
    return msgspec.json.encode({"t": "welcome", "epoch": epoch, "streams": positions})


def difference(found: Difference) -> bytes:
    """Encode a difference, or a reset where reading everything again is shorter."""
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
    """Encode that the client must read the stream again."""
    return msgspec.json.encode({"t": "reset", "s": stream, "n": seq})


def subscribed(stream: str, seq: int) -> bytes:
    """Encode that the client is subscribed to the stream from now on."""
    return msgspec.json.encode({"t": "subscribed", "s": stream, "n": seq})


def unsubscribed(stream: str) -> bytes:
    """Encode that the client is no longer subscribed to the stream, and must delete what it stored of it."""
    return msgspec.json.encode({"t": "unsubscribed", "s": stream})


def heartbeat(positions: Mapping[str, int]) -> bytes:
    """Encode a heartbeat with the positions of these streams."""
    return msgspec.json.encode({"t": "heartbeat", "positions": positions})


def typing(stream: str, profile_id: UUID) -> bytes:
    """Encode that somebody is typing."""
    return msgspec.json.encode({"t": "typing", "s": stream, "profile_id": profile_id})


def read(stream: str, profile_id: UUID, read_number: int) -> bytes:
    """Encode how far somebody else has read."""
    return msgspec.json.encode({"t": "read", "s": stream, "profile_id": profile_id, "read_number": read_number})


def reactions(stream: str, sent: Collection[tuple[UUID, str]]) -> bytes:
    """Encode which participants sent which reactions in a call."""
    each = [{"participant_id": participant_id, "reaction": reaction} for participant_id, reaction in sent]
    return msgspec.json.encode({"t": "reactions", "s": stream, "reactions": each})


def retry(after: int) -> bytes:
    """Encode that the client must wait this many seconds before it reconnects."""
    return msgspec.json.encode({"t": "retry", "after": after})
