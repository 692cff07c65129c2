"""Reads of chats as a list of chats shows them: own role and rights, what is unread, the last message."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.core.principals import Actor
from parta.core.streams import Stream
from parta.messenger.models import Chat, ChatKind, ChatState, Member, Message
from parta.messenger.queries.attachments import Attachments
from parta.messenger.queries.chats import build_permission_context, read_members, to_chat_read
from parta.messenger.queries.messages import read_messages
from parta.messenger.queries.suspensions import is_writing_suspended
from parta.messenger.rules.rights import allowed
from parta.messenger.schemas import (
    AttachmentValue,
    ChatList,
    ChatView,
    MemberList,
    MemberRead,
    MessageRead,
    MyChat,
)

MAX_CHATS = 500
"""The largest number of chats in a list."""

_READ_NUMBER = func.greatest(func.coalesce(ChatState.read_number, 0), Member.sent_number)


@dataclass(frozen=True, slots=True)
class _Row:
    """A chat as the database returns it for a list."""

    chat: Chat
    member: Member
    state: ChatState | None
    seq: int
    newest: UUID | None
    is_writing_suspended: bool

    @property
    def read_number(self) -> int:
        """Return the number up to which everything counts as read."""
        return max(self.member.sent_number, self.state.read_number if self.state else 0)

    @property
    def newer(self) -> int:
        """Return the number of later messages."""
        return max(0, self.chat.last_number - self.read_number)


@dataclass(frozen=True, slots=True)
class _ChatContent:
    """The last message of a chat, the members it names, what others have read, and what of it is unread."""

    last_message: MessageRead | None
    last_attachment: AttachmentValue | None
    members: Sequence[MemberRead]
    read_number: int
    silent: list[int]
    unread_mentions: int


async def get_chat_view(session: AsyncSession, attachments: Attachments, actor: Actor, chat_id: UUID) -> ChatView:
    """Return the chat as the actor's list shows it. Raises NotFound if the actor is not a member."""
    views = await _load_views(session, attachments, actor, Chat.id == chat_id)
    if not views:
        raise NotFound
    return views[0]


async def list_chat_views(session: AsyncSession, attachments: Attachments, actor: Actor) -> ChatList:
    """Return all chats of the actor, newest message first, in a fixed number of statements."""
    position = select(Stream.seq).where(Stream.id == actor.id)
    profile_seq = (await session.execute(position)).scalar_one_or_none()
    views = await _load_views(session, attachments, actor, Chat.id.is_not(None))
    views.sort(key=lambda view: view.last_message.sent_at if view.last_message else view.chat.created_at, reverse=True)
    return ChatList(chats=views, profile_seq=profile_seq or 0)


async def list_members(session: AsyncSession, chat_id: UUID) -> MemberList:
    """Return present and former members. The position is read before them, so no later update can be missed."""
    seq = (await session.execute(select(Stream.seq).where(Stream.id == chat_id))).scalar_one()
    ids = (await session.execute(select(Member.id).where(Member.chat_id == chat_id))).scalars().all()
    members = sorted(await read_members(session, ids), key=lambda m: (m.name.last_name, m.name.first_name, m.id))
    return MemberList(seq=seq, members=members)


async def _load_views(
    session: AsyncSession, attachments: Attachments, actor: Actor, which: ColumnElement[bool]
) -> list[ChatView]:
    rows = await _load_rows(session, actor, which)
    if not rows:
        return []
    last = {m.chat_id: m for m in await read_messages(session, [row.newest for row in rows if row.newest])}
    carried = {value.value["id"]: value for value in await attachments.read(session, last.values())}
    people = await _load_named_members(session, actor, rows, last)
    read = await _load_read_by_others(session, actor, [row.chat.id for row in rows])
    unread = [row.chat.id for row in rows if row.newer]
    mentions = await _count_mentions(session, actor, unread)
    silent = await _load_silent_numbers(session, actor.id, unread)
    views: list[ChatView] = []
    for row in rows:
        message = last.get(row.chat.id)
        attachment = carried.get(str(message.attachment.id)) if message and message.attachment else None
        content = _ChatContent(
            message,
            attachment,
            people.get(row.chat.id, []),
            read.get(row.chat.id, 0),
            silent.get(row.chat.id, []),
            mentions.get(row.chat.id, 0),
        )
        views.append(_build_view(actor, row, content))
    return views


