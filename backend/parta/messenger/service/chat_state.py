"""The state of a chat for one person: what is read, mute, draft. Published to their own devices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from parta.core.ids import new_id
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.events import ReadNumberChanged
from parta.messenger.models import ChatState
from parta.messenger.queries import CHAT_STATE, get_chat_access
from parta.messenger.service.chats import require_profile


async def mark_read(work: UnitOfWork, actor: Actor, chat_id: UUID, read_number: int) -> ChatState:
    """Mark messages up to this number as read; never back, never past the newest. Raises NotFound."""
    state, last_number = await _lock_state(work, actor, chat_id)
    number = min(read_number, last_number)
    if number > state.read_number or state.is_marked_unread:
        state.read_number, state.is_marked_unread = max(number, state.read_number), False
        work.publish(state.profile_id, CHAT_STATE, state.id)
        work.publish_ephemeral(ReadNumberChanged(chat_id, state.profile_id, number))
    return state


async def set_unread(work: UnitOfWork, actor: Actor, chat_id: UUID, *, is_marked_unread: bool) -> ChatState:
    """Mark the chat as unread by hand, or take the mark away; reading on does that too. Raises NotFound."""
    state, _ = await _lock_state(work, actor, chat_id)
    if is_marked_unread is not state.is_marked_unread:
        state.is_marked_unread = is_marked_unread
        work.publish(state.profile_id, CHAT_STATE, state.id)
    return state


async def mute_chat(work: UnitOfWork, actor: Actor, chat_id: UUID, until: datetime | None) -> ChatState:
    """Mute the chat for the actor until then; None: unmute. Raises NotFound."""
    state, _ = await _lock_state(work, actor, chat_id)
    if until != state.muted_until:
        state.muted_until = until
        work.publish(state.profile_id, CHAT_STATE, state.id)
    return state


async def save_draft(work: UnitOfWork, actor: Actor, chat_id: UUID, text: str) -> ChatState:
    """Save the actor's draft, for all their devices. Raises NotFound."""
    state, _ = await _lock_state(work, actor, chat_id)
    if text != state.draft:
        state.draft = text
        work.publish(state.profile_id, CHAT_STATE, state.id)
    return state


async def _lock_state(work: UnitOfWork, actor: Actor, chat_id: UUID) -> tuple[ChatState, int]:
    """Return the actor's state of the chat, created if missing and locked, and the number of the newest message."""
    profile_id = require_profile(actor)
    await work.lock_streams(profile_id)
    access = await get_chat_access(work, actor, chat_id)
    key = {"chat_id": chat_id, "profile_id": profile_id}
    statement = insert(ChatState).values(
        id=new_id(), **key, read_number=0, is_marked_unread=False, draft="", changed_seq=0
    )
    await work.execute(statement.on_conflict_do_nothing(index_elements=list(key)))
    query = select(ChatState).filter_by(**key)
    return (await work.execute(query)).scalar_one(), access.chat.last_number
