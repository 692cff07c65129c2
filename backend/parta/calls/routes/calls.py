"""HTTP of calls: creating, reading, ending them, their settings, invite links and rings."""

from uuid import UUID

from fastapi import APIRouter, Request, status

from parta.calls.models import Call
from parta.calls.queries import views
from parta.calls.queries.streams import read_calls
from parta.calls.routes.visitor import CurrentVisitor
from parta.calls.schemas import (
    CallCreate,
    CallPage,
    CallRead,
    CallRightsUpdate,
    InviteCreate,
    InviteRead,
    OpenCallRead,
    PlanUpdate,
    RingCreate,
    RingRead,
    SettingsUpdate,
)
from parta.calls.service import call as call_service
from parta.calls.service import invite, moderation, rights, ring, ring_outcome
from parta.calls.service.invite import InviteLink
from parta.calls.service.moderation import CallSettings
from parta.core.http import Caller, CallerOutsideTransaction, RequestCoreContext, Work
from parta.core.keys import derive_key
from parta.core.rate_limits import RequestRateLimiter
from parta.core.unit_of_work import UnitOfWork

router = APIRouter(tags=["calls"])


@router.post("/api/chats/{chat_id}/calls", status_code=status.HTTP_201_CREATED)
async def create_call(
    context: RequestCoreContext,
    limiter: RequestRateLimiter,
    caller: CallerOutsideTransaction,
    chat_id: UUID,
    body: CallCreate,
) -> CallRead:
    """Create a call of a chat, open or planned. Idempotent by `client_id`."""
    async with context.transaction(caller) as work:
        repeated = await call_service.find_created_call(work, caller, chat_id, body.client_id)
        if repeated is not None:
            return await _to_call_read(work, repeated)
    await limiter.hit(call_service.CREATE_LIMIT, caller.id)
    async with context.transaction(caller) as work:
        created = await call_service.create_call(
            work,
            caller,
            chat_id,
            body.client_id,
            title=body.title,
            starts_at=body.starts_at,
            is_ringing=body.is_ringing,
        )
        return await _to_call_read(work, created)


@router.get("/api/chats/{chat_id}/calls")
async def list_calls(work: Work, caller: Caller, chat_id: UUID) -> list[CallRead]:
    """Return the calls of a chat that have not ended."""
    return list(await views.list_calls(work, caller, chat_id))


@router.get("/api/calls")
async def list_open_calls(work: Work, caller: Caller) -> list[OpenCallRead]:
    """Return the open calls of one's chats, and those that one is in."""
    return list(await views.list_open_calls(work, caller))


@router.get("/api/calls/{call_id}")
async def read_call(work: Work, visitor: CurrentVisitor, call_id: UUID) -> CallPage:
    """Return a call with all its participants."""
    return await views.read_page(work, visitor, call_id)


@router.post("/api/calls/{call_id}/end", status_code=status.HTTP_204_NO_CONTENT)
async def end_call(work: Work, visitor: CurrentVisitor, call_id: UUID) -> None:
    """End a call for everybody; a planned one is cancelled."""
    await call_service.end_for_all(work, visitor, call_id)


@router.patch("/api/calls/{call_id}/plan", status_code=status.HTTP_204_NO_CONTENT)
async def change_call_plan(work: Work, visitor: CurrentVisitor, call_id: UUID, body: PlanUpdate) -> None:
    """Change the title or the start of a planned call."""
    await call_service.change_plan(work, visitor, call_id, title=body.title, starts_at=body.starts_at)


@router.put("/api/calls/{call_id}/rights", status_code=status.HTTP_204_NO_CONTENT)
async def change_call_rights(work: Work, visitor: CurrentVisitor, call_id: UUID, body: CallRightsUpdate) -> None:
    """Change the rights of participants who are neither admin nor assistant."""
    await rights.change_rights(work, visitor, call_id, body.root)


@router.post("/api/calls/{call_id}/mute-all", status_code=status.HTTP_204_NO_CONTENT)
async def mute_all(work: Work, visitor: CurrentVisitor, call_id: UUID) -> None:
    """Forbid the microphone to all participants."""
    await rights.mute_all(work, visitor, call_id)


@router.put("/api/calls/{call_id}/settings", status_code=status.HTTP_204_NO_CONTENT)
async def change_call_settings(work: Work, visitor: CurrentVisitor, call_id: UUID, body: SettingsUpdate) -> None:
    """Change the settings of a call: lock, access, lobby, screens, board, spotlight."""
    change = CallSettings(**body.model_dump(exclude={"spotlight_id"}))
    await moderation.change_settings(work, visitor, call_id, change)
    if "spotlight_id" in body.model_fields_set:
        await moderation.set_spotlight(work, visitor, call_id, body.spotlight_id)


@router.get("/api/calls/{call_id}/invite")
async def read_call_invite(request: Request, work: Work, visitor: CurrentVisitor, call_id: UUID) -> InviteRead | None:
    """Return the invite link of a call, or null if it has none."""
    link = await invite.find_invite_link(work, visitor, call_id, _invite_key(request))
    return link and _to_invite_read(request, link)


@router.post("/api/calls/{call_id}/invite")
async def renew_call_invite(
    request: Request, work: Work, visitor: CurrentVisitor, call_id: UUID, body: InviteCreate
) -> InviteRead:
    """Create a new invite link of a call; the previous one becomes invalid."""
    link = await invite.renew_invite(work, visitor, call_id, _invite_key(request), scope=body.access)
    return _to_invite_read(request, link)


@router.delete("/api/calls/{call_id}/invite", status_code=status.HTTP_204_NO_CONTENT)
async def delete_call_invite(work: Work, visitor: CurrentVisitor, call_id: UUID) -> None:
    """Delete the invite link of a call."""
    await invite.delete_invite(work, visitor, call_id)


@router.post("/api/calls/{call_id}/rings", status_code=status.HTTP_204_NO_CONTENT)
async def ring_member(work: Work, visitor: CurrentVisitor, call_id: UUID, body: RingCreate) -> None:
    """Ring a member of the chat who has not come to the call."""
    await ring.ring_member(work, visitor, call_id, body.profile_id)


@router.get("/api/rings")
async def list_rings(work: Work, caller: Caller) -> list[RingRead]:
    """Return what rings for the caller now."""
    return list(await views.list_rings(work, caller))


@router.post("/api/rings/{ring_id}/accept", status_code=status.HTTP_204_NO_CONTENT)
async def accept_ring(work: Work, caller: Caller, ring_id: UUID) -> None:
    """Accept a ring, on all of one's devices."""
    await ring.accept_ring(work, caller, ring_id)


@router.post("/api/rings/{ring_id}/refuse", status_code=status.HTTP_204_NO_CONTENT)
async def refuse_ring(work: Work, caller: Caller, ring_id: UUID) -> None:
    """Refuse a ring, on all of one's devices."""
    await ring_outcome.refuse_ring(work, caller, ring_id)


async def _to_call_read(work: UnitOfWork, call: Call) -> CallRead:
    await work.flush()
    (read,) = await read_calls(work, [call.id])
    return read


def _invite_key(request: Request) -> bytes:
    return derive_key(request.app.state.context.settings, "call invite")


def _to_invite_read(request: Request, link: InviteLink) -> InviteRead:
    origin = request.app.state.context.settings.origin
    return InviteRead(url=f"{origin}/join/{link.token}", expires_at=link.expires_at)
