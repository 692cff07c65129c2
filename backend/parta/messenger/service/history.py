"""Histories that come from elsewhere: many messages of long ago at once, by set, nobody notified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.streams import lock_streams, publish
from parta.files.service import grant
from parta.messenger.models import Chat, Member, Message, MessageEdit, MessageFile, MessageKind, Reaction
from parta.messenger.queries import CHAT, MESSAGE


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said elsewhere, in the order of the conversation."""

    author_id: UUID
    text: str
    at: datetime
    reply_to: int | None = None
    """The place, in the same history, of what it answers."""
    reactions: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    files: Sequence[UUID] = ()
    mentions: Sequence[UUID] = ()
    before: str | None = None
    """What it said before its author changed it."""


async def import_history(
    session: AsyncSession, chat_id: UUID, said: Sequence[Said], *, unread: Mapping[UUID, int] | None = None
) -> None:
    """Append these messages to the chat as if they had been said then; all count as read, save the last `unread`.

    Raises NotFound.
    """
    if not said:
        return
    await lock_streams(session, chat_id)
    fresh = select(Chat).where(Chat.id == chat_id).execution_options(populate_existing=True)
    chat = (await session.execute(fresh)).scalar_one_or_none()
    if chat is None:
        raise NotFound
    ids = [new_id() for _ in said]
    first = chat.last_number + 1
    await session.execute(insert(Message), [_row(chat_id, first + i, ids, i, one) for i, one in enumerate(said)])
    await _add_details(session, chat_id, ids, said)
    chat.last_number += len(said)
    chat.created_at = min(chat.created_at, said[0].at)
    await _place_readers(session, chat, said[0].at, unread or {})
    publish(session, chat_id, CHAT, chat_id)
    publish(session, chat_id, MESSAGE, *ids)


def _row(chat_id: UUID, number: int, ids: Sequence[UUID], place: int, one: Said) -> dict[str, object]:
    return {
        "id": ids[place],
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
        "sent_at": one.at,
        "edited_at": one.at if one.before is not None else None,
        "changed_seq": 0,
    }


async def _add_details(session: AsyncSession, chat_id: UUID, ids: Sequence[UUID], said: Sequence[Said]) -> None:
    reactions: list[dict[str, object]] = []
    edits: list[dict[str, object]] = []
    files: list[dict[str, object]] = []
    for message_id, one in zip(ids, said, strict=True):
        place: dict[str, object] = {"chat_id": chat_id, "message_id": message_id}
        reactions += [
            {**place, "profile_id": person, "emoji": emoji, "at": one.at} for person, emoji in one.reactions.items()
        ]
        files += [{**place, "place": i, "file_id": file_id} for i, file_id in enumerate(one.files)]
        if one.before is not None:
            when: dict[str, object] = {"at": one.at, "ended_at": one.at, "ended_by": one.author_id}
            edits.append({**place, "id": new_id(), "text": one.before, **when})
        for file_id in one.files:
            await grant(session, file_id, "chat", chat_id)
    for table, rows in ((Reaction, reactions), (MessageEdit, edits), (MessageFile, files)):
        if rows:
            await session.execute(insert(table), rows)


async def _place_readers(session: AsyncSession, chat: Chat, since: datetime, unread: Mapping[UUID, int]) -> None:
    """Let all members have been there from the beginning, and have read all but their last few."""
    seats = update(Member).where(Member.chat_id == chat.id).execution_options(synchronize_session=False)
    await session.execute(seats.values(sent_number=chat.last_number, joined_at=func.least(Member.joined_at, since)))
    for profile_id, count in unread.items():
        read = max(0, chat.last_number - count)
        await session.execute(seats.where(Member.profile_id == profile_id).values(sent_number=read))
