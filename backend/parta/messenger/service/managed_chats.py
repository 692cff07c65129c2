"""Managed chats: the system sets their title, members and capacities."""

from collections.abc import Collection

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.messenger import queries
from parta.messenger.events import MembersChanged, MembersRemoved
from parta.messenger.models import Chat, ChatKind
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import list_member_specs
from parta.messenger.rules.membership import ChatSource, MemberSpec, MemberSpecs, membership_change, merge_by_person
from parta.messenger.rules.rights import MANAGED
from parta.messenger.service.members import apply_change


async def sync_chat(  # noqa: PLR0913 - the wanted state of a chat
    work: UnitOfWork,
    source: ChatSource,
    title: str,
    members: Collection[MemberSpec],
    *,
    classmates_may_write: bool = True,
    is_new: bool = False,
) -> Chat:
    """Ensure that the chat of this source exists, open, with this title and exactly these members. Idempotent.

    The caller takes the lock `source.lock_name` before it reads the wanted members, else two concurrent calls undo
    each other. One chat per transaction: streams are locked in the order of ids, and the next chat's may be lower.
    New members start with everything read. Without `classmates_may_write`, sharing this chat does not allow students
    to write to each other. `is_new`: the caller has found no chat of this source under its lock.
    """
    chat, present = await _find_or_create(work, source, title, is_new=is_new)
    if (chat.title, chat.is_archived) != (title, False):
        chat.title, chat.is_archived = title, False
        work.publish(chat.id, CHAT, chat.id)
    wanted = merge_by_person(members)
    change = membership_change(present, wanted)
    await apply_change(work, chat, change)
    affected = change.newcomers | change.removals
    if chat.classmates_may_write is not classmates_may_write:
        chat.classmates_may_write = classmates_may_write
        affected |= wanted.keys()
    if affected:
        work.emit(MembersChanged(chat_id=chat.id, profile_ids=sorted(affected)))
    return chat


async def archive_chat(work: UnitOfWork, source: ChatSource) -> Chat | None:
    """Archive the chat of this source, if it exists: read-only from now on. Idempotent."""
    await work.advisory_lock(source.lock_name)
    chat = await queries.find_chat_by_source(work, source)
    if chat is None:
        return None
    await work.lock_streams(chat.id)
    await work.refresh(chat)
    if not chat.is_archived:
        chat.is_archived = True
        work.publish(chat.id, CHAT, chat.id)
        present = await list_member_specs(work, chat.id)
        work.emit(MembersChanged(chat_id=chat.id, profile_ids=sorted(present)))
        work.emit(MembersRemoved(chat.id))
    return chat


async def _find_or_create(
    work: UnitOfWork, source: ChatSource, title: str, *, is_new: bool
) -> tuple[Chat, MemberSpecs]:
    """Return the chat of this source and its members, created if missing; its source and its stream are locked."""
    await work.advisory_lock(source.lock_name)
    chat = None if is_new else await queries.find_chat_by_source(work, source)
    if chat is not None:
        if not work.is_locked(chat.id):
            await work.lock_streams(chat.id)
            await work.refresh(chat)
        return chat, await list_member_specs(work, chat.id)
    chat = Chat(kind=ChatKind.GROUP, source_kind=source.kind, source_key=source.key, title=title, rights=MANAGED)
    return insert_chat(work, chat), {}


def insert_chat(work: UnitOfWork, chat: Chat) -> Chat:
    """Insert the chat, which has nobody and nothing yet, and its stream, locked."""
    chat.id, chat.members_count, chat.last_number = new_id(), 0, 0
    work.add(chat)
    work.create_stream("chat", chat.id)
    work.publish(chat.id, CHAT, chat.id)
    return chat
