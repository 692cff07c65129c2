"""Managed chats: the system sets their title, members and capacities."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.events import MembersChanged, MembersRemoved
from parta.messenger.models import Chat, ChatKind
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import get_member_specs, list_chats
from parta.messenger.queries.managed_chats import find_managed_chats
from parta.messenger.rules.membership import (
    ChatSource,
    MembershipChange,
    MemberSpec,
    MemberSpecs,
    membership_change,
    merge_by_person,
)
from parta.messenger.service.members import apply_change


@dataclass(frozen=True, slots=True)
class LockedSource:
    """The source of a chat, locked by this transaction with the chat's stream, and what stands there now."""

    source: ChatSource
    chat: Chat | None
    """None: there is no chat of this source yet."""
    members: MemberSpecs


async def lock_sources(work: UnitOfWork, *sources: ChatSource) -> Mapping[ChatSource, LockedSource]:
    """Lock these sources and the streams of their chats; return each with what stands there, in five statements."""
    await work.advisory_lock(*(source.lock_name for source in sources))
    ids = {source: chat.id for source, chat in (await find_managed_chats(work, sources)).items()}
    await work.lock_streams(*ids.values())
    return await _load_sources(work, {source: ids.get(source) for source in sources})


async def load_source(work: UnitOfWork, source: ChatSource, chat_id: UUID | None) -> LockedSource:
    """Return the source, whose name and whose chat's stream this transaction has locked."""
    return (await _load_sources(work, {source: chat_id}))[source]


async def sync_chat(
    work: UnitOfWork,
    locked: LockedSource,
    title: str,
    members: Collection[MemberSpec],
    *,
    classmates_may_write: bool = True,
) -> Chat:
    """Ensure that the chat of this source exists, open, with this title and exactly these members. Idempotent.

    The caller locks the source before it reads the wanted members, else two concurrent calls undo each other. New
    members start with everything read. Without `classmates_may_write`, sharing this chat does not allow students to
    write to each other.
    """
    chat = locked.chat or _create_chat(work, locked.source, title)
    if (chat.title, chat.is_archived) != (title, False):
        chat.title, chat.is_archived = title, False
        work.publish(chat.id, CHAT, chat.id)
    wanted = merge_by_person(members)
    change = membership_change(locked.members, wanted)
    await apply_change(work, chat, change)
    affected = change.newcomers | change.removals
    if chat.classmates_may_write is not classmates_may_write:
        chat.classmates_may_write = classmates_may_write
        affected |= wanted.keys()
    if affected:
        work.emit(MembersChanged(chat_id=chat.id, profile_ids=sorted(affected)))
    return chat


async def archive_chat(work: UnitOfWork, locked: LockedSource, members: Collection[UUID]) -> None:
    """Archive the chat of this source, if it exists, with those of its members who are among these. Idempotent.

    It is read-only from now on.
    """
    chat = locked.chat
    if chat is None:
        return
    removals = locked.members.keys() - set(members)
    await apply_change(work, chat, MembershipChange([], frozenset(removals), frozenset()))
    affected = set(removals)
    if not chat.is_archived:
        chat.is_archived = True
        work.publish(chat.id, CHAT, chat.id)
        work.emit(MembersRemoved(chat.id))
        affected |= locked.members.keys()
    if affected:
        work.emit(MembersChanged(chat_id=chat.id, profile_ids=sorted(affected)))


async def _load_sources(work: UnitOfWork, ids: Mapping[ChatSource, UUID | None]) -> Mapping[ChatSource, LockedSource]:
    loaded = {source: LockedSource(source, None, {}) for source in ids}
    existing = {chat_id: source for source, chat_id in ids.items() if chat_id is not None}
    if existing:
        members = await get_member_specs(work, existing)
        for chat in await list_chats(work, existing):
            source = existing[chat.id]
            loaded[source] = LockedSource(source, chat, members[chat.id])
    return loaded


def _create_chat(work: UnitOfWork, source: ChatSource, title: str) -> Chat:
    chat = Chat(kind=ChatKind.GROUP, source_kind=source.kind, source_key=source.key, title=title)
    return insert_chat(work, chat)


def insert_chat(work: UnitOfWork, chat: Chat) -> Chat:
    """Insert the chat, which has nobody and nothing yet, and its stream, locked."""
    chat.id, chat.members_count, chat.last_number = new_id(), 0, 0
    work.add(chat)
    work.create_stream("chat", chat.id)
    work.publish(chat.id, CHAT, chat.id)
    return chat
