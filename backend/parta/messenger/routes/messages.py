"""HTTP of messages."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from parta.core.http import Caller, Transaction
from parta.messenger import service
from parta.messenger.queries import get_standing, messages
from parta.messenger.schemas import (
    EditRead,
    MessagePage,
    MessageRead,
    MessageUpdate,
    PageAsked,
    ReactionUpdate,
    ReaderRead,
)

router = APIRouter(prefix="/api/chats/{chat_id}/messages", tags=["messages"])


@router.get("")
async def list_messages(
    session: Transaction, caller: Caller, chat_id: UUID, page: Annotated[PageAsked, Query()]
) -> MessagePage:
    """Give a stretch of the conversation: around, before or after a number, else its end."""
    await get_standing(session, caller, chat_id)
    return await messages.read_page(session, chat_id, page)


@router.patch("/{message_id}")
async def edit_message(
    session: Transaction, caller: Caller, chat_id: UUID, message_id: UUID, body: MessageUpdate
) -> MessageRead:
    """Let my own message say something else, within a day."""
    await service.edit_message(session, caller, chat_id, message_id, text=body.text, mentions=body.mentions)
    return await messages.read_message(session, message_id)


@router.delete("/{message_id}")
async def delete_message(session: Transaction, caller: Caller, chat_id: UUID, message_id: UUID) -> MessageRead:
    """Delete a message for all: my own, or as an admin another's."""
    await service.delete_message(session, caller, chat_id, message_id)
    return await messages.read_message(session, message_id)


@router.get("/{message_id}/history")
async def list_edits(session: Transaction, caller: Caller, chat_id: UUID, message_id: UUID) -> list[EditRead]:
    """Give all that a message said, the first text first."""
    await get_standing(session, caller, chat_id)
    return await messages.list_edits(session, await messages.get_message(session, chat_id, message_id))


@router.put("/{message_id}/reaction")
async def react_to_message(
    session: Transaction, caller: Caller, chat_id: UUID, message_id: UUID, body: ReactionUpdate
) -> MessageRead:
    """Set my one sign under a message, or take it away."""
    await service.react_to_message(session, caller, chat_id, message_id, body.emoji)
    return await messages.read_message(session, message_id)


@router.get("/{message_id}/readers")
async def list_readers(session: Transaction, caller: Caller, chat_id: UUID, message_id: UUID) -> list[ReaderRead]:
    """Give who has read a message, in a small chat."""
    return await messages.list_readers(session, caller, chat_id, message_id)
