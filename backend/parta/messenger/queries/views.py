"""Reads of chats as a person's list of chats shows them: where one stands, what is unread, the last message."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.core.streams import Stream
from parta.messenger.models import Chat, ChatKind, Member, Message, Reading
from parta.messenger.queries.chats import place_of, read_members
from parta.messenger.queries.messages import read_messages
from parta.messenger.rules import rights
from parta.messenger.schemas import ChatList, ChatRead, ChatView, MayRead, MemberList, MemberRead, MessageRead, MyChat

MOST = 500
"""Chats that a list shows."""

_COUNTED = func.greatest(func.coalesce(Reading.read_number, 0), Member.sent_number)


@dataclass(frozen=True, slots=True)
class _Row:
    """A chat as the database gives it for a list."""

    chat: Chat
    member: Member
    reading: Reading | None
    seq: int
    newest: UUID | None

    @property
    def read_number(self) -> int:
        """All up to here counts as read."""
        return max(self.member.sent_number, self.reading.read_number if self.reading else 0)

    @property
    def unread(self) -> int:
        """How many messages are newer."""
        return max(0, self.chat.last_number - self.read_number)


@dataclass(frozen=True, slots=True)
class _Told:
    """What others said and read in a chat."""

    last: MessageRead | None
    people: Sequence[MemberRead]
    read_number: int


async def get_view(session: AsyncSession, actor: Actor, chat_id: UUID) -> ChatView:
    """Give the chat as the actor's list shows it. Raises NotFound where the actor is not in it."""
    views = await _views(session, actor, Chat.id == chat_id)
    if not views:
        raise NotFound
    return views[0]


async def list_views(session: AsyncSession, actor: Actor) -> ChatList:
    """Give all chats of the actor, the one with the newest message first, in a fixed number of statements."""
    head = select(Stream.seq).where(Stream.id == actor.profile_id)
    profile_seq = (await session.execute(head)).scalar_one_or_none()
    views = await _views(session, actor, Chat.id.is_not(None))
    views.sort(key=lambda view: view.last_message.sent_at if view.last_message else view.chat.created_at, reverse=True)
    return ChatList(chats=views, profile_seq=profile_seq or 0)


async def list_members(session: AsyncSession, chat_id: UUID) -> MemberList:
    """Give everybody who is or was in the chat. The seq is read before them, so nothing can be missed behind it."""
    seq = (await session.execute(select(Stream.seq).where(Stream.id == chat_id))).scalar_one()
    ids = (await session.execute(select(Member.id).where(Member.chat_id == chat_id))).scalars().all()
    members = sorted(await read_members(session, ids), key=lambda m: (m.name.last_name, m.name.first_name, m.id))
    return MemberList(seq=seq, members=members)


async def _views(session: AsyncSession, actor: Actor, which: ColumnElement[bool]) -> list[ChatView]:
    rows = await _rows(session, actor, which)
    if not rows:
        return []
    last = {m.chat_id: m for m in await read_messages(session, [row.newest for row in rows if row.newest])}
    people = await _people(session, actor, rows, last)
    read = await _read_by_others(session, actor, [row.chat.id for row in rows])
    calling = await _mentions(session, actor, [row.chat.id for row in rows if row.unread])
    views: list[ChatView] = []
    for row in rows:
        told = _Told(last.get(row.chat.id), people.get(row.chat.id, []), read.get(row.chat.id, 0))
        views.append(_view(actor, row, told, calling.get(row.chat.id, 0)))
    return views


async def _rows(session: AsyncSession, actor: Actor, which: ColumnElement[bool]) -> Sequence[_Row]:
    mine = (Reading.chat_id == Member.chat_id) & (Reading.profile_id == Member.profile_id)
    newest = (Message.chat_id == Chat.id) & (Message.number == Chat.last_number)
    seats = select(Chat, Member, Reading, Stream.seq, Message.id).join(Member, Member.chat_id == Chat.id)
    seats = seats.join(Stream, Stream.id == Chat.id).outerjoin(Reading, mine).outerjoin(Message, newest)
    seats = seats.where(Member.profile_id == actor.profile_id, Member.is_present, which)
    seats = seats.order_by(Chat.id.desc()).limit(MOST).execution_options(populate_existing=True)
    return [_Row(*row) for row in (await session.execute(seats))]


async def _people(
    session: AsyncSession, actor: Actor, rows: Sequence[_Row], last: dict[UUID, MessageRead]
) -> dict[UUID, list[MemberRead]]:
    """Give the members whom a list names: the other one of a dialog, and who wrote the last message."""
    dialogs = [row.chat.id for row in rows if row.chat.kind is ChatKind.DIALOG]
    authors = [(message.chat_id, message.author_id) for message in last.values() if message.author_id]
    named = select(Member.id).where(
        or_(
            Member.chat_id.in_(dialogs) & (Member.profile_id != actor.profile_id),
            tuple_(Member.chat_id, Member.profile_id).in_(authors),
        )
    )
    ids = (await session.execute(named)).scalars().all()
    people: dict[UUID, list[MemberRead]] = {}
    for member in await read_members(session, ids):
        people.setdefault(member.chat_id, []).append(member)
    return people


async def _read_by_others(session: AsyncSession, actor: Actor, chat_ids: Collection[UUID]) -> dict[UUID, int]:
    """Give how far the furthest of the others who are there has read; who writes has read what was there."""
    theirs = (Reading.chat_id == Member.chat_id) & (Reading.profile_id == Member.profile_id)
    read = func.max(func.greatest(Reading.read_number, Member.sent_number))
    furthest = select(Member.chat_id, read).outerjoin(Reading, theirs)
    furthest = furthest.where(Member.chat_id.in_(chat_ids), Member.profile_id != actor.profile_id, Member.is_present)
    rows = await session.execute(furthest.group_by(Member.chat_id))
    return dict(rows.all())


async def _mentions(session: AsyncSession, actor: Actor, chat_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the unread messages of these chats that call on the actor."""
    if not chat_ids:
        return {}
    mine = (Reading.chat_id == Member.chat_id) & (Reading.profile_id == Member.profile_id)
    counted = select(Message.chat_id, func.count()).join(Member, Member.chat_id == Message.chat_id)
    counted = counted.outerjoin(Reading, mine).where(Member.profile_id == actor.profile_id)
    counted = counted.where(Message.chat_id.in_(chat_ids), Message.number > _COUNTED)
    calling = or_(Message.mentions_all, Message.mentions != literal_column("'{}'"))
    counted = counted.where(calling, or_(Message.mentions_all, Message.mentions.contains([actor.profile_id])))
    rows = await session.execute(counted.group_by(Message.chat_id))
    return dict(rows.all())


def _view(actor: Actor, row: _Row, told: _Told, unread_mentions: int) -> ChatView:
    chat, member, reading = row.chat, row.member, row.reading
    my = MyChat(
        role=member.role,
        read_number=row.read_number,
        unread=row.unread,
        unread_mentions=unread_mentions,
        muted_until=reading.muted_until if reading else None,
        draft=reading.draft if reading else "",
        may=MayRead.model_validate(rights.may(place_of(chat, member.role, is_hushed=member.is_hushed))),
    )
    author = told.last.author_id if told.last else None
    is_dialog = chat.kind is ChatKind.DIALOG
    return ChatView(
        chat=ChatRead.model_validate(chat),
        my=my,
        seq=row.seq,
        last_number=chat.last_number,
        last_message=told.last,
        last_author=next((m for m in told.people if m.profile_id == author), None),
        read_by_others=told.read_number,
        other=next((m for m in told.people if is_dialog and m.profile_id != actor.profile_id), None),
    )
