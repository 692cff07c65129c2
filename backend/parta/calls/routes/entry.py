"""HTTP of joining calls, by the chat, by a link, through the lobby; and of leaving.

The decision is committed first. The media server is called outside of transactions, and the token has the rights
read after that.
"""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from parta.adapters.context import Context
from parta.adapters.livekit.port import MediaUnavailable
from parta.calls.models import AccessScope
from parta.calls.queries import CallVisitor, views
from parta.calls.queries.access import get_call_access_by_link
from parta.calls.routes.visitor import (
    CurrentVisitor,
    OptionalVisitor,
    ensure_guest,
    find_visitor,
    hash_network,
    is_of_school,
)
from parta.calls.rules.errors import CallMediaUnavailable
from parta.calls.rules.media import build_identity
from parta.calls.schemas import (
    CallPreview,
    InviteJoinRequest,
    InvitePage,
    Joined,
    JoinedCall,
    JoinRequest,
    KnockRead,
    KnockStatus,
    LeaveRequest,
    WaitingInLobby,
)
from parta.calls.service import lobby, participant
from parta.calls.service.participant import JoinResult, Waiting
from parta.core.clock import now
from parta.core.context import CoreContext
from parta.core.errors import Unauthenticated, raises
from parta.core.http import Work
from parta.core.principal_sessions import hash_token
from parta.core.rate_limits import RateLimit, RequestRateLimiter

_INVITE_LIMIT = RateLimit("call invite", burst=120, interval=timedelta(seconds=1))
"""A class behind one address joins at once; nobody guesses 256 bits at this rate."""


async def _limit_invites(limiter: RequestRateLimiter) -> None:
    await limiter.hit_by_address(_INVITE_LIMIT)


router = APIRouter(tags=["calls"])


@router.get("/api/calls/{call_id}/preview")
async def read_call_preview(work: Work, visitor: CurrentVisitor, call_id: UUID) -> CallPreview:
    """Return what is shown of a call before joining."""
    return await views.read_preview(work, visitor, call_id)


@router.post("/api/calls/{call_id}/join")
@raises(Unauthenticated, CallMediaUnavailable)
async def join_call(request: Request, call_id: UUID, body: JoinRequest) -> Joined:
    """Join a call, or wait in its lobby."""
    context: CoreContext = request.app.state.context
    async with context.transaction() as work:
        visitor = await find_visitor(request, work)
        if visitor == CallVisitor(None):
            raise Unauthenticated
        result = await participant.join(
            work, visitor, call_id, body.device, moves=body.moves, network_hash=hash_network(request)
        )
    return await _to_response(request, visitor, call_id, result, body.device)


@router.post("/api/calls/{call_id}/leave", status_code=status.HTTP_204_NO_CONTENT)
async def leave_call(work: Work, visitor: CurrentVisitor, call_id: UUID, body: LeaveRequest) -> None:
    """Disconnect this device; with the last device one leaves the call."""
    await participant.leave(work, visitor, call_id, body.device)


@router.get("/api/invites/{token}", dependencies=[Depends(_limit_invites)])
async def read_invite(request: Request, work: Work, found: OptionalVisitor, token: str) -> InvitePage:
    """Return what an invite link leads to, and how one may enter."""
    call = await views.get_invited_call(work, hash_token(token))
    visitor = found or CallVisitor(None)
    access = await get_call_access_by_link(work, visitor, call.id)
    has_profile = visitor.profile_id is not None
    return InvitePage(
        call_id=call.id,
        title=call.title,
        school=await views.get_school_name(work, call),
        state=call.state,
        wants_name=not has_profile and call.access is AccessScope.ANYONE and access.participant is None,
        wants_sign_in=not has_profile and call.access is not AccessScope.ANYONE,
        entry=access.entry(now(), is_of_school=await is_of_school(request, work, visitor, call)),
    )


@router.post("/api/invites/{token}/join", dependencies=[Depends(_limit_invites)])
@raises(CallMediaUnavailable)
async def join_by_invite(request: Request, response: Response, token: str, body: InviteJoinRequest) -> Joined:
    """Join a call by its invite link; guests without a profile give a name and wait in the lobby."""
    context: CoreContext = request.app.state.context
    async with context.transaction() as work:
        call = await views.get_invited_call(work, hash_token(token))
        visitor = await ensure_guest(request, response, work, await find_visitor(request, work))
        same_school = await is_of_school(request, work, visitor, call)
        result = await participant.join(
            work,
            visitor,
            call.id,
            body.device,
            moves=body.moves,
            by_link=True,
            is_of_school=same_school,
            name=body.name,
            network_hash=hash_network(request),
        )
    return await _to_response(request, visitor, call.id, result, body.device)


@router.get("/api/calls/{call_id}/knocks")
async def list_knocks(work: Work, visitor: CurrentVisitor, call_id: UUID) -> list[KnockRead]:
    """Return who waits in the lobby."""
    return list(await views.list_knocks(work, visitor, call_id))


@router.post("/api/calls/{call_id}/knocks/admit-all", status_code=status.HTTP_204_NO_CONTENT)
async def admit_all(work: Work, visitor: CurrentVisitor, call_id: UUID) -> None:
    """Admit everybody who waits."""
    await lobby.admit_all(work, visitor, call_id)


@router.post("/api/calls/{call_id}/knocks/{knock_id}/admit", status_code=status.HTTP_204_NO_CONTENT)
async def admit_knock(work: Work, visitor: CurrentVisitor, call_id: UUID, knock_id: UUID) -> None:
    """Admit a waiting person."""
    await lobby.admit_knock(work, visitor, call_id, knock_id)


@router.post("/api/calls/{call_id}/knocks/{knock_id}/refuse", status_code=status.HTTP_204_NO_CONTENT)
async def refuse_knock(work: Work, visitor: CurrentVisitor, call_id: UUID, knock_id: UUID) -> None:
    """Refuse a waiting person."""
    await lobby.refuse_knock(work, visitor, call_id, knock_id)


@router.get("/api/knocks/{knock_id}")
async def poll_knock(work: Work, visitor: CurrentVisitor, knock_id: UUID) -> KnockStatus:
    """Return the state of one's own knock; a knock that is not polled for half a minute expires."""
    return KnockStatus(state=await lobby.poll_knock(work, visitor, knock_id))


async def _to_response(
    request: Request, visitor: CallVisitor, call_id: UUID, result: JoinResult, device: str
) -> Joined:
    """Build the response to a join; when admitted, open the media room and create a token with the present rights."""
    if isinstance(result, Waiting):
        return WaitingInLobby(state="waiting", knock_id=result.knock_id)
    context: Context = request.app.state.context
    try:
        await context.media.open_room(result.room_id)
        async with context.transaction() as work:
            access, page = await views.read_access_and_page(work, visitor, call_id)
        grant = participant.build_media_grant(access, page)
        identity = build_identity(grant.participant_id, device)
        token = context.media.create_token(grant.room_id, identity, grant.name, grant.allowed)
    except MediaUnavailable as error:
        raise CallMediaUnavailable(retry_after=error.known_wait_s) from error
    return JoinedCall(state="admitted", participant_id=grant.participant_id, token=token, identity=identity, page=page)
