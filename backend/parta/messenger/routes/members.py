"""HTTP routes of the members of a chat."""

from uuid import UUID

from fastapi import APIRouter, status

from parta.core.http import Caller, Work
from parta.messenger import service
from parta.messenger.queries import get_chat_access, views
from parta.messenger.routes.limits import ChangingCaller
from parta.messenger.schemas import LeaveRequest, MemberList, MembersAdd, MemberUpdate

router = APIRouter(prefix="/api/chats/{chat_id}", tags=["members"])


@router.get("/members")
async def list_members(work: Work, caller: Caller, chat_id: UUID) -> MemberList:
    """Return present and former members of the chat."""
    await get_chat_access(work, caller, chat_id)
    return await views.list_members(work, chat_id)


@router.post("/members", status_code=status.HTTP_204_NO_CONTENT)
async def add_members(work: Work, caller: ChangingCaller, chat_id: UUID, body: MembersAdd) -> None:
    """Add people to whom the caller may write."""
    await service.invite_members(work, caller, chat_id, body.profile_ids)


@router.delete("/members/{profile_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_member(work: Work, caller: ChangingCaller, chat_id: UUID, profile_id: UUID) -> None:
    """Remove a person from the chat."""
    await service.remove_member(work, caller, chat_id, profile_id)


@router.patch("/members/{profile_id}", status_code=status.HTTP_204_NO_CONTENT)
async def update_member(
    work: Work, caller: ChangingCaller, chat_id: UUID, profile_id: UUID, body: MemberUpdate
) -> None:
    """Change the role of a member; `owner` transfers the ownership."""
    await service.change_role(work, caller, chat_id, profile_id, body.role)


@router.post("/leave", status_code=status.HTTP_204_NO_CONTENT)
async def leave_chat(work: Work, caller: ChangingCaller, chat_id: UUID, body: LeaveRequest) -> None:
    """Leave the chat; an owner transfers the ownership."""
    await service.leave_chat(work, caller, chat_id, successor=body.successor)
