"""Routes of support."""

from uuid import UUID

from fastapi import APIRouter

from parta.core.http import Caller, Work
from parta.support import service
from parta.support.schemas import CaseChat

router = APIRouter(prefix="/api/support", tags=["support"])


@router.post("/cases/{case_id}/chat")
async def open_case_chat(work: Work, caller: Caller, case_id: UUID) -> CaseChat:
    """Open the chat with the school about the caller's case; its first message describes the case."""
    return CaseChat(chat_id=await service.open_case_chat(work, caller, case_id))
