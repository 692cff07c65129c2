"""Reads of messages."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Forbidden, NotFound
from parta.core.principals import Actor
from parta.core.streams import Stream
from parta.files.queries import read_files
from parta.files.schemas import FileRead
from parta.identity.models import Profile
from parta.identity.schemas import PersonName
from parta.messenger.models import Chat, ChatState, Entity, Member, Message, MessageEdit, MessageFile, Reaction, Right
from parta.messenger.queries.attachments import Attachments
from parta.messenger.queries.chats import get_chat_access
from parta.messenger.rules.messages import MAX_REPLY_EXCERPT_LENGTH
from parta.messenger.rules.rights import may
from parta.messenger.schemas import (
    AttachmentRead,
    ChatStateRead,
    EditRead,
    MessagePage,
    MessagePageQuery,
    MessageRead,
    ReactionRead,
    ReaderRead,
    ReplyRead,
    ServiceMessageRead,
)
from parta.messenger.schemas.written_text import AnyEntity

_entities: TypeAdapter[list[AnyEntity]] = TypeAdapter(list[AnyEntity])


async def get_message(session: AsyncSession, chat_id: UUID, message_id: UUID) -> Message:
    """Return the message, freshly read. Raises NotFound if it is not in the chat."""
    query = select(Message).where(Message.id == message_id, Message.chat_id == chat_id)
    found = (await session.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def list_replies(session: AsyncSession, message: Message) -> Sequence[UUID]:
    """Return the messages that reply to this one."""
    answers = select(Message.id).where(Message.chat_id == message.chat_id, Message.reply_to_id == message.id)
    return (await session.execute(answers)).scalars().all()


async def list_messages_with_file(session: AsyncSession, file_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """Return the messages with this file: (chat, message)."""
    query = select(MessageFile.chat_id, MessageFile.message_id).where(MessageFile.file_id == file_id)
    return (await session.execute(query)).all()


async def read_message(session: AsyncSession, message_id: UUID) -> MessageRead:
    """Return one message as published, including changes of this transaction."""
    await session.flush()
    (message,) = await read_messages(session, [message_id])
    return message


def get_page_bounds(page: MessagePageQuery, last_number: int) -> tuple[int, int]:
    """Return the first and the last number of the requested page; numbers have no gaps."""
    if page.around is not None:
        return page.around - page.limit // 2, page.around + (page.limit - 1) // 2
    if page.before is not None:
        return page.before - page.limit, page.before - 1
    if page.after is not None:
        return page.after + 1, page.after + page.limit
    return last_number - page.limit + 1, last_number


async def list_file_ids(session: AsyncSession, message: Message) -> Sequence[UUID]:
    """Return the files of the message, deleted or not."""
    query = select(MessageFile.file_id).where(MessageFile.chat_id == message.chat_id)
    query = query.where(MessageFile.message_id == message.id).order_by(MessageFile.index)
    return (await session.execute(query)).scalars().all()


async def is_file_attached(session: AsyncSession, chat_id: UUID, file_id: UUID) -> bool:
    """Return True if a message of the chat that is not deleted has the file."""
    query = select(Message.id).join(MessageFile, MessageFile.message_id == Message.id)
    query = query.where(MessageFile.file_id == file_id, Message.chat_id == chat_id, Message.deleted_at.is_(None))
    return (await session.execute(query.limit(1))).first() is not None


async def read_page(
    session: AsyncSession, attachments: Attachments, chat_id: UUID, page: MessagePageQuery
) -> MessagePage:
    """Return a page of messages. The position is read before the messages, so no later update can be missed."""
    position = select(Stream.seq, Chat.last_number).join(Chat, Chat.id == Stream.id).where(Chat.id == chat_id)
    seq, last_number = (await session.execute(position)).one()
    ids = select(Message.id).where(Message.chat_id == chat_id)
    ids = ids.where(Message.number.between(*get_page_bounds(page, last_number)))
    messages = await read_messages(session, (await session.execute(ids)).scalars().all())
    carried = await attachments.read(session, messages)
    return MessagePage(seq=seq, messages=list(messages), attachments=carried, last_number=last_number)


async def list_edits(session: AsyncSession, message: Message) -> list[EditRead]:
    """Return all texts of the message, the first text first, the current one last; none if it is deleted."""
    if message.deleted_at is not None:
        return []
    query = select(MessageEdit).where(MessageEdit.chat_id == message.chat_id, MessageEdit.message_id == message.id)
    earlier = (await session.execute(query.order_by(MessageEdit.at))).scalars()
    edits = [EditRead(text=edit.text, entities=read_entities(edit.entities), at=edit.at) for edit in earlier]
    at = message.edited_at or message.sent_at
    return [*edits, EditRead(text=message.text, entities=read_entities(message.entities), at=at)]


async def list_readers(session: AsyncSession, actor: Actor, chat_id: UUID, message_id: UUID) -> list[ReaderRead]:
    """Return who except the author has read the message, by name. Raises NotFound, Forbidden in large chats."""
    access = await get_chat_access(session, actor, chat_id)
    if not may(access.permission_context, Right.SEE_READERS):
        raise Forbidden
    message = await get_message(session, chat_id, message_id)
    own_state = (ChatState.chat_id == Member.chat_id) & (ChatState.profile_id == Member.profile_id)
    readers = select(Profile.id, Profile.last_name, Profile.first_name, Profile.patronymic)
    readers = readers.join(Member, Member.profile_id == Profile.id).outerjoin(ChatState, own_state)
    readers = readers.where(Member.chat_id == chat_id, Member.is_present)
    readers = readers.where(Member.profile_id.is_distinct_from(message.author_id))
    # Members who wrote later have read it; those who only joined later start with everything read, and have not.
    wrote_later = (Member.sent_number >= message.number) & (Member.joined_at < message.sent_at)
    readers = readers.where(or_(ChatState.read_number >= message.number, wrote_later))
    rows = (await session.execute(readers)).mappings()
    found = [ReaderRead(profile_id=row["id"], name=PersonName.model_validate(row)) for row in rows]
    return sorted(found, key=lambda reader: (reader.name.last_name, reader.name.first_name, reader.profile_id))


async def read_messages(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MessageRead]:
    """Return messages as published, in order, in at most five statements for any number of messages."""
    fresh = select(Message).where(Message.id.in_(ids)).order_by(Message.chat_id, Message.number)
    messages = (await session.execute(fresh)).scalars().all()
    replies = await _load_replies(session, {m.reply_to_id for m in messages if m.reply_to_id and not m.deleted_at})
    files = await _load_files(session, [m for m in messages if m.has_files and not m.deleted_at])
    reactions = await _load_reactions(session, [m for m in messages if m.has_reactions and not m.deleted_at])
    return [
        _to_response(
            m, replies.get(m.reply_to_id) if m.reply_to_id else None, files.get(m.id, []), reactions.get(m.id, [])
        )
        for m in messages
    ]


def read_entities(stored: list[dict[str, Any]]) -> list[Entity]:
    """Return the entities of a text as they were stored with it."""
    return _entities.validate_python(stored) if stored else []


async def read_chat_states(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ChatStateRead]:
    """Return chat states as published."""
    fresh = select(ChatState).where(ChatState.id.in_(ids))
    return [ChatStateRead.model_validate(state) for state in (await session.execute(fresh)).scalars()]


def _to_response(
    message: Message, reply_to: ReplyRead | None, files: list[FileRead], reactions: list[ReactionRead]
) -> MessageRead:
    service = message.service_code and ServiceMessageRead(
        code=message.service_code, params=message.service_params or {}
    )
    return MessageRead(
        id=message.id,
        chat_id=message.chat_id,
        number=message.number,
        client_id=message.client_id,
        author_id=message.author_id,
        kind=message.kind,
        text=message.text,
        entities=read_entities(message.entities),
        service=service or None,
        attachment=_to_attachment(message),
        reply_to=reply_to,
        mentions=message.mentions,
        mentions_all=message.mentions_all,
        files=files,
        reactions=reactions,
        sent_at=message.sent_at,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
    )


def _to_attachment(message: Message) -> AttachmentRead | None:
    if message.attachment_kind is None or message.attachment_id is None:
        return None
    text = message.attachment_text or {}
    return AttachmentRead(kind=message.attachment_kind, id=message.attachment_id, text=text)


async def _load_replies(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, ReplyRead]:
    if not ids:
        return {}
    columns = (Message.id, Message.number, Message.author_id, Message.text, Message.deleted_at)
    rows = await session.execute(select(*columns).where(Message.id.in_(ids)))
    return {
        message_id: ReplyRead(
            id=message_id,
            number=number,
            author_id=author_id,
            text=text[:MAX_REPLY_EXCERPT_LENGTH],
            is_deleted=deleted_at is not None,
        )
        for message_id, number, author_id, text, deleted_at in rows
    }


async def _load_files(session: AsyncSession, messages: Collection[Message]) -> dict[UUID, list[FileRead]]:
    if not messages:
        return {}
    query = select(MessageFile.message_id, MessageFile.file_id).where(*_belongs_to(MessageFile, messages))
    rows = (await session.execute(query.order_by(MessageFile.message_id, MessageFile.index))).all()
    known = await read_files(session, {file_id for _, file_id in rows})
    files: dict[UUID, list[FileRead]] = defaultdict(list)
    for message_id, file_id in rows:
        if file_id in known:
            files[message_id].append(known[file_id])
    return files


async def _load_reactions(session: AsyncSession, messages: Collection[Message]) -> dict[UUID, list[ReactionRead]]:
    if not messages:
        return {}
    query = select(Reaction.message_id, Reaction.emoji, Reaction.profile_id).where(*_belongs_to(Reaction, messages))
    rows = await session.execute(query.order_by(Reaction.at, Reaction.profile_id))
    emojis: dict[UUID, dict[str, list[UUID]]] = defaultdict(dict)
    for message_id, emoji, profile_id in rows:
        emojis[message_id].setdefault(emoji, []).append(profile_id)
    return {
        message_id: [ReactionRead(emoji=emoji, profiles=profiles) for emoji, profiles in by_emoji.items()]
        for message_id, by_emoji in emojis.items()
    }


def _belongs_to(table: type[MessageFile | Reaction], messages: Collection[Message]) -> Sequence[ColumnElement[bool]]:
    """Return the conditions that match rows of these messages by a key that begins with the chat."""
    chats = {message.chat_id for message in messages}
    return [table.chat_id.in_(chats), table.message_id.in_([message.id for message in messages])]
