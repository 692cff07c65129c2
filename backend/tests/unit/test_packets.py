"""What fits a packet, what becomes a hint, and what a process does not know."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parta.core.ephemerals import EphemeralEvent
from parta.core.packets import Batch, EphemeralDecoders, pack, unpack
from parta.core.postgres_bus import MAX_NOTIFICATION_BYTES
from parta.core.streams import Frame, Hint, encode_frame


class Waved(EphemeralEvent, frozen=True):
    """Somebody waved."""

    who: str


texts = st.text(max_size=60)
known = EphemeralDecoders()
known.add(Waved)


def _frame(seq: int, audience_seq: int, text: str) -> Frame:
    return encode_frame("chat:1", seq, audience_seq, [("message", '{"text":"' + "ы" * len(text) * 100 + '"}')])


frames = st.builds(_frame, st.integers(0, 9), st.integers(0, 9), texts)
events = st.builds(Waved, texts)


@given(st.lists(st.one_of(frames, events), max_size=40))
def test_everything_arrives_in_its_order_or_as_a_hint_and_no_packet_is_too_long(items: list[Frame | Waved]) -> None:
    packets = list(pack("me", Batch(items), MAX_NOTIFICATION_BYTES))
    assert all(len(packet) <= MAX_NOTIFICATION_BYTES for packet in packets)
    expected = [
        Hint(item.stream, item.seq, item.audience_seq)
        if isinstance(item, Frame) and len(item.body) >= MAX_NOTIFICATION_BYTES - 100
        else item
        for item in items
    ]
    assert [item for packet in packets for item in unpack(packet, known).items] == expected


def test_what_is_published_at_the_same_time_is_sent_together() -> None:
    moment = [encode_frame("chat:1", n, 0, [("message", "{}")]) for n in range(50)]
    [packet] = pack("me", Batch(moment), MAX_NOTIFICATION_BYTES)
    assert unpack(packet, known).items == moment


def test_an_ephemeral_event_that_is_too_long_is_dropped() -> None:
    [packet] = pack("me", Batch([Waved("x" * MAX_NOTIFICATION_BYTES), Waved("Анна")]), MAX_NOTIFICATION_BYTES)
    assert unpack(packet, known).items == [Waved("Анна")]


def test_a_loss_is_reported_even_with_nothing_else_to_send() -> None:
    [packet] = pack("me", Batch([], lost=True), MAX_NOTIFICATION_BYTES)
    assert unpack(packet, known).lost


@pytest.mark.parametrize("item", [b'{"t":"Vanished","who":"x"}', b'{"t":"Waved","whom":"x"}', b'{"t":"Waved","who":1}'])
def test_ephemeral_events_of_another_version_are_ignored(item: bytes) -> None:
    [packet] = pack("me", Batch([Waved("Анна"), Waved("Миша")]), MAX_NOTIFICATION_BYTES)
    mixed = packet.replace(msgspec.json.encode(Waved("Анна")), item)
    assert mixed != packet
    assert unpack(mixed, known).items == [Waved("Миша")]


def test_fields_that_another_version_added_are_ignored() -> None:
    [packet] = pack("me", Batch([Waved("Анна")]), MAX_NOTIFICATION_BYTES)
    assert unpack(packet.replace(b'"who"', b'"hand":"left","who"'), known).items == [Waved("Анна")]


def test_two_classes_cannot_have_one_name() -> None:
    class _Other:
        class Waved(EphemeralEvent, frozen=True):
            """Somebody waved, in another package."""

    known.add(Waved)
    with pytest.raises(ValueError, match="two ephemeral events have the name Waved"):
        known.add(_Other.Waved)
