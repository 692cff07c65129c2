"""HTTP routes of messages."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from parta.core.http import Caller, Work
from parta.messenger import service
from parta.messenger.queries import get_chat_access, messages
from parta.messenger.routes.attachments import MessageAttachments
from parta.messenger.routes.limits import ChangingCaller
from parta.messenger.schemas import (
    EditRead,
    MessagePage,
    MessagePageQuery,
    MessageRead,
    MessageUpdate,
    ReactionUpdate,
    ReaderRead,
)

router = APIRouter(prefix="/api/chats/{chat_id}/messages", tags=["messages"])


@router.get("")
async def list_messages(
    work: Work,
    attachments: MessageAttachments,
    caller: Caller,
    chat_id: UUID,
    page: Annotated[MessagePageQuery, Query()],
) -> MessagePage:
    """Return a page of messages: around, before or after a number, else the last page."""
    await get_chat_access(work, caller, chat_id)
    return await messages.read_page(work, attachments, chat_id, page)


@router.patch("/{message_id}")
async def edit_message(
    work: Work, caller: ChangingCaller, chat_id: UUID, message_id: UUID, body: MessageUpdate
) -> MessageRead:
    """Edit the caller's own message, within a day."""
    new = service.NewText(body.text, body.entities, body.mentions)
    await service.edit_message(work, caller, chat_id, message_id, new)
    return await messages.read_message(work, message_id)


@router.delete("/{message_id}")
async def delete_message(work: Work, caller: ChangingCaller, chat_id: UUID, message_id: UUID) -> MessageRead:
    """Delete a message for all: the caller's own, or another's as an admin."""
    await service.delete_message(work, caller, chat_id, message_id)
    return await messages.read_message(work, message_id)


@router.get("/{message_id}/history")
async def list_edits(work: Work, caller: Caller, chat_id: UUID, message_id: UUID) -> list[EditRead]:
    """Return all texts of a message, the first text first."""
    await get_chat_access(work, caller, chat_id)
    return await messages.list_edits(work, await messages.get_message(work, chat_id, message_id))


@router.put("/{message_id}/reaction")
async def react_to_message(
    work: Work, caller: ChangingCaller, chat_id: UUID, message_id: UUID, body: ReactionUpdate
) -> MessageRead:
    """Set or remove the caller's only reaction to a message."""
    await service.react_to_message(work, caller, chat_id, message_id, body.emoji)
    return await messages.read_message(work, message_id)


@router.get("/{message_id}/readers")
async def list_readers(work: Work, caller: Caller, chat_id: UUID, message_id: UUID) -> list[ReaderRead]:
    """Return who has read a message, in a small chat."""
    return await messages.list_readers(work, caller, chat_id, message_id)
