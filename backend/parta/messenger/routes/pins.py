"""HTTP routes of pinned messages."""

from uuid import UUID

from fastapi import APIRouter, status

from parta.core.http import Caller, Work
from parta.messenger.queries import pins
from parta.messenger.routes.attachments import MessageAttachments
from parta.messenger.routes.limits import ChangingCaller
from parta.messenger.schemas import PinList
from parta.messenger.service.pins import pin_message as pin
from parta.messenger.service.pins import unpin_message as unpin

router = APIRouter(prefix="/api/chats/{chat_id}", tags=["pins"])


@router.get("/pins")
async def list_pins(work: Work, attachments: MessageAttachments, caller: Caller, chat_id: UUID) -> PinList:
    """Return the pinned messages, the newest pin first."""
    return await pins.list_pins(work, attachments, caller, chat_id)


@router.put("/messages/{message_id}/pin", status_code=status.HTTP_204_NO_CONTENT)
async def pin_message(work: Work, caller: ChangingCaller, chat_id: UUID, message_id: UUID) -> None:
    """Pin a message for everybody in the chat."""
    await pin(work, caller, chat_id, message_id)


@router.delete("/messages/{message_id}/pin", status_code=status.HTTP_204_NO_CONTENT)
async def unpin_message(work: Work, caller: ChangingCaller, chat_id: UUID, message_id: UUID) -> None:
    """Unpin a message for everybody in the chat."""
    await unpin(work, caller, chat_id, message_id)
