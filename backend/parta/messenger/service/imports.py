"""Imports of histories: many old messages at once, by set, without notifications."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, update

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Chat, Entity, Member, MessageEdit
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import get_chat
from parta.messenger.service.drafts import Draft, append


@dataclass(frozen=True, slots=True)
class ImportedMessage:
    """A message of an imported history, in the order of the conversation."""

    author_id: UUID
    text: str
    sent_at: datetime
    reply_to: int | None = None
    """The index, in the same history, of the message replied to."""
    reactions: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    files: Sequence[UUID] = ()
    entities: Sequence[Entity] = ()
    original_text: str | None = None
    """The text before its author edited it."""


async def import_messages(
    work: UnitOfWork,
    chat_id: UUID,
    messages: Sequence[ImportedMessage],
    *,
    unread: Mapping[UUID, int] | None = None,
) -> None:
    """Append these messages to the chat with their original times; all count as read except the last `unread`.

    Raises NotFound.
    """
    if not messages:
        return
    await work.lock_streams(chat_id)
    chat = await get_chat(work, chat_id)
    ids = [new_id(one.sent_at) for one in messages]
    await append(work, chat, [_build_draft(ids, i, one) for i, one in enumerate(messages)], is_history=True)
    await _save_original_texts(work, chat_id, ids, messages)
    chat.created_at = min(chat.created_at, messages[0].sent_at)
    await _set_read_numbers(work, chat, messages[0].sent_at, unread or {})
    work.publish(chat_id, CHAT, chat_id)


def _build_draft(ids: Sequence[UUID], index: int, one: ImportedMessage) -> Draft:
    return Draft(
        id=ids[index],
        author_id=one.author_id,
        text=one.text,
        entities=one.entities,
        files=one.files,
        reactions=one.reactions,
        reply_to_id=None if one.reply_to is None else ids[one.reply_to],
        sent_at=one.sent_at,
        edited_at=one.sent_at if one.original_text is not None else None,
    )


async def _save_original_texts(
    work: UnitOfWork, chat_id: UUID, ids: Sequence[UUID], messages: Sequence[ImportedMessage]
) -> None:
    edits: list[dict[str, object]] = [
        {
            "id": new_id(),
            "chat_id": chat_id,
            "message_id": message_id,
            "text": one.original_text,
            "entities": [],
            "at": one.sent_at,
            "ended_at": one.sent_at,
            "ended_by": one.author_id,
        }
        for message_id, one in zip(ids, messages, strict=True)
        if one.original_text is not None
    ]
    if edits:
        await work.execute(insert(MessageEdit), edits)


async def _set_read_numbers(work: UnitOfWork, chat: Chat, since: datetime, unread: Mapping[UUID, int]) -> None:
    """Set all members as present from the beginning, with all messages read except their last `unread`."""
    statement = update(Member).where(Member.chat_id == chat.id).execution_options(synchronize_session=False)
    await work.execute(statement.values(sent_number=chat.last_number, joined_at=func.least(Member.joined_at, since)))
    for profile_id, count in unread.items():
        read = max(0, chat.last_number - count)
        await work.execute(statement.where(Member.profile_id == profile_id).values(sent_number=read))
