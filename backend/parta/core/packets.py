"""What buses send to other processes: packets of frames, hints and ephemeral events, in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from parta.core.ephemerals import EphemeralEvent
from parta.core.streams import Frame, Hint

Item = Frame | Hint | EphemeralEvent

_MARGIN_BYTES = 100
"""More than a packet takes beside its items."""


class _Packet(msgspec.Struct, omit_defaults=True):
    origin: str
    lost: bool = False
    items: list[msgspec.Raw] = []


class _ItemHeader(msgspec.Struct):
    """What tells the kinds of items apart, and what a frame and a hint begin with."""

    t: str
    s: str = ""
    n: int = 0
    a: int = 0


_packet_decoder = msgspec.json.Decoder(_Packet)
_item_header_decoder = msgspec.json.Decoder(_ItemHeader)
_hint_decoder = msgspec.json.Decoder(Hint)


class EphemeralDecoders:
    """The classes of ephemeral events that this process knows."""

    def __init__(self) -> None:
        """Create it without classes."""
        self._by_name: dict[str, msgspec.json.Decoder[EphemeralEvent]] = {}

    def add(self, event: type[EphemeralEvent]) -> None:
        """Decode events of this class from now on. Raises ValueError if another class has its name."""
        known = self._by_name.setdefault(event.__name__, msgspec.json.Decoder(event))
        if known.type is not event:
            raise ValueError(f"two ephemeral events have the name {event.__name__}")

    def decode(self, name: str, body: msgspec.Raw) -> EphemeralEvent | None:
        """Return the event; None if its class is not known here, or has other fields in another version."""
        decoder = self._by_name.get(name)
        try:
            return decoder.decode(body) if decoder else None
        except msgspec.ValidationError:
            return None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is sent, or was received, together."""

    items: Sequence[Item]
    lost: bool = False
    """True if the sender had to drop something before."""


def encoded_size(item: Item) -> int:
    """Return the size of the item in a packet."""
    return len(_encode(item)) + 1


def pack(origin: str, batch: Batch, max_bytes: int) -> Iterator[bytes]:
    """Yield the fewest packets that carry this in order, none longer than `max_bytes`.

    A frame that is too long for one becomes a hint; an ephemeral event is dropped.
    """
    max_item_bytes = max_bytes - _MARGIN_BYTES
    packet, left = _Packet(origin, lost=batch.lost), max_item_bytes
    for item in batch.items:
        body = _encode(item)
        if len(body) >= max_item_bytes:
            if not isinstance(item, Frame):
                continue
            body = msgspec.json.encode(Hint(item.stream, item.seq, item.audience_seq))
        if len(body) >= left:
            yield msgspec.json.encode(packet)
            packet, left = _Packet(origin), max_item_bytes
        packet.items.append(msgspec.Raw(body))
        left -= len(body) + 1
    if packet.items or packet.lost:
        yield msgspec.json.encode(packet)


def prefix_of(origin: str) -> bytes:
    """Return what all packets of this process begin with."""
    return msgspec.json.encode(_Packet(origin))[:-1]


def unpack(payload: bytes, decoders: EphemeralDecoders) -> Batch:
    """Return what the packet carries; frames have the bytes that were published. Raises msgspec.MsgspecError."""
    packet = _packet_decoder.decode(payload)
    items: list[Item] = []
    for body in packet.items:
        header = _item_header_decoder.decode(body)
        if header.t == "update":
            items.append(Frame(stream=header.s, seq=header.n, audience_seq=header.a, body=bytes(body)))
        elif header.t == "hint":
            items.append(_hint_decoder.decode(body))
        elif (event := decoders.decode(header.t, body)) is not None:
            items.append(event)
    return Batch(items, packet.lost)


def _encode(item: Item) -> bytes:
    return item.body if isinstance(item, Frame) else msgspec.json.encode(item)
