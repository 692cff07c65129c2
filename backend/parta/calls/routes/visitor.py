"""The visitor of a call: identified by a profile, by a guest token from an invite link, or by both."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import AccessScope, Call
from parta.calls.queries import CallVisitor
from parta.core.context import CoreContext
from parta.core.cookies import set_cookie
from parta.core.errors import Forbidden, Unauthenticated, raises
from parta.core.http import GUEST_COOKIE, OptionalCaller, cookie_token, find_caller
from parta.core.keys import derive_key
from parta.core.networks import get_network
from parta.core.security import client_address
from parta.core.unit_of_work import UnitOfWork
from parta.identity.queries import hash_token


@dataclass(frozen=True, slots=True)
class CallHooks:
    """What calls ask packages above them."""

    share_school: Callable[[AsyncSession, UUID, UUID], Awaitable[bool]]
    """Return True if these two profiles belong to one school."""


_GUEST_LIFETIME = timedelta(days=1)


async def _find_visitor(request: Request, actor: OptionalCaller) -> CallVisitor | None:
    token = cookie_token(request, GUEST_COOKIE)
    if actor is None and token is None:
        return None
    return CallVisitor(actor.profile_id if actor else None, hash_token(token) if token else None)


OptionalVisitor = Annotated[CallVisitor | None, Depends(_find_visitor, scope="function")]
"""The visitor of this request, or None if there is neither a session nor a guest token."""


@raises(Unauthenticated, Forbidden)
async def _require_visitor(found: OptionalVisitor) -> CallVisitor:
    if found is None:
        raise Unauthenticated
    return found


CurrentVisitor = Annotated[CallVisitor, Depends(_require_visitor, scope="function")]
"""The visitor of this request; otherwise 401."""


async def find_visitor(request: Request, work: UnitOfWork) -> CallVisitor:
    """Return the visitor, possibly empty, for routes with short transactions of their own."""
    guest = cookie_token(request, GUEST_COOKIE)
    actor = await find_caller(request, work)
    return CallVisitor(actor.profile_id if actor else None, hash_token(guest) if guest else None)


def ensure_guest_token(request: Request, response: Response, visitor: CallVisitor) -> CallVisitor:
    """Ensure that a visitor without a profile has a guest token: one for all calls."""
    if visitor.profile_id is not None or visitor.guest_hash is not None:
        return visitor
    token = secrets.token_urlsafe(32)
    set_cookie(request, response, GUEST_COOKIE, token, _GUEST_LIFETIME)
    return CallVisitor(None, hash_token(token))


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
