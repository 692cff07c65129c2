"""Rules for sending and editing messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from parta.core.errors import DomainError, Forbidden, NotFound
from parta.messenger.models import MAX_TEXT_LENGTH, Entity, Right
from parta.messenger.rules.entities import check_entities, mentioned_people, mentions_all
from parta.messenger.rules.errors import BadFile, BadReply, ClientIdReused, EmptyMessage, TooLong, WritingSuspended
from parta.messenger.rules.rights import PermissionContext, may, may_write_unless_suspended

EDIT_WINDOW = timedelta(hours=24)
MAX_REPLY_EXCERPT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class SendRequest:
    """A request to send a message."""

    chat_id: UUID
    client_id: UUID
    text: str
    entities: tuple[Entity, ...] = ()
    reply_to: UUID | None = None
    mentions: tuple[UUID, ...] = ()
    """Mentions besides those of the entities, as of clients that send no entities; `mentions_all` likewise."""
    mentions_all: bool = False
    files: tuple[UUID, ...] = ()

    @property
    def mentioned(self) -> list[UUID]:
        """Return all people whom the message mentions, each once, in order."""
        return list(dict.fromkeys((*mentioned_people(self.entities), *self.mentions)))

    @property
    def mentions_everybody(self) -> bool:
        """True if the message mentions everybody."""
        return self.mentions_all or mentions_all(self.entities)

    @property
    def fingerprint(self) -> bytes:
        """Return the hash that distinguishes this message from another with the same client id."""
        lists = (",".join(map(str, ids)) for ids in (self.entities, self.mentions, self.files))
        parts = (str(self.chat_id), str(self.reply_to), *lists, str(self.mentions_all), self.text)
        return blake2b("|".join(parts).encode(), digest_size=16).digest()


def may_edit(sent_at: datetime, at: datetime) -> bool:
    """Return True if a message sent at `sent_at` may still be edited by its author."""
    return at - sent_at <= EDIT_WINDOW


@dataclass(frozen=True, slots=True)
class SendContext:
    """The facts, read under the lock, that decide whether a message may be sent."""

    permission_context: PermissionContext | None
    """None: the author is not a member."""
    previous_fingerprint: bytes | None
    """The fingerprint of the message that the author already sent with this client id."""
    is_reply_valid: bool
    """True if the message replied to is in the chat and not deleted, or there is none."""
    are_files_usable: bool
    """True if all files are the author's own and not rejected by the virus check."""


def check_send(send: SendRequest, context: SendContext) -> DomainError | None:
    """Return why the message may not be sent, or None. A retry is always allowed."""
    if context.permission_context is None:
        return NotFound()
    if context.previous_fingerprint is not None:
        return None if context.previous_fingerprint == send.fingerprint else ClientIdReused()
    if not may_write_unless_suspended(context.permission_context):
        return Forbidden()
    if context.permission_context.is_writing_suspended:
        return WritingSuspended()
    if send.mentions_everybody and not may(context.permission_context, Right.MENTION_ALL):
        return Forbidden()
    error = check_content(send.text, send.entities, has_files=bool(send.files))
    return error or _check_references(context)


def check_content(text: str, entities: Sequence[Entity], *, has_files: bool) -> DomainError | None:
    """Return why such a content is not allowed, or None."""
    if not text and not has_files:
        return EmptyMessage()
    if len(text) > MAX_TEXT_LENGTH:
        return TooLong()
    return check_entities(text, entities)


def _check_references(context: SendContext) -> DomainError | None:
    if not context.is_reply_valid:
        return BadReply()
    return None if context.are_files_usable else BadFile()
