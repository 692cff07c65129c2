"""HTTP of calls: making them, reading them, ending them, what they are like, their links, rings."""

from uuid import UUID

from fastapi import APIRouter, Request, status
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call
from parta.calls.queries import views
from parta.calls.queries.streams import read_calls
from parta.calls.routes.visiting import Visiting
from parta.calls.schemas import CallCreate, CallPage, CallRead, CallRightsUpdate, InviteRead, SettingsUpdate
from parta.calls.service import answering, calling, inviting, moderating, rings
from parta.calls.service.inviting import Invitation
from parta.calls.service.moderating import CallSettings
from parta.core.http import Caller, Transaction
from parta.core.keys import derive_key

router = APIRouter(tags=["calls"])


@router.post("/api/chats/{chat_id}/calls", status_code=status.HTTP_201_CREATED)
async def create_call(session: Transaction, caller: Caller, chat_id: UUID, body: CallCreate) -> CallRead:
    """Make a call of a chat, at once or planned; repeating it makes no second one."""
    made = await calling.create_call(
        session,
        caller,
        chat_id,
        body.client_id,
        title=body.title,
        starts_at=body.starts_at,
        is_ringing=body.is_ringing,
    )
    return await _read(session, made)


@router.get("/api/chats/{chat_id}/calls")
async def list_calls(session: Transaction, caller: Caller, chat_id: UUID) -> list[CallRead]:
    """Give the calls of a chat that are not over."""
    return list(await views.list_calls(session, caller, chat_id))


@router.get("/api/calls/{call_id}")
async def read_call(session: Transaction, visitor: Visiting, call_id: UUID) -> CallPage:
    """Give a call with everybody in it."""
    return await views.read_page(session, visitor, call_id)


@router.post("/api/calls/{call_id}/end", status_code=status.HTTP_204_NO_CONTENT)
async def end_call(session: Transaction, visitor: Visiting, call_id: UUID) -> None:
    """End a call for all."""
    await calling.end_for_all(session, visitor, call_id)


@router.put("/api/calls/{call_id}/rights", status_code=status.HTTP_204_NO_CONTENT)
async def change_call_rights(session: Transaction, visitor: Visiting, call_id: UUID, body: CallRightsUpdate) -> None:
    """Say what those may do who are neither admin nor assistant."""
    await moderating.change_rights(session, visitor, call_id, body.model_dump(exclude_unset=True))


@router.post("/api/calls/{call_id}/mute-all", status_code=status.HTTP_204_NO_CONTENT)
async def mute_all(session: Transaction, visitor: Visiting, call_id: UUID) -> None:
    """Take the microphone from all, until they are allowed."""
    await moderating.mute_all(session, visitor, call_id)


@router.put("/api/calls/{call_id}/settings", status_code=status.HTTP_204_NO_CONTENT)
async def change_call_settings(session: Transaction, visitor: Visiting, call_id: UUID, body: SettingsUpdate) -> None:
    """Let a call be otherwise: locked, open to whom, with a lobby for whom, with the board, with one shown large."""
    change = CallSettings(**body.model_dump(exclude={"spotlight_id"}))
    await moderating.change_settings(session, visitor, call_id, change)
    if "spotlight_id" in body.model_fields_set:
        await moderating.spotlight(session, visitor, call_id, body.spotlight_id)


@router.get("/api/calls/{call_id}/invite")
async def read_call_invite(request: Request, session: Transaction, visitor: Visiting, call_id: UUID) -> InviteRead:
    """Give a call's link."""
    return _told(request, await inviting.get_invitation(session, visitor, call_id, _key(request)))


@router.post("/api/calls/{call_id}/invite")
async def invite_anew(request: Request, session: Transaction, visitor: Visiting, call_id: UUID) -> InviteRead:
    """Make a link to a call; the one before leads nowhere any more."""
    return _told(request, await inviting.invite_anew(session, visitor, call_id, _key(request)))


@router.delete("/api/calls/{call_id}/invite", status_code=status.HTTP_204_NO_CONTENT)
async def end_invite(session: Transaction, visitor: Visiting, call_id: UUID) -> None:
    """Let a call's link lead nowhere."""
    await inviting.end_invite(session, visitor, call_id)


@router.post("/api/rings/{ring_id}/accept", status_code=status.HTTP_204_NO_CONTENT)
async def accept_ring(session: Transaction, caller: Caller, ring_id: UUID) -> None:
    """Let it ring no more on my devices: I come."""
    await rings.accept_ring(session, caller, ring_id)


@router.post("/api/rings/{ring_id}/refuse", status_code=status.HTTP_204_NO_CONTENT)
async def refuse_ring(session: Transaction, caller: Caller, ring_id: UUID) -> None:
    """Let it ring no more on my devices: I do not come."""
    await answering.refuse_ring(session, caller, ring_id)


async def _read(session: AsyncSession, call: Call) -> CallRead:
    await session.flush()
    (told,) = await read_calls(session, [call.id])
    return told


def _key(request: Request) -> bytes:
    return derive_key(request.app.state.settings, "call invite")


def _told(request: Request, invitation: Invitation) -> InviteRead:
    origin = request.app.state.settings.origin
    return InviteRead(url=f"{origin}/join/{invitation.token}", expires_at=invitation.expires_at)
