"""The invite link of a chat: creating, resetting and deleting it, and joining by it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import delete

from parta.core.errors import DomainError, Forbidden, NotFound
from parta.core.keys import derive_token
from parta.core.principal_sessions import hash_token
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Chat, ChatLink, LinkRefusal, MemberRole, Right
from parta.messenger.queries import get_chat_access
from parta.messenger.queries.chat_links import (
    MadeLink,
    find_chat_link,
    find_refusal,
    get_link_visit,
    get_linked_chat_id,
)
from parta.messenger.rules import rights
from parta.messenger.rules.errors import ChatFull, LinkInactive, NotAContact, RemovedFromChat
from parta.messenger.rules.membership import MemberSpec
from parta.messenger.service.chats import require_profile
from parta.messenger.service.members import add_members
from parta.messenger.service.service_messages import add_service_message

_NONCE_BYTES = 16
_Act = Literal["link_created", "link_reset", "link_deleted"]
_ERRORS: Mapping[LinkRefusal, type[DomainError]] = {
    LinkRefusal.ARCHIVED: Forbidden,
    LinkRefusal.INACTIVE: LinkInactive,
    LinkRefusal.REMOVED: RemovedFromChat,
    LinkRefusal.FULL: ChatFull,
    LinkRefusal.NOT_A_CONTACT: NotAContact,
}


@dataclass(frozen=True, slots=True)
class ShownLink:
    """An invite link and its token."""

    token: str
    made: MadeLink


async def find_shown_link(work: UnitOfWork, actor: Actor, chat_id: UUID, key: bytes) -> ShownLink | None:
    """Return the chat's invite link, if it has one. Raises NotFound, Forbidden."""
    access = await get_chat_access(work, actor, chat_id)
    if not rights.may(access.permission_context, Right.SEE_LINK):
        raise Forbidden
    made = await find_chat_link(work, chat_id)
    return made and _show(made, key)


async def create_chat_link(work: UnitOfWork, actor: Actor, chat_id: UUID, key: bytes) -> ShownLink:
    """Ensure that the chat has an invite link, and return it. Idempotent. Raises NotFound, Forbidden."""
    chat = await _lock_chat(work, actor, chat_id, Right.INVITE, Right.SEE_LINK)
    if await find_chat_link(work, chat_id) is None:
        await _insert_link(work, actor, chat, key, "link_created")
    return await _get_link(work, chat_id, key)


async def reset_chat_link(work: UnitOfWork, actor: Actor, chat_id: UUID, key: bytes) -> ShownLink:
    """Replace the chat's invite link by one of the actor; the previous one ends. Raises NotFound, Forbidden."""
    chat = await _lock_chat(work, actor, chat_id, Right.INVITE, Right.SEE_LINK)
    previous = await find_chat_link(work, chat_id)
    if previous is None:
        raise NotFound
    await work.execute(delete(ChatLink).where(ChatLink.id == previous.link.id))
    await _insert_link(work, actor, chat, key, "link_reset")
    return await _get_link(work, chat_id, key)


async def delete_chat_link(work: UnitOfWork, actor: Actor, chat_id: UUID) -> None:
    """Delete the chat's invite link. Idempotent. Raises NotFound, Forbidden."""
    chat = await _lock_chat(work, actor, chat_id, Right.INVITE)
    existing = await find_chat_link(work, chat_id)
    if existing is None:
        return
    await work.execute(delete(ChatLink).where(ChatLink.id == existing.link.id))
    await _record(work, actor, chat, existing.link.id, "link_deleted")


async def join_by_link(work: UnitOfWork, actor: Actor, token: str) -> UUID:
    """Add the actor as if the link's maker invited them now; return the chat. Idempotent.

    Raises NotFound, Forbidden, LinkInactive, RemovedFromChat, NotAContact, ChatFull.
    """
    profile_id, token_hash = require_profile(actor), hash_token(token)
    await work.lock_streams(await get_linked_chat_id(work, token_hash))
    # Read under the lock: the link may have ended meanwhile.
    visit = await get_link_visit(work, token_hash, profile_id)
    chat = visit.made.chat
    if visit.is_member:
        return chat.id
    refusal = await find_refusal(work, visit)
    if refusal is not None:
        raise _ERRORS[refusal]
    await add_service_message(work, chat, "joined_by_link", actor)
    await add_members(work, chat, [MemberSpec(profile_id, MemberRole.MEMBER)])
    work.audit("chat_link.joined", visit.made.link.id, stream_id=chat.id)
    return chat.id


async def _lock_chat(work: UnitOfWork, actor: Actor, chat_id: UUID, *needed: Right) -> Chat:
    """Lock the chat's stream and return the chat. Raises NotFound, Forbidden."""
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    if not all(rights.may(access.permission_context, right) for right in needed):
        raise Forbidden
    return access.chat


async def _get_link(work: UnitOfWork, chat_id: UUID, key: bytes) -> ShownLink:
    made = await find_chat_link(work, chat_id)
    if made is None:
        raise NotFound
    return _show(made, key)


def _show(made: MadeLink, key: bytes) -> ShownLink:
    return ShownLink(derive_token(key, made.link.nonce), made)


async def _insert_link(work: UnitOfWork, actor: Actor, chat: Chat, key: bytes, act: _Act) -> None:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    token_hash = hash_token(derive_token(key, nonce))
    link = ChatLink(chat_id=chat.id, maker_id=require_profile(actor), nonce=nonce, token_hash=token_hash)
    work.add(link)
    await work.flush()
    await _record(work, actor, chat, link.id, act)


async def _record(work: UnitOfWork, actor: Actor, chat: Chat, link_id: UUID, act: _Act) -> None:
    """Say in the chat and in the audit log what the actor did with the link."""
    work.audit(f"chat_{act.replace('_', '.')}", link_id, stream_id=chat.id)
    await add_service_message(work, chat, act, actor)
