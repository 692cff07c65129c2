"""Dialogs: one for each two people, open as long as they may write to each other."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.core.streams import hold, hold_name, put
from parta.messenger.models import Chat, ChatKind, MemberRole
from parta.messenger.queries import CHAT
from parta.messenger.queries.chats import find_dialog, list_dialogs
from parta.messenger.queries.people import weigh_contacts
from parta.messenger.rules.membership import Seat
from parta.messenger.rules.rights import DIALOG
from parta.messenger.service.chats import check_contacts, person
from parta.messenger.service.kept import open_chat
from parta.messenger.service.seating import bring_in


async def open_dialog(session: AsyncSession, actor: Actor, profile_id: UUID) -> Chat:
    """Give the dialog of the actor and this person, made now if they had none. Raises NotFound, NotAContact."""
    mine = person(actor)
    if profile_id == mine:
        raise NotFound
    pair = _pair(mine, profile_id)
    await hold_name(session, f"dialog:{pair}")
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
    await hold(session, *(chat.id for chat, _, _ in dialogs))
    for chat, one, other in await list_dialogs(session, people):
        allowed = (await weigh_contacts(session, one, [other])).get(other, False)
        if chat.is_archived is allowed:
            chat.is_archived = not allowed
            put(session, chat.id, CHAT, chat.id)


def _pair(one: UUID, other: UUID) -> str:
    first, second = sorted((one, other))
    return f"{first}:{second}"
