"""The invite link of a call: made, made anew, ended."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Invite
from parta.calls.queries import Visitor, get_standing
from parta.calls.queries.views import find_invite
from parta.calls.rules.entry import INVITE_LIFE
from parta.calls.rules.states import CallAct
from parta.calls.service.holding import stand_over
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.identity.queries import hash_token

_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Invitation:
    """What whoever follows the link shows, and until when it leads to the call."""

    token: str
    expires_at: datetime


async def get_invitation(session: AsyncSession, visitor: Visitor, call_id: UUID, key: bytes) -> Invitation:
    """Give the call's link. Raises NotFound where it has none, Forbidden."""
    if not (await get_standing(session, visitor, call_id)).may.invite:
        raise Forbidden
    invite = await find_invite(session, call_id)
    if invite is None:
        raise NotFound
    return Invitation(_token(key, invite.nonce), invite.expires_at)


async def invite_anew(session: AsyncSession, visitor: Visitor, call_id: UUID, key: bytes) -> Invitation:
    """Make a link to the call; one that was there before leads nowhere from now on. Raises NotFound, Forbidden."""
    await stand_over(session, visitor, call_id, "invite", CallAct.SET)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    token = _token(key, nonce)
    expires_at = now() + INVITE_LIFE
    await session.execute(delete(Invite).where(Invite.call_id == call_id))
    session.add(Invite(call_id=call_id, nonce=nonce, token_hash=hash_token(token), expires_at=expires_at))
    return Invitation(token, expires_at)


async def end_invite(session: AsyncSession, visitor: Visitor, call_id: UUID) -> None:
    """Let the call's link lead nowhere. Safe to repeat. Raises NotFound, Forbidden."""
    await stand_over(session, visitor, call_id, "invite", CallAct.SET)
    await session.execute(delete(Invite).where(Invite.call_id == call_id))


def _token(key: bytes, nonce: bytes) -> str:
    """Give the token that follows from the nonce and the installation's secret."""
    return urlsafe_b64encode(hmac.digest(key, nonce, "sha256")).rstrip(b"=").decode()
