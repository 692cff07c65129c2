"""Guests: people without a profile who come by invite links."""

from uuid import UUID

from sqlalchemy import update

from parta.calls.models import GuestSession
from parta.calls.queries import GUEST_SESSIONS
from parta.core.clock import now
from parta.core.ephemerals import SessionsEnded
from parta.core.ids import new_id
from parta.core.principal_sessions import create_token, hash_token
from parta.core.unit_of_work import UnitOfWork


async def open_guest_session(work: UnitOfWork) -> tuple[UUID, str]:
    """Open a session of a new guest; return the guest's id, and the token for the browser."""
    guest_id, token = new_id(), create_token()
    work.add(GuestSession(id=guest_id, token_hash=hash_token(token), expires_at=now() + GUEST_SESSIONS.lifetime))
    await work.flush()
    return guest_id, token


async def end_guest_session(work: UnitOfWork, guest_id: UUID) -> None:
    """End the session of this guest; its sockets close. Idempotent."""
    ended = update(GuestSession).where(GuestSession.id == guest_id).values(expires_at=now())
    await work.execute(ended.execution_options(synchronize_session=False))
    work.publish_ephemeral(SessionsEnded([guest_id]))
