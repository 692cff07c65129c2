"""Who visits a call: by the learning profile, by what the browser was given when it came by a link, or by both."""

import secrets
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Access, Call
from parta.calls.queries import Visitor
from parta.core.cookies import set_cookie
from parta.core.errors import Unauthenticated
from parta.core.http import GUEST_COOKIE, PROFILE_COOKIE, FindActor, OptionalCaller, cookie_token
from parta.identity.queries import hash_token

_GUEST_LIFE = timedelta(days=1)


def _perhaps(request: Request, actor: OptionalCaller) -> Visitor | None:
    token = cookie_token(request, GUEST_COOKIE)
    if actor is None and token is None:
        return None
    return Visitor(actor.profile_id if actor else None, hash_token(token) if token else None)


PerhapsVisiting = Annotated[Visitor | None, Depends(_perhaps, scope="function")]
"""Who is at this browser, if anybody is known there."""


def _visiting(found: PerhapsVisiting) -> Visitor:
    if found is None:
        raise Unauthenticated
    return found


Visiting = Annotated[Visitor, Depends(_visiting, scope="function")]
"""Who is at this browser. Nobody known: 401."""


async def find_visitor(request: Request, session: AsyncSession) -> Visitor:
    """Give who is at this browser, for routes with short transactions of their own; perhaps nobody known."""
    profile, guest = cookie_token(request, PROFILE_COOKIE), cookie_token(request, GUEST_COOKIE)
    find: FindActor = request.app.state.find_actor
    actor = await find(session, profile) if profile else None
    return Visitor(actor.profile_id if actor else None, hash_token(guest) if guest else None)


def become_guest(request: Request, response: Response, visitor: Visitor) -> Visitor:
    """Let the browser of somebody without a profile be known again: by one token, whatever calls it comes to."""
    if visitor.profile_id is not None or visitor.guest_hash is not None:
        return visitor
    token = secrets.token_urlsafe(32)
    set_cookie(request, response, GUEST_COOKIE, token, _GUEST_LIFE)
    return Visitor(None, hash_token(token))


async def is_of_school(request: Request, session: AsyncSession, visitor: Visitor, call: Call) -> bool:
    """Whether the visitor is of the school of whoever made the call, where that matters."""
    if visitor.profile_id is None or call.access is Access.CHAT:
        return False
    return bool(await request.app.state.share_school(session, visitor.profile_id, call.creator_id))
