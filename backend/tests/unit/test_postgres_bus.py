"""What fits one notification, and what becomes a hint."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from parta.core.postgres_bus import MAX_NOTIFICATION_BYTES, pack, unpack
from parta.core.streams import EphemeralEvent, Frame, encode_frame

texts = st.text(max_size=60)


def _frame(seq: int, audience_seq: int, text: str) -> Frame:
    return encode_frame("chat:1", seq, audience_seq, [("message", '{"text":"' + "ы" * len(text) * 100 + '"}')])


def _event(text: str) -> EphemeralEvent:
    return EphemeralEvent("typing", {"who": text})


frames = st.builds(_frame, st.integers(0, 9), st.integers(0, 9), texts)
events = st.builds(_event, texts)


@given(st.lists(st.one_of(frames, events), max_size=40))
def test_everything_arrives_in_its_order_or_as_a_hint_and_no_notification_is_too_long(
    items: list[Frame | EphemeralEvent],
) -> None:
    whole: list[Frame] = []
    hints: list[tuple[str, int, int]] = []
    ephemerals: list[tuple[str, dict[str, object]]] = []
    for payload in pack("me", items):
        assert len(payload.encode()) <= MAX_NOTIFICATION_BYTES
        packet, carried = unpack(payload)
        whole += carried
        hints += packet.hints
        ephemerals += packet.ephemerals
    sent = [item for item in items if isinstance(item, Frame)]
    short = [frame for frame in sent if len(frame.body) < MAX_NOTIFICATION_BYTES - 200]
    assert whole == short
    assert hints == [(f.stream, f.seq, f.audience_seq) for f in sent if len(f.body) >= MAX_NOTIFICATION_BYTES - 200]
    assert ephemerals == [(item.name, item.payload) for item in items if isinstance(item, EphemeralEvent)]


def test_what_is_published_at_the_same_time_is_sent_together() -> None:
    moment = [encode_frame("chat:1", n, 0, [("message", "{}")]) for n in range(50)]
    [payload] = pack("me", moment)
    _, carried = unpack(payload)
    assert all(a.seq < b.seq for a, b in pairwise(carried))


def test_a_loss_is_reported_even_with_nothing_else_to_send() -> None:
    [payload] = pack("me", [], lost=True)
    assert unpack(payload)[0].lost
