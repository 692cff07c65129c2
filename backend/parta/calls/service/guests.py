"""Guests: people without a profile who come by invite links."""

from uuid import UUID

from parta.calls.models import GuestSession
from parta.calls.queries import GUEST_SESSIONS
from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.principal_sessions import create_token, hash_token
from parta.core.unit_of_work import UnitOfWork


async def open_guest_session(work: UnitOfWork) -> tuple[UUID, str]:
    """Open a session of a new guest; return the guest's id, and the token for the browser."""
    guest_id, token = new_id(), create_token()
    work.add(GuestSession(id=guest_id, token_hash=hash_token(token), expires_at=now() + GUEST_SESSIONS.lifetime))
    await work.flush()
    return guest_id, token
