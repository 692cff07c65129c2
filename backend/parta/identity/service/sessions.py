"""Sessions: devices on which a person is signed in."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import delete, select

from parta.core.clock import now
from parta.core.ephemerals import SessionsEnded
from parta.core.errors import Forbidden, NotFound
from parta.core.principal_sessions import create_token, hash_token
from parta.core.principals import ProfilePrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries, rules
from parta.identity.events import NewSignIn, ProfileSessionsEnded
from parta.identity.models import ProfileSession
from parta.identity.service.attempts import end_attempts

log = structlog.get_logger()


class ConfirmationNeeded(Forbidden):
    """The actor must confirm who they are by a code or the password."""

    code = "confirmation_needed"


async def open_session(  # noqa: PLR0913 - whose, where, and what proved it
    work: UnitOfWork,
    profile_id: UUID,
    *,
    device: str,
    address: str | None,
    is_verified: bool = True,
    proved_at: datetime | None = None,
) -> str:
    """Open a session on this device, emit NewSignIn for the person's other devices, return the session token.

    A code or password counts as a confirmation from when it was verified, by default now; a click in the demo does not.
    """
    token = create_token()
    at = now()
    location = rules.mask_address(address)
    await work.lock_streams(profile_id)
    others = await queries.list_sessions(work, profile_id)
    opened = ProfileSession(
        profile_id=profile_id,
        token_hash=hash_token(token),
        device=device,
        location=location,
        signed_in_at=at,
        seen_at=at,
        expires_at=at + rules.SESSION_LIFETIME,
        confirmed_until=(proved_at or at) + rules.CONFIRMATION_LIFETIME if is_verified else None,
    )
    work.add(opened)
    await work.flush()
    log.info("signed in", profile_id=str(profile_id), session_id=str(opened.id))
    work.audit("session.opened", profile_id, opened.id)
    if others:
        work.emit(NewSignIn(profile_id=profile_id, session_id=opened.id, device=device, location=location))
    await _end_sessions(work, profile_id, [old.id for old in others[rules.MAX_SESSIONS - 1 :]])
    return token


async def renew_session(work: UnitOfWork, actor: ProfilePrincipal) -> str:
    """Confirm the actor's session for some minutes and return its new token; the old token is invalid."""
    found = await queries.lock_own_session(work, actor)
    token = create_token()
    found.token_hash = hash_token(token)
    found.confirmed_until = now() + rules.CONFIRMATION_LIFETIME
    return token


async def has_fresh_confirmation(work: UnitOfWork, actor: ProfilePrincipal) -> bool:
    """Return True if the actor's confirmation is still valid."""
    until = await get_confirmed_until(work, actor)
    return until is not None and until > now()


async def get_confirmed_until(work: UnitOfWork, actor: ProfilePrincipal) -> datetime | None:
    """Return until when the actor's confirmation is valid."""
    return (await queries.get_own_session(work, actor)).confirmed_until


async def require_confirmation(work: UnitOfWork, actor: ProfilePrincipal) -> None:
    """Ensure the actor's confirmation is still valid. Raises ConfirmationNeeded."""
    if not await has_fresh_confirmation(work, actor):
        raise ConfirmationNeeded


async def end_session(work: UnitOfWork, actor: ProfilePrincipal, session_id: UUID) -> None:
    """End this session of the actor; its sockets close. Raises NotFound."""
    own = (ProfileSession.id == session_id, ProfileSession.profile_id == actor.id)
    found = (await work.execute(select(ProfileSession.id).where(*own))).scalar_one_or_none()
    if found is None:
        raise NotFound
    await _end_sessions(work, actor.id, [found])


async def end_own_session(work: UnitOfWork, actor: ProfilePrincipal) -> None:
    """End the actor's current session."""
    found = await queries.get_own_session(work, actor)
    await _end_sessions(work, found.profile_id, [found.id])


async def end_own_sessions(work: UnitOfWork, actor: ProfilePrincipal) -> None:
    """End all sessions of the actor, the current one too."""
    await end_sessions(work, (await queries.get_own_profile(work, actor)).id)


async def end_sessions(work: UnitOfWork, profile_id: UUID, *, except_id: UUID | None = None) -> None:
    """End all sessions of the person but `except_id`, and all sign-ins in progress; the sockets close."""
    await end_attempts(work, await queries.get_phone(work, profile_id))
    active = await queries.list_sessions(work, profile_id)
    await _end_sessions(work, profile_id, [old.id for old in active if old.id != except_id])


async def _end_sessions(work: UnitOfWork, profile_id: UUID, session_ids: Collection[UUID]) -> None:
    if session_ids:
        await work.execute(delete(ProfileSession).where(ProfileSession.id.in_(session_ids)))
        work.audit("session.ended", *session_ids)
        log.info("signed out", session_ids=[str(session_id) for session_id in session_ids])
        work.emit(ProfileSessionsEnded(profile_id=profile_id))
        work.publish_ephemeral(SessionsEnded(list(session_ids)))
