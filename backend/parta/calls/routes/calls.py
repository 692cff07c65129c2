"""HTTP of calls: creating, reading, ending them, their settings, invite links and rings."""

from uuid import UUID

from fastapi import APIRouter, Request, status
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call
from parta.calls.queries import views
from parta.calls.queries.streams import read_calls
from parta.calls.routes.visitor import CurrentVisitor
from parta.calls.schemas import CallCreate, CallPage, CallRead, CallRightsUpdate, InviteRead, SettingsUpdate
from parta.calls.service import call as call_service
from parta.calls.service import invite, moderation, rights, ring, ring_outcome
from parta.calls.service.invite import InviteLink
from parta.calls.service.moderation import CallSettings
from parta.core.http import Caller, Transaction
from parta.core.keys import derive_key

router = APIRouter(tags=["calls"])


@router.post("/api/chats/{chat_id}/calls", status_code=status.HTTP_201_CREATED)
async def create_call(session: Transaction, caller: Caller, chat_id: UUID, body: CallCreate) -> CallRead:
    """Create a call of a chat, open or planned. Idempotent by `client_id`."""
    created = await call_service.create_call(
        session,
        caller,
        chat_id,
        body.client_id,
        title=body.title,
        starts_at=body.starts_at,
        is_ringing=body.is_ringing,
    )
    return await _to_call_read(session, created)


@router.get("/api/chats/{chat_id}/calls")
async def list_calls(session: Transaction, caller: Caller, chat_id: UUID) -> list[CallRead]:
    """Return the calls of a chat that have not ended."""
    return list(await views.list_calls(session, caller, chat_id))


@router.get("/api/calls/{call_id}")
async def read_call(session: Transaction, visitor: CurrentVisitor, call_id: UUID) -> CallPage:
    """Return a call with all its participants."""
    return await views.read_page(session, visitor, call_id)


@router.post("/api/calls/{call_id}/end", status_code=status.HTTP_204_NO_CONTENT)
async def end_call(session: Transaction, visitor: CurrentVisitor, call_id: UUID) -> None:
    """End a call for everybody."""
    await call_service.end_for_all(session, visitor, call_id)


@router.put("/api/calls/{call_id}/rights", status_code=status.HTTP_204_NO_CONTENT)
async def change_call_rights(
    session: Transaction, visitor: CurrentVisitor, call_id: UUID, body: CallRightsUpdate
) -> None:
    """Change the rights of participants who are neither admin nor assistant."""
    await rights.change_rights(session, visitor, call_id, body.model_dump(exclude_unset=True))


@router.post("/api/calls/{call_id}/mute-all", status_code=status.HTTP_204_NO_CONTENT)
async def mute_all(session: Transaction, visitor: CurrentVisitor, call_id: UUID) -> None:
    """Forbid the microphone to all participants."""
    await rights.mute_all(session, visitor, call_id)


@router.put("/api/calls/{call_id}/settings", status_code=status.HTTP_204_NO_CONTENT)
async def change_call_settings(
    session: Transaction, visitor: CurrentVisitor, call_id: UUID, body: SettingsUpdate
) -> None:
    """Change the settings of a call: lock, access, lobby, screens, board, spotlight."""
    change = CallSettings(**body.model_dump(exclude={"spotlight_id"}))
    await moderation.change_settings(session, visitor, call_id, change)
    if "spotlight_id" in body.model_fields_set:
        await moderation.set_spotlight(session, visitor, call_id, body.spotlight_id)


@router.get("/api/calls/{call_id}/invite")
async def read_call_invite(
    request: Request, session: Transaction, visitor: CurrentVisitor, call_id: UUID
) -> InviteRead:
    """Return the invite link of a call."""
    return _to_invite_read(request, await invite.get_invite_link(session, visitor, call_id, _invite_key(request)))


@router.post("/api/calls/{call_id}/invite")
async def renew_call_invite(
    request: Request, session: Transaction, visitor: CurrentVisitor, call_id: UUID
) -> InviteRead:
    """Create a new invite link of a call; the previous one becomes invalid."""
    return _to_invite_read(request, await invite.renew_invite(session, visitor, call_id, _invite_key(request)))


@router.delete("/api/calls/{call_id}/invite", status_code=status.HTTP_204_NO_CONTENT)
async def delete_call_invite(session: Transaction, visitor: CurrentVisitor, call_id: UUID) -> None:
    """Delete the invite link of a call."""
    await invite.delete_invite(session, visitor, call_id)


@router.post("/api/rings/{ring_id}/accept", status_code=status.HTTP_204_NO_CONTENT)
async def accept_ring(session: Transaction, caller: Caller, ring_id: UUID) -> None:
    """Accept a ring, on all of one's devices."""
    await ring.accept_ring(session, caller, ring_id)


@router.post("/api/rings/{ring_id}/refuse", status_code=status.HTTP_204_NO_CONTENT)
async def refuse_ring(session: Transaction, caller: Caller, ring_id: UUID) -> None:
    """Refuse a ring, on all of one's devices."""
    await ring_outcome.refuse_ring(session, caller, ring_id)


async def _to_call_read(session: AsyncSession, call: Call) -> CallRead:
    await session.flush()
    (read,) = await read_calls(session, [call.id])
    return read


def _invite_key(request: Request) -> bytes:
    return derive_key(request.app.state.settings, "call invite")


def _to_invite_read(request: Request, link: InviteLink) -> InviteRead:
    origin = request.app.state.settings.origin
    return InviteRead(url=f"{origin}/join/{link.token}", expires_at=link.expires_at)
