"""HTTP of what I keep about a chat."""

from uuid import UUID

from fastapi import APIRouter

from parta.core.http import Caller, Transaction
from parta.messenger import service
from parta.messenger.schemas import DraftUpdate, MuteUpdate, ReadingRead, ReadingUpdate

router = APIRouter(prefix="/api/chats/{chat_id}", tags=["reading"])


@router.put("/reading")
async def read_to(session: Transaction, caller: Caller, chat_id: UUID, body: ReadingUpdate) -> ReadingRead:
    """Note that I have read up to this message."""
    return ReadingRead.model_validate(await service.read_to(session, caller, chat_id, body.read_number))


@router.put("/mute")
async def mute_chat(session: Transaction, caller: Caller, chat_id: UUID, body: MuteUpdate) -> ReadingRead:
    """Let the chat be silent for me until then."""
    return ReadingRead.model_validate(await service.mute(session, caller, chat_id, body.until))


@router.put("/draft")
async def keep_draft(session: Transaction, caller: Caller, chat_id: UUID, body: DraftUpdate) -> ReadingRead:
    """Keep what I began to write."""
    return ReadingRead.model_validate(await service.keep_draft(session, caller, chat_id, body.text))
