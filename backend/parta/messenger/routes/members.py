"""HTTP of a chat's members."""

from uuid import UUID

from fastapi import APIRouter, status

from parta.core.http import Caller, Transaction
from parta.messenger import service
from parta.messenger.queries import get_standing, views
from parta.messenger.schemas import Leaving, MemberList, MembersAdd, MemberUpdate

router = APIRouter(prefix="/api/chats/{chat_id}", tags=["members"])


@router.get("/members")
async def list_members(session: Transaction, caller: Caller, chat_id: UUID) -> MemberList:
    """Give everybody who is or was in the chat."""
    await get_standing(session, caller, chat_id)
    return await views.list_members(session, chat_id)


@router.post("/members", status_code=status.HTTP_204_NO_CONTENT)
async def add_members(session: Transaction, caller: Caller, chat_id: UUID, body: MembersAdd) -> None:
    """Bring people in whom I may write to."""
    await service.add_members(session, caller, chat_id, body.profile_ids)


@router.delete("/members/{profile_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_member(session: Transaction, caller: Caller, chat_id: UUID, profile_id: UUID) -> None:
    """Let a person go from the chat."""
    await service.remove_member(session, caller, chat_id, profile_id)


@router.patch("/members/{profile_id}", status_code=status.HTTP_204_NO_CONTENT)
async def update_member(
    session: Transaction, caller: Caller, chat_id: UUID, profile_id: UUID, body: MemberUpdate
) -> None:
    """Give a member another role; `owner` hands the chat over."""
    await service.give_role(session, caller, chat_id, profile_id, body.role)


@router.post("/leave", status_code=status.HTTP_204_NO_CONTENT)
async def leave_chat(session: Transaction, caller: Caller, chat_id: UUID, body: Leaving) -> None:
    """Leave the chat; an owner hands it over."""
    await service.leave_chat(session, caller, chat_id, heir=body.successor)