async def count_unread(session: AsyncSession, profile_id: UUID, chat_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return the number of unread messages of those of these chats of which this person is a member."""
    own_state = (ChatState.chat_id == Member.chat_id) & (ChatState.profile_id == Member.profile_id)
    newer = func.greatest(0, Chat.last_number - _READ_NUMBER)
    query = select(Chat.id, newer).join(Member, Member.chat_id == Chat.id).outerjoin(ChatState, own_state)
    query = query.where(Member.profile_id == profile_id, Member.is_present, Chat.id.in_(chat_ids))
    found = dict((await session.execute(query)).all())
    silent = await _load_silent_numbers(session, profile_id, [chat_id for chat_id, newer in found.items() if newer])
    return {chat_id: newer - len(silent.get(chat_id, ())) for chat_id, newer in found.items()}


async def _load_rows(session: AsyncSession, actor: Actor, which: ColumnElement[bool]) -> Sequence[_Row]:
    own_state = (ChatState.chat_id == Member.chat_id) & (ChatState.profile_id == Member.profile_id)
    newest = (Message.chat_id == Chat.id) & (Message.number == Chat.last_number)
    query = select(Chat, Member, ChatState, Stream.seq, Message.id, is_writing_suspended()).join(
        Member, Member.chat_id == Chat.id
    )
    query = query.join(Stream, Stream.id == Chat.id).outerjoin(ChatState, own_state).outerjoin(Message, newest)
    query = query.where(Member.profile_id == actor.id, Member.is_present, which)
    query = query.order_by(Chat.id.desc()).limit(MAX_CHATS)
    return [_Row(*row) for row in (await session.execute(query))]


async def _load_named_members(
    session: AsyncSession, actor: Actor, rows: Sequence[_Row], last: dict[UUID, MessageRead]
) -> dict[UUID, list[MemberRead]]:
    """Return the members that a list names: the other person of a dialog, and the author of the last message."""
    dialogs = [row.chat.id for row in rows if row.chat.kind is ChatKind.DIALOG]
    authors = [(message.chat_id, message.author_id) for message in last.values() if message.author_id]
    query = select(Member.id).where(
        or_(
            Member.chat_id.in_(dialogs) & (Member.profile_id != actor.id),
            tuple_(Member.chat_id, Member.profile_id).in_(authors),
        )
    )
    ids = (await session.execute(query)).scalars().all()
    people: dict[UUID, list[MemberRead]] = {}
    for member in await read_members(session, ids):
        people.setdefault(member.chat_id, []).append(member)
    return people


async def _load_read_by_others(session: AsyncSession, actor: Actor, chat_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the highest number that any other present member has read; an author has read everything before."""
    other_state = (ChatState.chat_id == Member.chat_id) & (ChatState.profile_id == Member.profile_id)
    read = func.max(func.greatest(ChatState.read_number, Member.sent_number))
    query = select(Member.chat_id, read).outerjoin(ChatState, other_state)
    query = query.where(Member.chat_id.in_(chat_ids), Member.profile_id != actor.id, Member.is_present)
    rows = await session.execute(query.group_by(Member.chat_id))
    return dict(rows.all())


async def _count_mentions(session: AsyncSession, actor: Actor, chat_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the number of unread messages that mention the actor, by chat."""
    if not chat_ids:
        return {}
    own_state = (ChatState.chat_id == Member.chat_id) & (ChatState.profile_id == Member.profile_id)
    query = select(Message.chat_id, func.count()).join(Member, Member.chat_id == Message.chat_id)
    query = query.outerjoin(ChatState, own_state).where(Member.profile_id == actor.id)
    query = query.where(Message.chat_id.in_(chat_ids), Message.number > _READ_NUMBER)
    mentions = or_(Message.mentions_all, Message.mentions != literal_column("'{}'"))
    query = query.where(mentions, or_(Message.mentions_all, Message.mentions.contains([actor.id])))
    rows = await session.execute(query.group_by(Message.chat_id))
    return dict(rows.all())


async def _load_silent_numbers(
    session: AsyncSession, profile_id: UUID | None, chat_ids: Collection[UUID]
) -> dict[UUID, list[int]]:
    """Return this person's unread messages that ask for nobody's attention, by chat: a count leaves them out."""
    if not chat_ids:
        return {}
    own_state = (ChatState.chat_id == Member.chat_id) & (ChatState.profile_id == Member.profile_id)
    query = select(Message.chat_id, func.array_agg(Message.number)).join(Member, Member.chat_id == Message.chat_id)
    query = query.outerjoin(ChatState, own_state).where(Member.profile_id == profile_id)
    query = query.where(Message.chat_id.in_(chat_ids), Message.number > _READ_NUMBER)
    query = query.where(or_(Message.author_id.is_(None), Message.deleted_at.is_not(None)))
    rows = await session.execute(query.group_by(Message.chat_id))
    return {chat_id: list(numbers) for chat_id, numbers in rows}


def _build_view(actor: Actor, row: _Row, content: _ChatContent) -> ChatView:
    chat, member, state = row.chat, row.member, row.state
    my = MyChat(
        role=member.role,
        read_number=row.read_number,
        unread=row.newer - len(content.silent),
        silent_numbers=sorted(content.silent),
        unread_mentions=content.unread_mentions,
        is_marked_unread=state.is_marked_unread if state else False,
        muted_until=state.muted_until if state else None,
        draft=state.draft if state else "",
        may=sorted(allowed(build_permission_context(chat, member.role, is_writing_suspended=row.is_writing_suspended))),
    )
    author = content.last_message.author_id if content.last_message else None
    is_dialog = chat.kind is ChatKind.DIALOG
    return ChatView(
        chat=to_chat_read(chat),
        my=my,
        seq=row.seq,
        last_number=chat.last_number,
        last_message=content.last_message,
        last_attachment=content.last_attachment,
        last_author=next((m for m in content.members if m.profile_id == author), None),
        read_by_others=content.read_number,
        other=next((m for m in content.members if is_dialog and m.profile_id != actor.id), None),
    )
