"""Chats made by hand: making them, their title, picture and rights."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import Forbidden, NotFound, Unauthenticated
from parta.core.streams import advisory_lock, lock_streams, publish
from parta.files.queries import read_own_files
from parta.files.service import grant
from parta.messenger.models import Chat, ChatKind, MemberRole, Rights
from parta.messenger.queries import CHAT, get_standing
from parta.messenger.queries.chats import find_chat_made
from parta.messenger.queries.people import weigh_contacts
from parta.messenger.rules import rights as rules
from parta.messenger.rules.membership import Seat
from parta.messenger.rules.refusals import BadFile, NotAContact
from parta.messenger.service.kept import open_chat
from parta.messenger.service.notices import note
from parta.messenger.service.seating import bring_in


@dataclass(frozen=True, slots=True)
class ChatChange:
    """What to change about a chat; None: it stays."""

    title: str | None = None
    picture: UUID | None = None
    drops_picture: bool = False
    rights: Rights | None = None
    is_closed: bool | None = None

    @property
    def is_of_looks(self) -> bool:
        """Whether title or picture change."""
        return self.title is not None or self.picture is not None or self.drops_picture

    @property
    def is_of_rights(self) -> bool:
        """Whether the matrix changes."""
        return self.rights is not None or self.is_closed is not None


async def create_chat(  # noqa: PLR0913 - who, and all that a chat begins with
    session: AsyncSession,
    actor: Actor,
    client_id: UUID,
    *,
    title: str,
    members: Collection[UUID] = (),
    is_closed: bool = True,
) -> Chat:
    """Make a chat of the actor's own, with these people in it. Repeating it under the same name makes no second one.

    Raises NotFound, NotAContact.
    """
    owner = person(actor)
    await advisory_lock(session, f"chat:{owner}:{client_id}")
    made = await find_chat_made(session, owner, client_id)
    if made is not None:
        return made
    others = set(members) - {owner}
    await check_contacts(session, owner, others)
    rights = rules.preset(is_closed=is_closed)
    wanted = Chat(kind=ChatKind.GROUP, creator_id=owner, client_id=client_id, title=title, rights=rights)
    wanted.is_closed = is_closed
    chat = await open_chat(session, wanted)
    note(session, chat, "chat_created", {"actor": str(owner), "title": title})
    seats = [Seat(owner, MemberRole.OWNER), *(Seat(other, MemberRole.MEMBER) for other in sorted(others))]
    await bring_in(session, chat, seats)
    return chat


async def change_chat(session: AsyncSession, actor: Actor, chat_id: UUID, change: ChatChange) -> None:
    """Give the chat another title, picture or matrix of rights. Raises NotFound, Forbidden, BadFile."""
    await lock_streams(session, chat_id)
    standing = await get_standing(session, actor, chat_id)
    place, chat = standing.place, standing.chat
    if (change.is_of_looks and not rules.may_change(place)) or (
        change.is_of_rights and not rules.may_change_rights(place)
    ):
        raise Forbidden
    if change.title is not None and change.title != chat.title:
        chat.title = change.title
        note(session, chat, "title_changed", {"actor": _name(actor), "title": change.title})
    if change.picture is not None or change.drops_picture:
        await _change_picture(session, actor, chat, change.picture)
    if change.is_closed is not None:
        chat.is_closed, chat.rights = change.is_closed, rules.preset(is_closed=change.is_closed)
    if change.rights is not None:
        chat.rights = change.rights
    publish(session, chat_id, CHAT, chat_id)


async def check_contacts(session: AsyncSession, profile_id: UUID, others: Collection[UUID]) -> None:
    """Let this pass only if the person may write to all of these. Raises NotFound for whom they share no chat with."""
    known = await weigh_contacts(session, profile_id, others)
    if any(other not in known for other in others):
        raise NotFound
    if not all(known.values()):
        raise NotAContact


def person(actor: Actor) -> UUID:
    """Give who acts, where only a person can. Raises Unauthenticated for the system."""
    if actor.profile_id is None:
        raise Unauthenticated
    return actor.profile_id


async def _change_picture(session: AsyncSession, actor: Actor, chat: Chat, picture: UUID | None) -> None:
    if picture == chat.picture:
        return
    if picture is not None:
        own = await read_own_files(session, person(actor), [picture])
        if picture not in own or own[picture].kind != "picture":
            raise BadFile
        await grant(session, picture, "chat", chat.id)
    chat.picture = picture
    note(session, chat, "picture_changed", {"actor": _name(actor)})


def _name(actor: Actor) -> str | None:
    return str(actor.profile_id) if actor.profile_id else None
