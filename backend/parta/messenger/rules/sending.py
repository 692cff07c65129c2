"""What may be sent, edited and deleted."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from parta.core.errors import DomainError, Forbidden, NotFound
from parta.messenger.rules.refusals import BadFile, BadReply, ClientIdReused, EmptyMessage, Hushed, TooLong
from parta.messenger.rules.rights import Place, may_mention_all, may_write_later

LONGEST_TEXT = 4096
EDIT_WINDOW = timedelta(hours=24)
REPLY_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Send:
    """What somebody asks to say in a chat."""

    chat_id: UUID
    client_id: UUID
    text: str
    reply_to: UUID | None = None
    mentions: tuple[UUID, ...] = ()
    mentions_all: bool = False
    files: tuple[UUID, ...] = ()

    @property
    def fingerprint(self) -> bytes:
        """Give what tells this message from another one under the same client's name."""
        lists = (",".join(map(str, ids)) for ids in (self.mentions, self.files))
        parts = (str(self.chat_id), str(self.reply_to), *lists, str(self.mentions_all), self.text)
        return blake2b("|".join(parts).encode(), digest_size=16).digest()


def may_edit(sent_at: datetime, at: datetime) -> bool:
    """Whether a message sent then may still be changed by its author."""
    return at - sent_at <= EDIT_WINDOW


def is_emoji(text: str) -> bool:
    """Whether the text is one picture sign: with its modifiers, of joined parts, a flag or a keycap."""
    return _EMOJI.fullmatch(text) is not None


_PART = (
    "[\u00a9\u00ae\u203c\u2049\u2100-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
    "\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
)
_EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PART}(?:\u200d{_PART})*")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is so, under the lock, when a send is judged."""

    place: Place | None
    """Where the author stands in the chat; None: nowhere."""
    sent_before: bytes | None
    """The fingerprint of what the author sent under this name already."""
    is_reply_there: bool
    """Whether what is answered is in the chat, and not deleted; true where nothing is answered."""
    are_files_usable: bool
    """Whether all files are the author's own and not found to be bad."""


def judge_send(send: Send, now: Circumstances) -> DomainError | None:
    """Say why the message may not be sent, or None. One that was sent before may always be sent again."""
    if now.place is None:
        return NotFound()
    if now.sent_before is not None:
        return None if now.sent_before == send.fingerprint else ClientIdReused()
    if not may_write_later(now.place):
        return Forbidden()
    if now.place.is_hushed:
        return Hushed()
    if send.mentions_all and not may_mention_all(now.place):
        return Forbidden()
    return judge_content(send.text, has_files=bool(send.files)) or _judge_links(now)


def judge_content(text: str, *, has_files: bool) -> DomainError | None:
    """Say why nobody could read such a message, or None."""
    if not text and not has_files:
        return EmptyMessage()
    return TooLong() if len(text) > LONGEST_TEXT else None


def _judge_links(now: Circumstances) -> DomainError | None:
    if not now.is_reply_there:
        return BadReply()
    return None if now.are_files_usable else BadFile()
