"""Managed chats: the system sets their title, members and capacities."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.outbox import emit
from parta.core.streams import advisory_lock, create_stream, is_locked, lock_streams, publish
from parta.messenger import queries
from parta.messenger.events import MembersChanged, MembersRemoved
from parta.messenger.models import Chat, ChatKind
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import list_member_specs
from parta.messenger.rules.membership import ChatSource, MemberSpec, MemberSpecs, membership_change, merge_by_person
from parta.messenger.rules.rights import MANAGED
from parta.messenger.service.members import apply_change


async def sync_chat(
    session: AsyncSession,
    source: ChatSource,
    title: str,
    members: Collection[MemberSpec],
    *,
    classmates_may_write: bool = True,
) -> Chat:
    """Ensure that the chat of this source exists, open, with this title and exactly these members. Idempotent.

    The caller takes the lock `source.lock_name` before it reads the wanted members, else two concurrent calls undo
    each other. One chat per transaction: streams are locked in the order of ids, and the next chat's may be lower.
    New members start with everything read. Without `classmates_may_write`, sharing this chat does not allow students
    to write to each other.
    """
    chat, present = await _find_or_create(session, source, title)
    if (chat.title, chat.is_archived) != (title, False):
        chat.title, chat.is_archived = title, False
        publish(session, chat.id, CHAT, chat.id)
    wanted = merge_by_person(members)
    change = membership_change(present, wanted)
    await apply_change(session, chat, change)
    affected = change.newcomers | change.removals
    if chat.classmates_may_write is not classmates_may_write:
        chat.classmates_may_write = classmates_may_write
        affected |= wanted.keys()
    if affected:
        emit(session, MembersChanged(chat_id=chat.id, profile_ids=sorted(affected)))
    return chat


async def archive_chat(session: AsyncSession, source: ChatSource) -> Chat | None:
    """Archive the chat of this source, if it exists: read-only from now on. Idempotent."""
    await advisory_lock(session, source.lock_name)
    chat = await queries.find_chat_by_source(session, source)
    if chat is None:
        return None
    await lock_streams(session, chat.id)
    await session.refresh(chat)
    if not chat.is_archived:
        chat.is_archived = True
        publish(session, chat.id, CHAT, chat.id)
        present = await list_member_specs(session, chat.id)
        emit(session, MembersChanged(chat_id=chat.id, profile_ids=sorted(present)))
        emit(session, MembersRemoved(chat.id))
    return chat


async def _find_or_create(session: AsyncSession, source: ChatSource, title: str) -> tuple[Chat, MemberSpecs]:
    """Return the chat of this source and its members, created if missing; its source and its stream are locked."""
    await advisory_lock(session, source.lock_name)
    chat = await queries.find_chat_by_source(session, source)
    if chat is not None:
        if not is_locked(session, chat.id):
            await lock_streams(session, chat.id)
            await session.refresh(chat)
        return chat, await list_member_specs(session, chat.id)
    chat = Chat(kind=ChatKind.GROUP, source_kind=source.kind, source_key=source.key, title=title, rights=MANAGED)
    return await insert_chat(session, chat), {}


async def insert_chat(session: AsyncSession, chat: Chat) -> Chat:
    """Insert the chat and its stream, locked."""
    session.add(chat)
    await session.flush()
    await create_stream(session, "chat", chat.id)
    publish(session, chat.id, CHAT, chat.id)
    return chat
