"""What may be sent, edited, and set under a message."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from parta.core.errors import DomainError, Forbidden, NotFound
from parta.messenger.models import ChatKind, MemberRole, SourceKind
from parta.messenger.rules import rights
from parta.messenger.rules.refusals import BadFile, BadReply, ClientIdReused, EmptyMessage, Hushed, TooLong
from parta.messenger.rules.rights import Place
from parta.messenger.rules.sending import LONGEST_TEXT, Circumstances, Send, is_emoji, judge_send, may_edit
from parta.messenger.sending.pace import BURST, Pace

SEND = Send(chat_id=UUID(int=1), client_id=UUID(int=2), text="Завтра контрольная")
PLACE = Place(
    ChatKind.GROUP,
    SourceKind.CLASS_STUDENTS,
    rights.KEPT,
    is_archived=False,
    members_count=3,
    role=MemberRole.MEMBER,
)
FINE = Circumstances(place=PLACE, sent_before=None, is_reply_there=True, are_files_usable=True)
READER = replace(FINE, place=replace(PLACE, role=MemberRole.READER))
HUSHED = replace(FINE, place=replace(PLACE, is_hushed=True))
ARCHIVED = replace(FINE, place=replace(PLACE, is_archived=True))


@pytest.mark.parametrize(
    ("send", "circumstances", "refusal"),
    [
        (SEND, FINE, None),
        (SEND, replace(FINE, place=None), NotFound),
        (SEND, READER, Forbidden),
        (SEND, ARCHIVED, Forbidden),
        (SEND, HUSHED, Hushed),
        (SEND, replace(HUSHED, sent_before=SEND.fingerprint), None),
        (replace(SEND, mentions_all=True), FINE, Forbidden),
        (replace(SEND, text=""), FINE, EmptyMessage),
        (replace(SEND, text="", files=(UUID(int=5),)), FINE, None),
        (replace(SEND, text="я" * LONGEST_TEXT), FINE, None),
        (replace(SEND, text="я" * (LONGEST_TEXT + 1)), FINE, TooLong),
        (SEND, replace(FINE, is_reply_there=False), BadReply),
        (SEND, replace(FINE, are_files_usable=False), BadFile),
        (SEND, replace(FINE, sent_before=SEND.fingerprint), None),
        (SEND, replace(FINE, sent_before=replace(SEND, text="Другое").fingerprint), ClientIdReused),
        (SEND, replace(ARCHIVED, sent_before=SEND.fingerprint), None),
        (SEND, replace(FINE, place=None, sent_before=SEND.fingerprint), NotFound),
    ],
)
def test_a_send_is_judged(send: Send, circumstances: Circumstances, refusal: type[DomainError] | None) -> None:
    found = judge_send(send, circumstances)
    assert (type(found) if found else None) is refusal


@pytest.mark.parametrize(
    "other",
    [
        replace(SEND, text="Завтра контрольная!"),
        replace(SEND, chat_id=UUID(int=9)),
        replace(SEND, reply_to=UUID(int=9)),
        replace(SEND, mentions=(UUID(int=9),)),
        replace(SEND, mentions_all=True),
        replace(SEND, files=(UUID(int=9),)),
    ],
)
def test_another_message_has_another_fingerprint(other: Send) -> None:
    assert other.fingerprint != SEND.fingerprint


def test_the_same_message_under_another_name_has_the_same_fingerprint() -> None:
    assert replace(SEND, client_id=UUID(int=7)).fingerprint == SEND.fingerprint


@pytest.mark.parametrize(("hours", "allowed"), [(0, True), (24, True), (24.1, False)])
def test_one_edits_for_a_day(hours: float, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    sent_at = datetime(2026, 11, 23, tzinfo=UTC)
    assert may_edit(sent_at, sent_at + timedelta(hours=hours)) is allowed


@pytest.mark.parametrize("sign", ["👍", "❤️", "😀", "🇷🇺", "👨‍👩‍👧", "👋🏽", "5️⃣", "✅", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_one_picture_sign_is_an_emoji(sign: str) -> None:
    assert is_emoji(sign)


@pytest.mark.parametrize("text", ["", "а", "да", "5", "👍👍", "👍 ", "<b>", "🇷", "\u200d"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_emoji(text)


def test_who_sends_too_fast_waits_and_may_go_on_then() -> None:
    at = 0.0
    pace = Pace(clock=lambda: at)
    anna, misha = UUID(int=1), UUID(int=2)
    assert [pace.wait(anna) for _ in range(BURST)] == [0] * BURST
    assert pace.wait(anna) == 1
    assert pace.wait(misha) == 0
    at = 1.0
    assert pace.wait(anna) == 0
