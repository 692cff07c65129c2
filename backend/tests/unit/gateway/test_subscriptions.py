"""Subscriptions, by scenarios."""

from uuid import UUID

from parta.core.streams import Frame, Hint
from parta.gateway.subscriptions import (
    Deliver,
    Effect,
    Heartbeat,
    Page,
    PositionUpdate,
    Read,
    Resync,
    StreamPosition,
    StreamSnapshot,
    Subscribed,
    Subscriptions,
    SubscriptionSnapshot,
    Unsubscribed,
)

ANNA, MISHA, LENA = UUID(int=1), UUID(int=2), UUID(int=3)
CHAT = "chat:1"


def frame(seq: int, audience_seq: int) -> Frame:
    return Frame(CHAT, seq, audience_seq, f"{seq}".encode())


def subscriptions_of(*people: UUID, seq: int = 10, audience_seq: int = 5) -> Subscriptions:
    subscriptions = Subscriptions()
    for person in people:
        subscriptions.begin_connecting()
        subscriptions.connect(person, {CHAT: StreamPosition(seq, audience_seq)})
        subscriptions.end_connecting()
    return subscriptions


def received_by(effects: list[Effect], person: UUID) -> list[bytes]:
    return [effect.body for effect in effects if isinstance(effect, Deliver) and person in effect.subscribers]


def test_a_frame_goes_to_all_subscribers_of_its_stream() -> None:
    subscriptions = subscriptions_of(ANNA, MISHA)
    effects = subscriptions.on_frame(frame(11, 5))
    assert received_by(effects, ANNA) == received_by(effects, MISHA) == [b"11"]


def test_after_a_change_of_members_nothing_is_delivered_before_they_are_read() -> None:
    subscriptions = subscriptions_of(ANNA, MISHA)
    assert subscriptions.on_frame(frame(11, 11)) == [Read(CHAT)]
    assert subscriptions.on_frame(frame(12, 11)) == []


def test_who_is_removed_receives_that_last_and_then_nothing() -> None:
    subscriptions = subscriptions_of(ANNA, MISHA)
    subscriptions.on_frame(frame(11, 11))
    subscriptions.on_frame(frame(12, 11))
    effects = subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(12, 11), [ANNA]))
    assert received_by(effects, MISHA) == [b"11"]
    assert received_by(effects, ANNA) == [b"11", b"12"]
    assert Unsubscribed(MISHA, CHAT) in effects
    assert received_by(subscriptions.on_frame(frame(13, 11)), MISHA) == []


def test_who_left_in_a_change_that_was_lost_receives_nothing_more() -> None:
    subscriptions = subscriptions_of(ANNA, MISHA)
    subscriptions.on_frame(frame(12, 11))  # 11, which removed Миша, was lost with the process that wrote it
    effects = subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(12, 11), [ANNA]))
    assert received_by(effects, MISHA) == []
    assert Unsubscribed(MISHA, CHAT) in effects
    assert received_by(effects, ANNA) == [b"12"]


def test_the_last_change_is_not_delivered_when_one_before_it_may_be_missing() -> None:
    subscriptions = subscriptions_of(ANNA, MISHA)
    subscriptions.on_frame(frame(12, 12))  # 11 may have removed Миша, 12 somebody else
    effects = subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(12, 12), [ANNA]))
    assert received_by(effects, MISHA) == []


def test_who_is_added_is_notified_to_read_the_stream() -> None:
    subscriptions = subscriptions_of(ANNA)
    subscriptions.connect(LENA, {})
    subscriptions.on_frame(frame(11, 11))
    effects = subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(11, 11), [ANNA, LENA]))
    assert Subscribed(LENA, CHAT, 11) in effects
    assert received_by(subscriptions.on_frame(frame(12, 11)), LENA) == [b"12"]


def test_who_is_added_to_a_stream_without_subscribers_here_is_found() -> None:
    subscriptions = Subscriptions()
    subscriptions.connect(LENA, {})
    assert subscriptions.on_frame(frame(11, 11)) == [Read(CHAT)]
    assert Subscribed(LENA, CHAT, 11) in subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(11, 11), [LENA]))


def test_a_stream_without_subscribers_here_is_read_once() -> None:
    subscriptions = Subscriptions()
    subscriptions.connect(LENA, {})
    subscriptions.on_frame(frame(11, 5))
    subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(11, 5), [ANNA]))
    assert subscriptions.on_frame(frame(12, 5)) == []


def test_a_snapshot_from_before_the_change_is_not_sufficient() -> None:
    subscriptions = subscriptions_of(ANNA, MISHA)
    subscriptions.on_frame(frame(11, 11))
    assert subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(10, 5), [ANNA, MISHA])) == [Read(CHAT)]


def test_a_long_frame_is_read_and_sent_as_a_difference() -> None:
    subscriptions = subscriptions_of(ANNA)
    assert subscriptions.on_hint(Hint(CHAT, 11, 5)) == [Read(CHAT, 10)]
    effects = subscriptions.on_read(CHAT, StreamSnapshot(StreamPosition(12, 5), [ANNA], [Page(10, 12, b"10-12")]))
    assert received_by(effects, ANNA) == [b"10-12"]


def test_what_was_published_while_somebody_connects_is_announced() -> None:
    subscriptions = subscriptions_of(ANNA)
    subscriptions.begin_connecting()
    subscriptions.on_frame(frame(11, 5))
    assert PositionUpdate(LENA, CHAT, 11) in subscriptions.connect(LENA, {CHAT: StreamPosition(10, 5)})


def test_after_a_loss_no_ephemeral_event_is_sent_until_all_is_read() -> None:
    subscriptions = subscriptions_of(ANNA, MISHA)
    assert subscriptions.on_lost() == [Resync()]
    assert not subscriptions.subscribers_of(CHAT)
    effects = subscriptions.on_snapshot(SubscriptionSnapshot({CHAT: StreamPosition(14, 12)}, {ANNA: [CHAT], MISHA: []}))
    assert effects == [Unsubscribed(MISHA, CHAT), Heartbeat({CHAT: 14})]
    assert set(subscriptions.subscribers_of(CHAT)) == {ANNA}


def test_a_heartbeat_announces_only_what_changed() -> None:
    subscriptions = subscriptions_of(ANNA)
    snapshot = SubscriptionSnapshot({CHAT: StreamPosition(14, 5)}, {ANNA: [CHAT]})
    assert subscriptions.on_snapshot(snapshot) == [Heartbeat({CHAT: 14})]
    assert subscriptions.on_snapshot(snapshot) == [Heartbeat({})]


def test_who_disconnects_is_forgotten() -> None:
    subscriptions = subscriptions_of(ANNA)
    subscriptions.disconnect(ANNA)
    assert not subscriptions.streams
    assert subscriptions.on_frame(frame(11, 11)) == []
