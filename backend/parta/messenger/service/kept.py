"""Chats that the school keeps: title, members and capacities are the system's."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.outbox import emit
from parta.core.streams import advisory_lock, create_stream, is_locked, lock_streams, publish
from parta.messenger import queries
from parta.messenger.events import SeatsChanged, SeatsLost
from parta.messenger.models import Chat, ChatKind
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import list_seats
from parta.messenger.rules.membership import ChatSource, Seat, Seats, by_person, membership_change
from parta.messenger.rules.rights import KEPT
from parta.messenger.service.seating import seat


async def keep_chat(
    session: AsyncSession,
    source: ChatSource,
    title: str,
    seats: Collection[Seat],
    *,
    classmates_may_write: bool = True,
) -> Chat:
    """Make the chat of this source exist with this title and exactly these members. Safe to repeat.

    The caller holds `source.name` before it reads who is wanted, else two keepers undo each other. One chat a
    transaction: heads are held in the order of ids, and the next chat's may be the lower one. An archived chat
    comes back to life. Whoever is new starts with everything read. Without `classmates_may_write`, meeting here lets
    no student write to another.
    """
    chat, present = await _find_or_open(session, source, title)
    if (chat.title, chat.is_archived) != (title, False):
        chat.title, chat.is_archived = title, False
        publish(session, chat.id, CHAT, chat.id)
    wanted = by_person(seats)
    change = membership_change(present, wanted)
    await seat(session, chat, change)
    weighed_anew = change.newcomers | change.unseat
    if chat.classmates_may_write is not classmates_may_write:
        chat.classmates_may_write = classmates_may_write
        weighed_anew |= wanted.keys()
    if weighed_anew:
        emit(session, SeatsChanged(chat_id=chat.id, profile_ids=sorted(weighed_anew)))
    return chat


async def archive_chat(session: AsyncSession, source: ChatSource) -> Chat | None:
    """Make the chat of this source, if there is one, readable and no more. Safe to repeat."""
    await advisory_lock(session, source.name)
    chat = await queries.find_chat_of(session, source)
    if chat is None:
        return None
    await lock_streams(session, chat.id)
    await session.refresh(chat)
    if not chat.is_archived:
        chat.is_archived = True
        publish(session, chat.id, CHAT, chat.id)
        seated = await list_seats(session, chat.id)
        emit(session, SeatsChanged(chat_id=chat.id, profile_ids=sorted(seated)))
        emit(session, SeatsLost(chat.id))
    return chat


async def _find_or_open(session: AsyncSession, source: ChatSource, title: str) -> tuple[Chat, Seats]:
    """Give the chat of this source and who is in it, made now if there was none; its name and its head are held."""
    await advisory_lock(session, source.name)
    chat = await queries.find_chat_of(session, source)
    if chat is not None:
        if not is_locked(session, chat.id):
            await lock_streams(session, chat.id)
            await session.refresh(chat)
        return chat, await list_seats(session, chat.id)
    opened = Chat(kind=ChatKind.GROUP, source_kind=source.kind, source_key=source.key, title=title, rights=KEPT)
    return await open_chat(session, opened), {}


async def open_chat(session: AsyncSession, chat: Chat) -> Chat:
    """Begin this chat: its row, its stream, held."""
    session.add(chat)
    await session.flush()
    await create_stream(session, "chat", chat.id)
    publish(session, chat.id, CHAT, chat.id)
    return chat
