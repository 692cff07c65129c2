"""Rules for sending, editing and reacting."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from parta.core.errors import DomainError, Forbidden, NotFound
from parta.core.text import is_emoji
from parta.messenger.models import MAX_TEXT_LENGTH, ChatKind, MemberRole, SourceKind
from parta.messenger.rules import rights
from parta.messenger.rules.errors import BadFile, BadReply, ClientIdReused, EmptyMessage, TooLong, WritingSuspended
from parta.messenger.rules.messages import SendContext, SendRequest, check_send, may_edit
from parta.messenger.rules.rights import PermissionContext
from parta.messenger.send_queue.rate_limiter import BURST, SendRateLimiter

SEND = SendRequest(chat_id=UUID(int=1), client_id=UUID(int=2), text="Завтра контрольная")
PERMISSION_CONTEXT = PermissionContext(
    ChatKind.GROUP,
    SourceKind.CLASS_STUDENTS,
    rights.MANAGED,
    is_archived=False,
    members_count=3,
    role=MemberRole.MEMBER,
)
ALLOWED = SendContext(
    permission_context=PERMISSION_CONTEXT, previous_fingerprint=None, is_reply_valid=True, are_files_usable=True
)
READER = replace(ALLOWED, permission_context=replace(PERMISSION_CONTEXT, role=MemberRole.READER))
SUSPENDED = replace(ALLOWED, permission_context=replace(PERMISSION_CONTEXT, is_writing_suspended=True))
ARCHIVED = replace(ALLOWED, permission_context=replace(PERMISSION_CONTEXT, is_archived=True))


@pytest.mark.parametrize(
    ("send", "context", "error"),
    [
        (SEND, ALLOWED, None),
        (SEND, replace(ALLOWED, permission_context=None), NotFound),
        (SEND, READER, Forbidden),
        (SEND, ARCHIVED, Forbidden),
        (SEND, SUSPENDED, WritingSuspended),
        (SEND, replace(SUSPENDED, previous_fingerprint=SEND.fingerprint), None),
        (replace(SEND, mentions_all=True), ALLOWED, Forbidden),
        (replace(SEND, text=""), ALLOWED, EmptyMessage),
        (replace(SEND, text="", files=(UUID(int=5),)), ALLOWED, None),
        (replace(SEND, text="я" * MAX_TEXT_LENGTH), ALLOWED, None),
        (replace(SEND, text="я" * (MAX_TEXT_LENGTH + 1)), ALLOWED, TooLong),
        (SEND, replace(ALLOWED, is_reply_valid=False), BadReply),
        (SEND, replace(ALLOWED, are_files_usable=False), BadFile),
        (SEND, replace(ALLOWED, previous_fingerprint=SEND.fingerprint), None),
        (SEND, replace(ALLOWED, previous_fingerprint=replace(SEND, text="Другое").fingerprint), ClientIdReused),
        (SEND, replace(ARCHIVED, previous_fingerprint=SEND.fingerprint), None),
        (SEND, replace(ALLOWED, permission_context=None, previous_fingerprint=SEND.fingerprint), NotFound),
    ],
)
def test_a_send_is_checked(send: SendRequest, context: SendContext, error: type[DomainError] | None) -> None:
    found = check_send(send, context)
    assert (type(found) if found else None) is error


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
def test_another_message_has_another_fingerprint(other: SendRequest) -> None:
    assert other.fingerprint != SEND.fingerprint


def test_the_same_message_with_another_client_id_has_the_same_fingerprint() -> None:
    assert replace(SEND, client_id=UUID(int=7)).fingerprint == SEND.fingerprint


@pytest.mark.parametrize(("hours", "allowed"), [(0, True), (24, True), (24.1, False)])
def test_one_edits_for_a_day(hours: float, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    sent_at = datetime(2026, 11, 23, tzinfo=UTC)
    assert may_edit(sent_at, sent_at + timedelta(hours=hours)) is allowed


@pytest.mark.parametrize("text", ["👍", "❤️", "😀", "🇷🇺", "👨‍👩‍👧", "👋🏽", "5️⃣", "✅", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_a_single_emoji_is_accepted(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["", "а", "да", "5", "👍👍", "👍 ", "<b>", "🇷", "\u200d"])
def test_anything_else_is_rejected(text: str) -> None:
    assert not is_emoji(text)


def test_who_sends_too_fast_waits_and_may_go_on_then() -> None:
    at = 0.0
    rate_limiter = SendRateLimiter(clock=lambda: at)
    anna, misha = UUID(int=1), UUID(int=2)
    assert [rate_limiter.hit(anna) for _ in range(BURST)] == [0] * BURST
    assert rate_limiter.hit(anna) == 1
    assert rate_limiter.hit(misha) == 0
    at = 1.0
    assert rate_limiter.hit(anna) == 0
