"""Reads of messages."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import Forbidden, NotFound
from parta.core.streams import Stream
from parta.files.queries import read_files
from parta.files.schemas import FileRead
from parta.identity.models import Profile
from parta.identity.schemas import PersonName
from parta.messenger.models import Chat, Member, Message, MessageEdit, MessageFile, Reaction, Reading
from parta.messenger.queries.chats import get_standing
from parta.messenger.rules.rights import may_see_readers
from parta.messenger.rules.sending import REPLY_LENGTH
from parta.messenger.schemas import (
    CallCard,
    ChatNotice,
    EditRead,
    MessagePage,
    MessageRead,
    PageAsked,
    ReactionRead,
    ReaderRead,
    ReadingRead,
    ReplyRead,
)


async def get_message(session: AsyncSession, chat_id: UUID, message_id: UUID) -> Message:
    """Give the message as it is now. Raises NotFound where the chat has none such."""
    theirs = select(Message).where(Message.id == message_id, Message.chat_id == chat_id)
    found = (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def find_sent(session: AsyncSession, author_id: UUID, client_id: UUID) -> Message | None:
    """Give the message that this person sent under this name, if they did."""
    theirs = select(Message).where(Message.client_id == client_id, Message.author_id == author_id)
    return (await session.execute(theirs)).scalar_one_or_none()


async def list_answers(session: AsyncSession, message: Message) -> Sequence[UUID]:
    """Give the messages that show this one above them."""
    answers = select(Message.id).where(Message.chat_id == message.chat_id, Message.reply_to_id == message.id)
    return (await session.execute(answers)).scalars().all()


async def list_messages_with(session: AsyncSession, file_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """Give the messages that carry this file: (chat, message)."""
    carried = select(MessageFile.chat_id, MessageFile.message_id).where(MessageFile.file_id == file_id)
    return (await session.execute(carried)).all()


async def read_message(session: AsyncSession, message_id: UUID) -> MessageRead:
    """Read one message as it is told; what this transaction changed is seen."""
    await session.flush()
    (message,) = await read_messages(session, [message_id])
    return message


def numbers_of(page: PageAsked, last_number: int) -> tuple[int, int]:
    """Give the first and the last number of the page that was asked for; numbers have no gaps."""
    if page.around is not None:
        return page.around - page.limit // 2, page.around + (page.limit - 1) // 2
    if page.before is not None:
        return page.before - page.limit, page.before - 1
    if page.after is not None:
        return page.after + 1, page.after + page.limit
    return last_number - page.limit + 1, last_number


async def list_files(session: AsyncSession, message: Message) -> Sequence[UUID]:
    """Give the files that the message carries, deleted or not."""
    carried = select(MessageFile.file_id).where(MessageFile.chat_id == message.chat_id)
    carried = carried.where(MessageFile.message_id == message.id).order_by(MessageFile.place)
    return (await session.execute(carried)).scalars().all()


async def is_carried(session: AsyncSession, chat_id: UUID, file_id: UUID) -> bool:
    """Whether a message of the chat that is not deleted carries the file."""
    carrying = select(Message.id).join(MessageFile, MessageFile.message_id == Message.id)
    carrying = carrying.where(MessageFile.file_id == file_id, Message.chat_id == chat_id, Message.deleted_at.is_(None))
    return (await session.execute(carrying.limit(1))).first() is not None


async def read_page(session: AsyncSession, chat_id: UUID, page: PageAsked) -> MessagePage:
    """Read a stretch of the conversation. The seq is read before it, so nothing can be missed behind it."""
    head = select(Stream.seq, Chat.last_number).join(Chat, Chat.id == Stream.id).where(Chat.id == chat_id)
    seq, last_number = (await session.execute(head)).one()
    ids = select(Message.id).where(Message.chat_id == chat_id)
    ids = ids.where(Message.number.between(*numbers_of(page, last_number)))
    messages = await read_messages(session, (await session.execute(ids)).scalars().all())
    return MessagePage(seq=seq, messages=list(messages), last_number=last_number)


async def list_edits(session: AsyncSession, message: Message) -> list[EditRead]:
    """Give all that the message said, the first text first, the present one last; nothing once it is deleted."""
    if message.deleted_at is not None:
        return []
    said = select(MessageEdit).where(MessageEdit.chat_id == message.chat_id, MessageEdit.message_id == message.id)
    edits = [EditRead.model_validate(edit) for edit in (await session.execute(said.order_by(MessageEdit.at))).scalars()]
    return [*edits, EditRead(text=message.text, at=message.edited_at or message.sent_at)]


async def list_readers(session: AsyncSession, actor: Actor, chat_id: UUID, message_id: UUID) -> list[ReaderRead]:
    """Give who but the author has read up to the message, by name. Raises NotFound; in large chats Forbidden."""
    standing = await get_standing(session, actor, chat_id)
    if not may_see_readers(standing.place):
        raise Forbidden
    message = await get_message(session, chat_id, message_id)
    mine = (Reading.chat_id == Member.chat_id) & (Reading.profile_id == Member.profile_id)
    readers = select(Profile.id, Profile.last_name, Profile.first_name, Profile.patronymic)
    readers = readers.join(Member, Member.profile_id == Profile.id).outerjoin(Reading, mine)
    readers = readers.where(Member.chat_id == chat_id, Member.is_present)
    readers = readers.where(Member.profile_id.is_distinct_from(message.author_id))
    # Who wrote later has read it; who only came later starts with everything read, and has not.
    wrote_later = (Member.sent_number >= message.number) & (Member.joined_at < message.sent_at)
    readers = readers.where(or_(Reading.read_number >= message.number, wrote_later))
    rows = (await session.execute(readers)).mappings()
    found = [ReaderRead(profile_id=row["id"], name=PersonName.model_validate(row)) for row in rows]
    return sorted(found, key=lambda reader: (reader.name.last_name, reader.name.first_name, reader.profile_id))


async def read_messages(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MessageRead]:
    """Read messages as they are told, in their order, in at most five statements however many they are."""
    fresh = select(Message).where(Message.id.in_(ids)).order_by(Message.chat_id, Message.number)
    messages = (await session.execute(fresh.execution_options(populate_existing=True))).scalars().all()
    replies = await _replies(session, {m.reply_to_id for m in messages if m.reply_to_id and not m.deleted_at})
    files = await _files(session, [m for m in messages if m.has_files and not m.deleted_at])
    reactions = await _reactions(session, [m for m in messages if not m.deleted_at])
    return [
        _told(m, replies.get(m.reply_to_id) if m.reply_to_id else None, files.get(m.id, []), reactions.get(m.id, []))
        for m in messages
    ]


async def read_readings(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ReadingRead]:
    """Read what people keep about chats, as it is told to them."""
    fresh = select(Reading).where(Reading.id.in_(ids)).execution_options(populate_existing=True)
    return [ReadingRead.model_validate(reading) for reading in (await session.execute(fresh)).scalars()]


def _told(
    message: Message, reply_to: ReplyRead | None, files: list[FileRead], reactions: list[ReactionRead]
) -> MessageRead:
    notice = message.notice_code and ChatNotice(code=message.notice_code, facts=message.notice_facts or {})
    return MessageRead(
        id=message.id,
        chat_id=message.chat_id,
        number=message.number,
        client_id=message.client_id,
        author_id=message.author_id,
        kind=message.kind,
        text=message.text,
        notice=notice or None,
        card=CallCard.model_validate(message.card) if message.card else None,
        reply_to=reply_to,
        mentions=message.mentions,
        mentions_all=message.mentions_all,
        files=files,
        reactions=reactions,
        sent_at=message.sent_at,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
    )


async def _replies(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, ReplyRead]:
    if not ids:
        return {}
    columns = (Message.id, Message.number, Message.author_id, Message.text, Message.deleted_at)
    rows = await session.execute(select(*columns).where(Message.id.in_(ids)))
    return {
        message_id: ReplyRead(
            id=message_id,
            number=number,
            author_id=author_id,
            text=text[:REPLY_LENGTH],
            is_deleted=deleted_at is not None,
        )
        for message_id, number, author_id, text, deleted_at in rows
    }


async def _files(session: AsyncSession, messages: Collection[Message]) -> dict[UUID, list[FileRead]]:
    if not messages:
        return {}
    links = select(MessageFile.message_id, MessageFile.file_id).where(*_of(MessageFile, messages))
    rows = (await session.execute(links.order_by(MessageFile.message_id, MessageFile.place))).all()
    known = await read_files(session, {file_id for _, file_id in rows})
    files: dict[UUID, list[FileRead]] = defaultdict(list)
    for message_id, file_id in rows:
        if file_id in known:
            files[message_id].append(known[file_id])
    return files


async def _reactions(session: AsyncSession, messages: Collection[Message]) -> dict[UUID, list[ReactionRead]]:
    if not messages:
        return {}
    set_signs = select(Reaction.message_id, Reaction.emoji, Reaction.profile_id).where(*_of(Reaction, messages))
    rows = await session.execute(set_signs.order_by(Reaction.at, Reaction.profile_id))
    signs: dict[UUID, dict[str, list[UUID]]] = defaultdict(dict)
    for message_id, emoji, profile_id in rows:
        signs[message_id].setdefault(emoji, []).append(profile_id)
    return {
        message_id: [ReactionRead(emoji=emoji, profiles=profiles) for emoji, profiles in by_sign.items()]
        for message_id, by_sign in signs.items()
    }


def _of(table: type[MessageFile | Reaction], messages: Collection[Message]) -> Sequence[ColumnElement[bool]]:
    """Give what finds rows of these messages by a key that begins with the chat."""
    chats = {message.chat_id for message in messages}
    return [table.chat_id.in_(chats), table.message_id.in_([message.id for message in messages])]
