"""Who hears what, told as small stories."""

from uuid import UUID

from parta.core.streams import Frame
from parta.gateway.subscriptions import (
    Deliver,
    Effect,
    Heartbeat,
    Hint,
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
    hearing = Subscriptions()
    for person in people:
        hearing.begin_connecting()
        hearing.connect(person, {CHAT: StreamPosition(seq, audience_seq)})
        hearing.end_connecting()
    return hearing


def received_by(effects: list[Effect], person: UUID) -> list[bytes]:
    return [effect.body for effect in effects if isinstance(effect, Deliver) and person in effect.subscribers]


def test_a_frame_goes_to_all_who_hear_its_stream() -> None:
    hearing = subscriptions_of(ANNA, MISHA)
    effects = hearing.on_frame(frame(11, 5))
    assert received_by(effects, ANNA) == received_by(effects, MISHA) == [b"11"]


def test_after_a_change_of_members_nothing_is_delivered_before_they_are_read() -> None:
    hearing = subscriptions_of(ANNA, MISHA)
    assert hearing.on_frame(frame(11, 11)) == [Read(CHAT)]
    assert hearing.on_frame(frame(12, 11)) == []


def test_who_is_removed_hears_that_as_the_last_word_and_then_nothing() -> None:
    hearing = subscriptions_of(ANNA, MISHA)
    hearing.on_frame(frame(11, 11))
    hearing.on_frame(frame(12, 11))
    effects = hearing.on_read(CHAT, StreamSnapshot(StreamPosition(12, 11), [ANNA]))
    assert received_by(effects, MISHA) == [b"11"]
    assert received_by(effects, ANNA) == [b"11", b"12"]
    assert Unsubscribed(MISHA, CHAT) in effects
    assert received_by(hearing.on_frame(frame(13, 11)), MISHA) == []


def test_who_left_in_a_change_that_nobody_told_of_hears_nothing_more() -> None:
    hearing = subscriptions_of(ANNA, MISHA)
    hearing.on_frame(frame(12, 11))  # 11, which removed Миша, was lost with the process that wrote it
    effects = hearing.on_read(CHAT, StreamSnapshot(StreamPosition(12, 11), [ANNA]))
    assert received_by(effects, MISHA) == []
    assert Unsubscribed(MISHA, CHAT) in effects
    assert received_by(effects, ANNA) == [b"12"]


def test_last_words_are_not_given_when_something_may_have_happened_before() -> None:
    hearing = subscriptions_of(ANNA, MISHA)
    hearing.on_frame(frame(12, 12))  # 11 may have removed Миша, 12 somebody else
    effects = hearing.on_read(CHAT, StreamSnapshot(StreamPosition(12, 12), [ANNA]))
    assert received_by(effects, MISHA) == []


def test_who_comes_in_is_told_to_read_the_stream() -> None:
    hearing = subscriptions_of(ANNA)
    hearing.connect(LENA, {})
    hearing.on_frame(frame(11, 11))
    effects = hearing.on_read(CHAT, StreamSnapshot(StreamPosition(11, 11), [ANNA, LENA]))
    assert Subscribed(LENA, CHAT, 11) in effects
    assert received_by(hearing.on_frame(frame(12, 11)), LENA) == [b"12"]


def test_who_comes_into_a_stream_that_nobody_here_heard_is_found() -> None:
    hearing = Subscriptions()
    hearing.connect(LENA, {})
    assert hearing.on_frame(frame(11, 11)) == [Read(CHAT)]
    assert Subscribed(LENA, CHAT, 11) in hearing.on_read(CHAT, StreamSnapshot(StreamPosition(11, 11), [LENA]))


def test_a_stream_that_nobody_here_hears_is_looked_up_once() -> None:
    hearing = Subscriptions()
    hearing.connect(LENA, {})
    hearing.on_frame(frame(11, 5))
    hearing.on_read(CHAT, StreamSnapshot(StreamPosition(11, 5), [ANNA]))
    assert hearing.on_frame(frame(12, 5)) == []


def test_a_snapshot_from_before_the_change_explains_nothing() -> None:
    hearing = subscriptions_of(ANNA, MISHA)
    hearing.on_frame(frame(11, 11))
    assert hearing.on_read(CHAT, StreamSnapshot(StreamPosition(10, 5), [ANNA, MISHA])) == [Read(CHAT)]


def test_a_long_frame_is_read_and_told_as_a_difference() -> None:
    hearing = subscriptions_of(ANNA)
    assert hearing.on_hint(Hint(CHAT, 11, 5)) == [Read(CHAT, 10)]
    effects = hearing.on_read(CHAT, StreamSnapshot(StreamPosition(12, 5), [ANNA], [Page(10, 12, b"10-12")]))
    assert received_by(effects, ANNA) == [b"10-12"]


def test_what_was_said_while_somebody_was_looked_up_is_pointed_out() -> None:
    hearing = subscriptions_of(ANNA)
    hearing.begin_connecting()
    hearing.on_frame(frame(11, 5))
    assert PositionUpdate(LENA, CHAT, 11) in hearing.connect(LENA, {CHAT: StreamPosition(10, 5)})


def test_after_a_loss_nothing_fleeting_is_told_until_all_is_surveyed() -> None:
    hearing = subscriptions_of(ANNA, MISHA)
    assert hearing.on_lost() == [Resync()]
    assert not hearing.subscribers_of(CHAT)
    effects = hearing.on_snapshot(SubscriptionSnapshot({CHAT: StreamPosition(14, 12)}, {ANNA: [CHAT], MISHA: []}))
    assert effects == [Unsubscribed(MISHA, CHAT), Heartbeat({CHAT: 14})]
    assert set(hearing.subscribers_of(CHAT)) == {ANNA}


def test_a_beat_tells_only_what_went_on() -> None:
    hearing = subscriptions_of(ANNA)
    survey = SubscriptionSnapshot({CHAT: StreamPosition(14, 5)}, {ANNA: [CHAT]})
    assert hearing.on_snapshot(survey) == [Heartbeat({CHAT: 14})]
    assert hearing.on_snapshot(survey) == [Heartbeat({})]


def test_who_went_away_is_forgotten() -> None:
    hearing = subscriptions_of(ANNA)
    hearing.disconnect(ANNA)
    assert not hearing.streams
    assert hearing.on_frame(frame(11, 11)) == []
