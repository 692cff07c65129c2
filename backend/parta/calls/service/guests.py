"""Guests: people without a profile who come by invite links."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select, update

from parta.calls.models import Call, CallState, GuestSession, Knock, Participant
from parta.calls.queries import GUEST_SESSIONS
from parta.core.clock import now
from parta.core.ephemerals import SessionsEnded
from parta.core.ids import new_id
from parta.core.principal_sessions import create_token, hash_token
from parta.core.unit_of_work import UnitOfWork

_KNOCK_RETENTION = timedelta(days=1)
"""How long it is known who was at the door of a call that has ended."""


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


async def delete_old_guests(work: UnitOfWork) -> None:
    """Delete old knocks of calls that have ended, and the ended sessions of guests who were in no call."""
    at = now()
    ended = select(Call.id).where(Call.state == CallState.ENDED)
    await work.execute(delete(Knock).where(Knock.at <= at - _KNOCK_RETENTION, Knock.call_id.in_(ended)))
    was_somewhere = exists().where(Participant.guest_id == GuestSession.id) | exists().where(
        Knock.guest_id == GuestSession.id
    )
    await work.execute(delete(GuestSession).where(GuestSession.expires_at <= at, ~was_somewhere))
