"""Imports of histories: many old messages at once, by set, without notifications."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update

from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.files.service import grant
from parta.messenger.models import Chat, Member, Message, MessageEdit, MessageFile, MessageKind, Reaction
from parta.messenger.queries import CHAT, MESSAGE


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
    mentions: Sequence[UUID] = ()
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
    fresh = select(Chat).where(Chat.id == chat_id)
    chat = (await work.execute(fresh)).scalar_one_or_none()
    if chat is None:
        raise NotFound
    ids = [new_id() for _ in messages]
    first = chat.last_number + 1
    await work.execute(insert(Message), [_build_row(chat_id, first + i, ids, i, one) for i, one in enumerate(messages)])
    await _add_details(work, chat_id, ids, messages)
    chat.last_number += len(messages)
    chat.created_at = min(chat.created_at, messages[0].sent_at)
    await _set_read_numbers(work, chat, messages[0].sent_at, unread or {})
    work.publish(chat_id, CHAT, chat_id)
    work.publish(chat_id, MESSAGE, *ids)


def _build_row(chat_id: UUID, number: int, ids: Sequence[UUID], index: int, one: ImportedMessage) -> dict[str, object]:
    return {
        "id": ids[index],
        "chat_id": chat_id,
        "number": number,
        "author_id": one.author_id,
        "client_id": None,
        "fingerprint": None,
        "kind": MessageKind.TEXT,
        "text": one.text,
        "reply_to_id": None if one.reply_to is None else ids[one.reply_to],
        "mentions": list(one.mentions),
        "mentions_all": False,
        "has_files": bool(one.files),
        "sent_at": one.sent_at,
        "edited_at": one.sent_at if one.original_text is not None else None,
        "changed_seq": 0,
    }


async def _add_details(
    work: UnitOfWork, chat_id: UUID, ids: Sequence[UUID], messages: Sequence[ImportedMessage]
) -> None:
    reactions: list[dict[str, object]] = []
    edits: list[dict[str, object]] = []
    files: list[dict[str, object]] = []
    for message_id, one in zip(ids, messages, strict=True):
        key: dict[str, object] = {"chat_id": chat_id, "message_id": message_id}
        reactions += [
            {**key, "profile_id": person, "emoji": emoji, "at": one.sent_at} for person, emoji in one.reactions.items()
        ]
        files += [{**key, "index": i, "file_id": file_id} for i, file_id in enumerate(one.files)]
        if one.original_text is not None:
            when: dict[str, object] = {"at": one.sent_at, "ended_at": one.sent_at, "ended_by": one.author_id}
            edits.append({**key, "id": new_id(), "text": one.original_text, **when})
        for file_id in one.files:
            await grant(work, file_id, "chat", chat_id)
    for table, rows in ((Reaction, reactions), (MessageEdit, edits), (MessageFile, files)):
        if rows:
            await work.execute(insert(table), rows)


async def _set_read_numbers(work: UnitOfWork, chat: Chat, since: datetime, unread: Mapping[UUID, int]) -> None:
    """Set all members as present from the beginning, with all messages read except their last `unread`."""
    statement = update(Member).where(Member.chat_id == chat.id).execution_options(synchronize_session=False)
    await work.execute(statement.values(sent_number=chat.last_number, joined_at=func.least(Member.joined_at, since)))
    for profile_id, count in unread.items():
        read = max(0, chat.last_number - count)
        await work.execute(statement.where(Member.profile_id == profile_id).values(sent_number=read))
