"""Chats created by people: creation, title, picture and rights."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from parta.core.errors import Forbidden, NotFound, Unauthenticated
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.files.queries import read_own_files
from parta.files.service import grant
from parta.messenger.models import Chat, ChatKind, MemberRole, Right
from parta.messenger.queries import CHAT, get_chat_access
from parta.messenger.queries.chats import find_created_chat
from parta.messenger.queries.people import contact_permissions
from parta.messenger.rules import rights as rules
from parta.messenger.rules.errors import BadFile, NotAContact
from parta.messenger.rules.membership import MemberSpec
from parta.messenger.rules.rights import Levels
from parta.messenger.service.managed_chats import insert_chat
from parta.messenger.service.members import add_members
from parta.messenger.service.service_messages import add_service_message


@dataclass(frozen=True, slots=True)
class ChatChange:
    """Changes of a chat; None: unchanged."""

    title: str | None = None
    picture: UUID | None = None
    removes_picture: bool = False
    levels: Levels | None = None
    is_closed: bool | None = None

    @property
    def changes_appearance(self) -> bool:
        """True if the title or the picture changes."""
        return self.title is not None or self.picture is not None or self.removes_picture

    @property
    def changes_rights(self) -> bool:
        """True if the rights change."""
        return self.levels is not None or self.is_closed is not None


async def create_chat(  # noqa: PLR0913 - who, and all properties of a new chat
    work: UnitOfWork,
    actor: Actor,
    client_id: UUID,
    *,
    title: str,
    members: Collection[UUID] = (),
    is_closed: bool = True,
) -> Chat:
    """Create a chat owned by the actor, with these members. Idempotent by client id.

    Raises NotFound, NotAContact.
    """
    owner = require_profile(actor)
    await work.advisory_lock(f"chat:{owner}:{client_id}")
    existing = await find_created_chat(work, owner, client_id)
    if existing is not None:
        return existing
    others = set(members) - {owner}
    await require_contacts(work, owner, others)
    wanted = Chat(kind=ChatKind.GROUP, creator_id=owner, client_id=client_id, title=title, is_closed=is_closed)
    chat = insert_chat(work, wanted)
    await add_service_message(work, chat, "chat_created", actor, title=title)
    specs = [MemberSpec(owner, MemberRole.OWNER), *(MemberSpec(other, MemberRole.MEMBER) for other in sorted(others))]
    await add_members(work, chat, specs)
    return chat


async def change_chat(work: UnitOfWork, actor: Actor, chat_id: UUID, change: ChatChange) -> None:
    """Change the title, picture or rights of the chat. Raises NotFound, Forbidden, BadFile."""
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    context, chat = access.permission_context, access.chat
    if (change.changes_appearance and not rules.may(context, Right.CHANGE)) or (
        change.changes_rights and not rules.may(context, Right.CHANGE_RIGHTS)
    ):
        raise Forbidden
    if change.title is not None and change.title != chat.title:
        chat.title = change.title
        await add_service_message(work, chat, "title_changed", actor, title=change.title)
    if change.picture is not None or change.removes_picture:
        await _change_picture(work, actor, chat, change.picture)
    if change.is_closed is not None:
        chat.is_closed, chat.rights = change.is_closed, {}
    if change.levels is not None:
        chat.rights = {**chat.rights, **change.levels}
    work.publish(chat_id, CHAT, chat_id)


async def require_contacts(work: UnitOfWork, profile_id: UUID, others: Collection[UUID]) -> None:
    """Ensure that the person may write to all of these. Raises NotAContact; NotFound if they share no chat."""
    known = await contact_permissions(work, profile_id, others)
    if any(other not in known for other in others):
        raise NotFound
    if not all(known.values()):
        raise NotAContact


def require_profile(actor: Actor) -> UUID:
    """Return the profile of the actor. Raises Unauthenticated for the system."""
    if actor.id is None:
        raise Unauthenticated
    return actor.id


async def _change_picture(work: UnitOfWork, actor: Actor, chat: Chat, picture: UUID | None) -> None:
    if picture == chat.picture:
        return
    if picture is not None:
        own = await read_own_files(work, require_profile(actor), [picture])
        if picture not in own or own[picture].kind != "picture":
            raise BadFile
        await grant(work, picture, "chat", chat.id)
    chat.picture = picture
    await add_service_message(work, chat, "picture_changed", actor)
