"""HTTP routes of the caller's state of a chat."""

from uuid import UUID

from fastapi import APIRouter

from parta.core.http import Work
from parta.messenger import service
from parta.messenger.routes.limits import ChangingCaller
from parta.messenger.schemas import ChatStateRead, DraftUpdate, MuteUpdate, ReadNumberUpdate, UnreadUpdate

router = APIRouter(prefix="/api/chats/{chat_id}", tags=["chat state"])


@router.put("/read-number")
async def mark_read(work: Work, caller: ChangingCaller, chat_id: UUID, body: ReadNumberUpdate) -> ChatStateRead:
    """Mark messages up to this number as read."""
    return ChatStateRead.model_validate(await service.mark_read(work, caller, chat_id, body.read_number))


@router.put("/unread")
async def set_unread(work: Work, caller: ChangingCaller, chat_id: UUID, body: UnreadUpdate) -> ChatStateRead:
    """Mark the chat as unread by hand, or remove the mark."""
    state = await service.set_unread(work, caller, chat_id, is_marked_unread=body.is_marked_unread)
    return ChatStateRead.model_validate(state)


@router.put("/mute")
async def mute_chat(work: Work, caller: ChangingCaller, chat_id: UUID, body: MuteUpdate) -> ChatStateRead:
    """Mute the chat for the caller until then."""
    return ChatStateRead.model_validate(await service.mute_chat(work, caller, chat_id, body.until))


@router.put("/draft")
async def save_draft(work: Work, caller: ChangingCaller, chat_id: UUID, body: DraftUpdate) -> ChatStateRead:
    """Save the caller's draft."""
    return ChatStateRead.model_validate(await service.save_draft(work, caller, chat_id, body.text))
