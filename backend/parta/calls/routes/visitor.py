"""The visitor of a call: identified by a profile, by a guest's session, or by both."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import AccessScope, Call
from parta.calls.queries import GUEST_SESSIONS, CallVisitor
from parta.calls.service.guests import open_guest_session
from parta.core.context import CoreContext
from parta.core.cookies import set_session_cookie
from parta.core.errors import Forbidden, Unauthenticated, raises
from parta.core.http import OptionalCaller, OptionalGuest, find_principal
from parta.core.keys import derive_key
from parta.core.networks import get_network
from parta.core.principals import GuestPrincipal, ProfilePrincipal
from parta.core.security import client_address
from parta.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CallHooks:
    """What calls ask packages above them."""

    share_school: Callable[[AsyncSession, UUID, UUID], Awaitable[bool]]
    """Return True if these two profiles belong to one school."""


async def _find_visitor(guest: OptionalGuest, profile: OptionalCaller) -> CallVisitor | None:
    # The last one found acts: the profile, if there is one.
    return _to_visitor(profile, guest) if profile or guest else None


OptionalVisitor = Annotated[CallVisitor | None, Depends(_find_visitor, scope="function")]
"""The visitor of this request, or None if there is no session."""


@raises(Unauthenticated, Forbidden)
async def _require_visitor(found: OptionalVisitor) -> CallVisitor:
    if found is None:
        raise Unauthenticated
    return found


CurrentVisitor = Annotated[CallVisitor, Depends(_require_visitor, scope="function")]
"""The visitor of this request; otherwise 401."""


async def find_visitor(request: Request, work: UnitOfWork) -> CallVisitor:
    """Return the visitor, possibly empty, for routes with short transactions of their own."""
    guest = await find_principal(request, work, GuestPrincipal)
    return _to_visitor(await find_principal(request, work, ProfilePrincipal), guest)


async def ensure_guest(request: Request, response: Response, work: UnitOfWork, visitor: CallVisitor) -> CallVisitor:
    """Ensure that a visitor without a profile has a guest's session: one for all calls."""
    if visitor != CallVisitor(None):
        return visitor
    guest_id, token = await open_guest_session(work)
    set_session_cookie(request, response, GUEST_SESSIONS, token)
    return CallVisitor(None, guest_id, session_id=guest_id)


def hash_network(request: Request) -> bytes:
    """Return a hash of the network of the client's address; only this installation can compute it."""
    key = derive_key(request.app.state.context.settings, "networks")
    return hmac.digest(key, get_network(client_address(request.scope)).encode(), "sha256")


async def is_of_school(request: Request, session: AsyncSession, visitor: CallVisitor, call: Call) -> bool:
    """Return True if the visitor shares a school with the call's creator, where that matters."""
    if visitor.profile_id is None or call.access is AccessScope.CHAT:
        return False
    context: CoreContext = request.app.state.context
    return await context.get(CallHooks).share_school(session, visitor.profile_id, call.creator_id)


def _to_visitor(profile: ProfilePrincipal | None, guest: GuestPrincipal | None) -> CallVisitor:
    acting = profile or guest
    return CallVisitor(
        profile.id if profile else None,
        guest.id if guest else None,
        session_id=acting.session_id if acting else None,
    )
