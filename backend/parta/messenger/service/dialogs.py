"""Dialogs: one for each two people, open as long as they may write to each other; and who is whose kin."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.core.outbox import emit
from parta.core.streams import advisory_lock, lock_streams, publish
from parta.messenger.events import KinChanged, SeatsLost
from parta.messenger.models import Chat, ChatKind, Kin, MemberRole
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import find_dialog, list_dialogs
from parta.messenger.queries.people import kin_of, weigh_contacts
from parta.messenger.rules.membership import Seat
from parta.messenger.rules.rights import DIALOG
from parta.messenger.service.chats import check_contacts, person
from parta.messenger.service.kept import open_chat
from parta.messenger.service.seating import bring_in

KIN = "kin"
"""The name under which it is read and written who is whose kin."""


async def open_dialog(session: AsyncSession, actor: Actor, profile_id: UUID) -> Chat:
    """Give the dialog of the actor and this person, made now if they had none. Raises NotFound, NotAContact."""
    mine = person(actor)
    if profile_id == mine:
        raise NotFound
    pair = _pair(mine, profile_id)
    await advisory_lock(session, f"dialog:{pair}")
    there = await find_dialog(session, pair)
    if there is not None:
        return there
    await check_contacts(session, mine, [profile_id])
    chat = await open_chat(session, Chat(kind=ChatKind.DIALOG, pair=pair, creator_id=mine, rights=DIALOG))
    await bring_in(session, chat, [Seat(one, MemberRole.MEMBER) for one in sorted((mine, profile_id))])
    return chat


async def keep_dialogs(session: AsyncSession, people: Collection[UUID]) -> None:
    """Open every dialog of these people whose two may write to each other, archive the others. Safe to repeat."""
    dialogs = await list_dialogs(session, people)
    await lock_streams(session, *(chat.id for chat, _, _ in dialogs))
    for chat, one, other in await list_dialogs(session, people):
        allowed = (await weigh_contacts(session, one, [other])).get(other, False)
        if chat.is_archived is allowed:
            chat.is_archived = not allowed
            publish(session, chat.id, CHAT, chat.id)
            if chat.is_archived:
                emit(session, SeatsLost(chat.id))


async def keep_kin(session: AsyncSession, people: Collection[UUID], wanted: Collection[tuple[UUID, UUID]]) -> None:
    """Make these pairs, a guardian and their own child, exactly those in which any of these people is.

    Safe to repeat. The caller holds the name `KIN` before it reads what is wanted, else two keepers undo each other.
    """
    await advisory_lock(session, KIN)
    known, kin = await kin_of(session, people), set(wanted)
    if gone := known - kin:
        await session.execute(delete(Kin).where(tuple_(Kin.guardian_id, Kin.child_id).in_(list(gone))))
    if come := kin - known:
        pairs = [{"guardian_id": guardian, "child_id": child} for guardian, child in sorted(come)]
        await session.execute(insert(Kin).values(pairs).on_conflict_do_nothing())
    if changed := gone | come:
        emit(session, KinChanged(profile_ids=sorted({one for pair in changed for one in pair})))


def _pair(one: UUID, other: UUID) -> str:
    first, second = sorted((one, other))
    return f"{first}:{second}"
