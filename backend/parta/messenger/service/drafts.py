"""Writing messages: all that are not sent by people, whose messages the send queue writes in batches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, insert, select, update

from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.streams import Kind
from parta.core.unit_of_work import UnitOfWork
from parta.files.service import grant_all
from parta.messenger.events import MessagesSent, SentMessage
from parta.messenger.models import Chat, Entity, Member, Message, MessageFile, MessageKind, Reaction
from parta.messenger.queries import MESSAGE
from parta.messenger.queries.chats import list_member_specs
from parta.messenger.rules.entities import complete_entities, mentioned_people, mentions_all, to_stored
from parta.messenger.schemas import ServiceCode


@dataclass(frozen=True, slots=True)
class ServiceText:
    """What a service message says: a code that the client translates, and its parameters."""

    code: ServiceCode
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a message carries: a row of a kind that is published in the streams of chats."""

    kind: Kind
    id: UUID
    text: dict[str, Any]
    """What the message says of it for ever, such as its title now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to write. It has a text, or is a service message, or a card, which shows what it carries."""

    id: UUID = field(default_factory=new_id)
    author_id: UUID | None = None
    """None: a service message."""
    text: str = ""
    entities: Sequence[Entity] = ()
    service: ServiceText | None = None
    attachment: Attachment | None = None
    files: Sequence[UUID] = ()
    reactions: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    """Emojis by person, of an imported message."""
    reply_to_id: UUID | None = None
    sent_at: datetime = field(default_factory=now)
    edited_at: datetime | None = None

    @property
    def kind(self) -> MessageKind:
        """Return the kind of the message."""
        if self.service is not None:
            return MessageKind.SERVICE
        return MessageKind.TEXT if self.attachment is None else MessageKind.CARD


async def append(work: UnitOfWork, chat: Chat, drafts: Sequence[Draft], *, is_history: bool = False) -> None:
    """Write these messages at the end of the chat, in a fixed number of statements, and publish them.

    The stream of the chat is locked, and the chat was read under that lock. Each author has read everything up to
    their last message. Of a history nobody is notified.
    """
    if drafts:
        first = chat.last_number + 1
        await _write(work, chat.id, first, drafts, is_history=is_history)
        await _set_sent_numbers(work, chat.id, {one.author_id: number for number, one in enumerate(drafts, first)})
        chat.last_number += len(drafts)


async def append_one(work: UnitOfWork, chat_id: UUID, draft: Draft) -> None:
    """Write a message at the end of a chat that was not read; its stream is locked. Raises NotFound."""
    taken = update(Chat).where(Chat.id == chat_id).values(last_number=Chat.last_number + 1)
    taken = taken.returning(Chat.last_number).cte("taken")
    own = update(Member).where(Member.chat_id == chat_id, Member.profile_id == draft.author_id, Member.is_present)
    own = own.values(sent_number=select(taken.c.last_number).scalar_subquery())
    number = await work.scalar(select(taken.c.last_number).add_cte(own.cte("own")))
    if number is None:
        raise NotFound
    await _write(work, chat_id, number, [draft])


async def _write(
    work: UnitOfWork, chat_id: UUID, first: int, drafts: Sequence[Draft], *, is_history: bool = False
) -> None:
    members = await _list_mentioned_members(work, chat_id, drafts)
    rows = [_build_row(chat_id, number, one, members) for number, one in enumerate(drafts, first)]
    await work.execute(insert(Message), rows)
    await _attach_files(work, chat_id, drafts)
    await _add_reactions(work, chat_id, drafts)
    work.publish(chat_id, MESSAGE, *(one.id for one in drafts))
    sent = [SentMessage(chat_id, one.id, number) for number, one in enumerate(drafts, first) if one.author_id]
    if sent and not is_history:
        work.emit(MessagesSent(sent))


async def _list_mentioned_members(work: UnitOfWork, chat_id: UUID, drafts: Sequence[Draft]) -> Collection[UUID]:
    if not any(mentioned_people(one.entities) for one in drafts):
        return ()
    return (await list_member_specs(work, chat_id)).keys()


def _build_row(chat_id: UUID, number: int, draft: Draft, members: Collection[UUID]) -> dict[str, Any]:
    entities = complete_entities(draft.text, draft.entities, members)
    return {
        "id": draft.id,
        "chat_id": chat_id,
        "number": number,
        "author_id": draft.author_id,
        "kind": draft.kind,
        "text": draft.text,
        "entities": to_stored(entities),
        "service_code": draft.service.code if draft.service else None,
        "service_params": draft.service.params if draft.service else None,
        "attachment_kind": draft.attachment.kind.name if draft.attachment else None,
        "attachment_id": draft.attachment.id if draft.attachment else None,
        "attachment_text": draft.attachment.text if draft.attachment else None,
        "reply_to_id": draft.reply_to_id,
        "mentions": mentioned_people(entities),
        "mentions_all": mentions_all(entities),
        "has_files": bool(draft.files),
        "has_reactions": bool(draft.reactions),
        "sent_at": draft.sent_at,
        "edited_at": draft.edited_at,
    }


async def _attach_files(work: UnitOfWork, chat_id: UUID, drafts: Sequence[Draft]) -> None:
    rows = [
        {"chat_id": chat_id, "message_id": one.id, "index": index, "file_id": file_id}
        for one in drafts
        for index, file_id in enumerate(one.files)
    ]
    if rows:
        await work.execute(insert(MessageFile), rows)
        await grant_all(work, {file_id for one in drafts for file_id in one.files}, "chat", chat_id)


async def _add_reactions(work: UnitOfWork, chat_id: UUID, drafts: Sequence[Draft]) -> None:
    rows = [
        {"chat_id": chat_id, "message_id": one.id, "profile_id": person, "emoji": emoji, "at": one.sent_at}
        for one in drafts
        for person, emoji in one.reactions.items()
    ]
    if rows:
        await work.execute(insert(Reaction), rows)


async def _set_sent_numbers(work: UnitOfWork, chat_id: UUID, numbers: dict[UUID | None, int]) -> None:
    authors = {author_id: number for author_id, number in numbers.items() if author_id is not None}
    if authors:
        present = (Member.chat_id == chat_id, Member.profile_id.in_(authors), Member.is_present)
        statement = update(Member).where(*present).values(sent_number=case(authors, value=Member.profile_id))
        await work.execute(statement.execution_options(synchronize_session=False))
