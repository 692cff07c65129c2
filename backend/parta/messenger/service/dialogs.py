"""Dialogs, one for each pair of people, open as long as they may write to each other; and family links."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, tuple_
from sqlalchemy.dialects.postgresql import insert

from parta.core.errors import NotFound
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.events import FamilyLinksChanged, MembersRemoved
from parta.messenger.models import Chat, ChatKind, FamilyLink, MemberRole
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import find_dialog, list_dialogs
from parta.messenger.queries.people import contact_permissions, list_family_links
from parta.messenger.rules.membership import MemberSpec
from parta.messenger.service.chats import require_contacts, require_profile
from parta.messenger.service.managed_chats import insert_chat
from parta.messenger.service.members import add_members

FAMILY_LINKS_LOCK = "family_links"
"""The advisory lock under which family links are read and written."""


async def open_dialog(work: UnitOfWork, actor: Actor, profile_id: UUID) -> Chat:
    """Return the dialog of the actor and this person, created if missing. Raises NotFound, NotAContact."""
    own_id = require_profile(actor)
    if profile_id == own_id:
        raise NotFound
    pair = _build_pair(own_id, profile_id)
    await work.advisory_lock(f"dialog:{pair}")
    existing = await find_dialog(work, pair)
    if existing is not None:
        return existing
    await require_contacts(work, own_id, [profile_id])
    chat = insert_chat(work, Chat(kind=ChatKind.DIALOG, pair=pair, creator_id=own_id))
    await add_members(work, chat, [MemberSpec(one, MemberRole.MEMBER) for one in sorted((own_id, profile_id))])
    return chat


async def sync_dialogs(work: UnitOfWork, people: Collection[UUID]) -> None:
    """Open every dialog of these people whose members may write to each other, archive the others. Idempotent."""
    dialogs = await list_dialogs(work, people)
    if not dialogs:
        return
    await work.lock_streams(*(chat.id for chat, _, _ in dialogs))
    for chat, one, other in await list_dialogs(work, people):
        allowed = (await contact_permissions(work, one, [other])).get(other, False)
        if chat.is_archived is allowed:
            chat.is_archived = not allowed
            work.publish(chat.id, CHAT, chat.id)
            if chat.is_archived:
                work.emit(MembersRemoved(chat.id))


async def sync_family_links(work: UnitOfWork, people: Collection[UUID], wanted: Collection[tuple[UUID, UUID]]) -> None:
    """Make these pairs (guardian, child) exactly the family links that contain any of these people. Idempotent.

    The caller takes `FAMILY_LINKS_LOCK` before it reads what is wanted, else two concurrent calls undo each other.
    """
    await work.advisory_lock(FAMILY_LINKS_LOCK)
    present, family_links = await list_family_links(work, people), set(wanted)
    if removed := present - family_links:
        await work.execute(
            delete(FamilyLink).where(tuple_(FamilyLink.guardian_id, FamilyLink.child_id).in_(list(removed)))
        )
    if added := family_links - present:
        pairs = [{"guardian_id": guardian, "child_id": child} for guardian, child in sorted(added)]
        await work.execute(insert(FamilyLink).values(pairs).on_conflict_do_nothing())
    if changed := removed | added:
        work.emit(FamilyLinksChanged(profile_ids=sorted({one for pair in changed for one in pair})))


def _build_pair(one: UUID, other: UUID) -> str:
    first, second = sorted((one, other))
    return f"{first}:{second}"
