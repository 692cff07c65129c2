"""HTTP of coming into calls: by the chat, by a link, through the lobby; and of leaving.

What is decided is committed first; the media are asked outside of any transaction, and the token says what is so then.
"""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request, Response, status

from parta.adapters.context import Context
from parta.adapters.livekit.port import MediaSilent
from parta.calls.models import Access
from parta.calls.queries import Visitor, views
from parta.calls.queries.standing import stand_by_link
from parta.calls.routes.visiting import PerhapsVisiting, Visiting, become_guest, find_visitor, is_of_school
from parta.calls.rules.media import identity_of
from parta.calls.rules.refusals import MediaUnavailable
from parta.calls.schemas import (
    CallPreview,
    InviteJoinGiven,
    InvitePage,
    Joined,
    JoinedCall,
    JoinGiven,
    KnockRead,
    KnockStanding,
    WaitingForCall,
)
from parta.calls.service import joining, knocking
from parta.calls.service.joining import Came
from parta.core.clock import now
from parta.core.errors import Unauthenticated
from parta.core.http import Transaction
from parta.core.rate_limits import RateLimit, RequestRateLimiter
from parta.core.transaction import transaction
from parta.identity.queries import hash_token

_BY_LINK = RateLimit("call invite", burst=120, every=timedelta(seconds=1))
"""A class behind one address comes at once; nobody guesses 256 bits at this pace."""

router = APIRouter(tags=["calls"])


@router.get("/api/calls/{call_id}/preview")
async def read_call_preview(session: Transaction, visitor: Visiting, call_id: UUID) -> CallPreview:
    """Give what I should know of a call before I join it."""
    return await views.read_preview(session, visitor, call_id)


@router.post("/api/calls/{call_id}/join")
async def join_call(request: Request, call_id: UUID, body: JoinGiven) -> Joined:
    """Come into a call: I am in, or wait in its lobby."""
    state = request.app.state
    async with transaction(state.sessions, state.bus) as session:
        visitor = await find_visitor(request, session)
        if visitor == Visitor(None):
            raise Unauthenticated
        came = await joining.join(session, visitor, call_id)
    return await _told(request, visitor, call_id, came, body.device)


@router.post("/api/calls/{call_id}/leave", status_code=status.HTTP_204_NO_CONTENT)
async def leave_call(session: Transaction, visitor: Visiting, call_id: UUID, body: JoinGiven) -> None:
    """Leave a call by this device; by my last one I have left."""
    await joining.leave(session, visitor, call_id, body.device)


@router.get("/api/invites/{token}")
async def read_invite(
    request: Request, throttle: RequestRateLimiter, session: Transaction, found: PerhapsVisiting, token: str
) -> InvitePage:
    """Tell whoever follows a link what it leads to, and how they come in."""
    await throttle.by_address(_BY_LINK)
    call = await views.find_invited(session, hash_token(token))
    visitor = found or Visitor(None)
    standing = await stand_by_link(session, visitor, call.id)
    has_profile = visitor.profile_id is not None
    return InvitePage(
        call_id=call.id,
        title=call.title,
        school=await views.school_of(session, call),
        state=call.state,
        wants_name=not has_profile and call.access is Access.ANYONE and standing.participant is None,
        wants_sign_in=not has_profile and call.access is not Access.ANYONE,
        entry=standing.entry(now(), is_of_school=await is_of_school(request, session, visitor, call)),
    )


@router.post("/api/invites/{token}/join")
async def join_by_invite(
    request: Request, response: Response, throttle: RequestRateLimiter, token: str, body: InviteJoinGiven
) -> Joined:
    """Come into a call by its link; without a profile by a name, through the lobby."""
    await throttle.by_address(_BY_LINK)
    state = request.app.state
    async with transaction(state.sessions, state.bus) as session:
        call = await views.find_invited(session, hash_token(token))
        visitor = become_guest(request, response, await find_visitor(request, session))
        at_school = await is_of_school(request, session, visitor, call)
        came = await joining.join(session, visitor, call.id, by_link=True, is_of_school=at_school, name=body.name)
    return await _told(request, visitor, call.id, came, body.device)


@router.get("/api/calls/{call_id}/knocks")
async def list_knocks(session: Transaction, visitor: Visiting, call_id: UUID) -> list[KnockRead]:
    """Give who waits to be let in."""
    return list(await views.list_knocks(session, visitor, call_id))


@router.post("/api/calls/{call_id}/knocks/admit-all", status_code=status.HTTP_204_NO_CONTENT)
async def admit_all(session: Transaction, visitor: Visiting, call_id: UUID) -> None:
    """Let in all who wait."""
    await knocking.admit_all(session, visitor, call_id)


@router.post("/api/calls/{call_id}/knocks/{knock_id}/admit", status_code=status.HTTP_204_NO_CONTENT)
async def admit_knock(session: Transaction, visitor: Visiting, call_id: UUID, knock_id: UUID) -> None:
    """Let in who waits."""
    await knocking.admit(session, visitor, call_id, knock_id)


@router.post("/api/calls/{call_id}/knocks/{knock_id}/refuse", status_code=status.HTTP_204_NO_CONTENT)
async def refuse_knock(session: Transaction, visitor: Visiting, call_id: UUID, knock_id: UUID) -> None:
    """Do not let in who waits."""
    await knocking.refuse(session, visitor, call_id, knock_id)


@router.get("/api/knocks/{knock_id}")
async def ask_knock(session: Transaction, visitor: Visiting, knock_id: UUID) -> KnockStanding:
    """Tell me how it stands with my knock; who does not ask for half a minute has gone."""
    return KnockStanding(state=await knocking.ask_knock(session, visitor, knock_id))


async def _told(request: Request, visitor: Visitor, call_id: UUID, came: Came, device: str) -> Joined:
    """Tell what came of joining; for who is in, the room is there now, and the token says what they may now."""
    if came.knock_id is not None:
        return WaitingForCall(state="waiting", knock_id=came.knock_id)
    outside: Context = request.app.state.outside
    try:
        await outside.media.open_room(call_id)
        async with transaction(outside.sessions, outside.bus) as session:
            standing, page = await views.stand_on_page(session, visitor, call_id)
            ticket = await joining.ticket(session, standing)
        identity = identity_of(ticket.participant_id, device)
        token = outside.media.token(call_id, identity, ticket.name, ticket.may)
    except MediaSilent as silent:
        raise MediaUnavailable from silent
    return JoinedCall(state="admitted", participant_id=ticket.participant_id, token=token, identity=identity, page=page)
