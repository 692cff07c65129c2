"""The invite link of a call: creating, renewing and deleting it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from parta.calls.models import AccessScope, CallDuty, Invite
from parta.calls.queries import CallVisitor, get_call_access
from parta.calls.queries.views import find_invite
from parta.calls.rules.entry import INVITE_LIFETIME
from parta.calls.rules.states import CallAction
from parta.calls.service.locks import publish_call, require_duty
from parta.core.clock import now
from parta.core.errors import Forbidden
from parta.core.keys import derive_token
from parta.core.principal_sessions import hash_token
from parta.core.unit_of_work import UnitOfWork

_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class InviteLink:
    """An invite link: its token and when it expires."""

    token: str
    expires_at: datetime


async def find_invite_link(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, key: bytes) -> InviteLink | None:
    """Return the call's invite link, if it has one. Raises NotFound, Forbidden."""
    if CallDuty.INVITE not in (await get_call_access(work, visitor, call_id)).duties:
        raise Forbidden
    invite = await find_invite(work, call_id)
    return invite and InviteLink(derive_token(key, invite.nonce), invite.expires_at)


async def renew_invite(
    work: UnitOfWork, visitor: CallVisitor, call_id: UUID, key: bytes, *, scope: AccessScope | None = None
) -> InviteLink:
    """Create a new invite link, which lets in whom the scope says; the previous one becomes invalid.

    Raises NotFound, Forbidden.
    """
    access = await require_duty(work, visitor, call_id, CallDuty.INVITE, CallAction.CONFIGURE)
    if scope is not None and scope is not access.call.access:
        if CallDuty.CHANGE_ACCESS not in access.duties:
            raise Forbidden
        access.call.access = scope
        publish_call(work, access.call)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    token = derive_token(key, nonce)
    expires_at = now() + INVITE_LIFETIME
    await work.execute(delete(Invite).where(Invite.call_id == call_id))
    work.audit("call_invite.created", call_id)
    work.add(Invite(call_id=call_id, nonce=nonce, token_hash=hash_token(token), expires_at=expires_at))
    return InviteLink(token, expires_at)


async def delete_invite(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> None:
    """Delete the call's invite link. Idempotent. Raises NotFound, Forbidden."""
    await require_duty(work, visitor, call_id, CallDuty.INVITE, CallAction.CONFIGURE)
    work.audit("call_invite.deleted", call_id)
    await work.execute(delete(Invite).where(Invite.call_id == call_id))
