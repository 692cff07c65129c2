"""HTTP of support."""

from uuid import UUID

from fastapi import APIRouter

from parta.core.http import Caller, Transaction
from parta.support import service
from parta.support.schemas import CaseChat

router = APIRouter(prefix="/api/support", tags=["support"])


@router.post("/cases/{case_id}/chat")
async def open_case_chat(session: Transaction, caller: Caller, case_id: UUID) -> CaseChat:
    """Write to the school about one's own case: the chat carries it as its first message."""
    return CaseChat(chat_id=await service.open_case_chat(session, caller, case_id))
