"""Who hears what, told as small stories."""

from uuid import UUID

from parta.core.streams import Frame
from parta.gateway.hearing import (
    Beat,
    Begin,
    Deliver,
    Effect,
    End,
    Head,
    Hearing,
    Hint,
    Look,
    Page,
    Read,
    Reading,
    Remind,
    Survey,
)

ANNA, MISHA, LENA = UUID(int=1), UUID(int=2), UUID(int=3)
CHAT = "chat:1"


def frame(seq: int, members_seq: int) -> Frame:
    return Frame(CHAT, seq, members_seq, f"{seq}".encode())


def hearing_of(*people: UUID, seq: int = 10, members_seq: int = 5) -> Hearing:
    hearing = Hearing()
    for person in people:
        hearing.expect()
        hearing.enter(person, {CHAT: Head(seq, members_seq)})
        hearing.expect_nobody()
    return hearing


def heard(effects: list[Effect], person: UUID) -> list[bytes]:
    return [effect.body for effect in effects if isinstance(effect, Deliver) and person in effect.hearers]


def test_a_frame_goes_to_all_who_hear_its_stream() -> None:
    hearing = hearing_of(ANNA, MISHA)
    effects = hearing.frame(frame(11, 5))
    assert heard(effects, ANNA) == heard(effects, MISHA) == [b"11"]


def test_after_a_change_of_members_nothing_is_delivered_before_they_are_read() -> None:
    hearing = hearing_of(ANNA, MISHA)
    assert hearing.frame(frame(11, 11)) == [Read(CHAT)]
    assert hearing.frame(frame(12, 11)) == []


def test_who_is_removed_hears_that_as_the_last_word_and_then_nothing() -> None:
    hearing = hearing_of(ANNA, MISHA)
    hearing.frame(frame(11, 11))
    hearing.frame(frame(12, 11))
    effects = hearing.read(CHAT, Reading(Head(12, 11), [ANNA]))
    assert heard(effects, MISHA) == [b"11"]
    assert heard(effects, ANNA) == [b"11", b"12"]
    assert End(MISHA, CHAT) in effects
    assert heard(hearing.frame(frame(13, 11)), MISHA) == []


def test_who_left_in_a_change_that_nobody_told_of_hears_nothing_more() -> None:
    hearing = hearing_of(ANNA, MISHA)
    hearing.frame(frame(12, 11))  # 11, which removed Миша, was lost with the process that wrote it
    effects = hearing.read(CHAT, Reading(Head(12, 11), [ANNA]))
    assert heard(effects, MISHA) == []
    assert End(MISHA, CHAT) in effects
    assert heard(effects, ANNA) == [b"12"]


def test_last_words_are_not_given_when_something_may_have_happened_before() -> None:
    hearing = hearing_of(ANNA, MISHA)
    hearing.frame(frame(12, 12))  # 11 may have removed Миша, 12 somebody else
    effects = hearing.read(CHAT, Reading(Head(12, 12), [ANNA]))
    assert heard(effects, MISHA) == []


def test_who_comes_in_is_told_to_read_the_stream() -> None:
    hearing = hearing_of(ANNA)
    hearing.enter(LENA, {})
    hearing.frame(frame(11, 11))
    effects = hearing.read(CHAT, Reading(Head(11, 11), [ANNA, LENA]))
    assert Begin(LENA, CHAT, 11) in effects
    assert heard(hearing.frame(frame(12, 11)), LENA) == [b"12"]


def test_who_comes_into_a_stream_that_nobody_here_heard_is_found() -> None:
    hearing = Hearing()
    hearing.enter(LENA, {})
    assert hearing.frame(frame(11, 11)) == [Read(CHAT)]
    assert Begin(LENA, CHAT, 11) in hearing.read(CHAT, Reading(Head(11, 11), [LENA]))


def test_a_stream_that_nobody_here_hears_is_looked_up_once() -> None:
    hearing = Hearing()
    hearing.enter(LENA, {})
    hearing.frame(frame(11, 5))
    hearing.read(CHAT, Reading(Head(11, 5), [ANNA]))
    assert hearing.frame(frame(12, 5)) == []


def test_a_snapshot_from_before_the_change_explains_nothing() -> None:
    hearing = hearing_of(ANNA, MISHA)
    hearing.frame(frame(11, 11))
    assert hearing.read(CHAT, Reading(Head(10, 5), [ANNA, MISHA])) == [Read(CHAT)]


def test_a_long_frame_is_read_and_told_as_a_difference() -> None:
    hearing = hearing_of(ANNA)
    assert hearing.hint(Hint(CHAT, 11, 5)) == [Read(CHAT, 10)]
    effects = hearing.read(CHAT, Reading(Head(12, 5), [ANNA], [Page(10, 12, b"10-12")]))
    assert heard(effects, ANNA) == [b"10-12"]


def test_what_was_said_while_somebody_was_looked_up_is_pointed_out() -> None:
    hearing = hearing_of(ANNA)
    hearing.expect()
    hearing.frame(frame(11, 5))
    assert Remind(LENA, CHAT, 11) in hearing.enter(LENA, {CHAT: Head(10, 5)})


def test_after_a_loss_nothing_fleeting_is_told_until_all_is_surveyed() -> None:
    hearing = hearing_of(ANNA, MISHA)
    assert hearing.lost() == [Look()]
    assert not hearing.hearers(CHAT)
    effects = hearing.surveyed(Survey({CHAT: Head(14, 12)}, {ANNA: [CHAT], MISHA: []}))
    assert effects == [End(MISHA, CHAT), Beat({CHAT: 14})]
    assert set(hearing.hearers(CHAT)) == {ANNA}


def test_a_beat_tells_only_what_went_on() -> None:
    hearing = hearing_of(ANNA)
    survey = Survey({CHAT: Head(14, 5)}, {ANNA: [CHAT]})
    assert hearing.surveyed(survey) == [Beat({CHAT: 14})]
    assert hearing.surveyed(survey) == [Beat({})]


def test_who_went_away_is_forgotten() -> None:
    hearing = hearing_of(ANNA)
    hearing.leave(ANNA)
    assert not hearing.streams
    assert hearing.frame(frame(11, 11)) == []
