"""Devices on which a person is signed in: opening, renewing and ending them."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.streams import lock_streams, publish_ephemeral
from parta.identity import queries, rules
from parta.identity.models import ProfileSession
from parta.identity.service.profiles import tell_notice

log = structlog.get_logger()


class ConfirmationNeeded(Forbidden):
    """Who acts must prove it once more: by a code or the password."""

    code = "confirmation_needed"


async def open_session(
    session: AsyncSession, profile_id: UUID, *, device: str, address: str | None, is_proved: bool = True
) -> str:
    """Sign the person in on this device, tell their other devices, and give the token that the browser keeps.

    A code or password just given is a fresh confirmation; a click in the demo proves nothing.
    """
    token = secrets.token_urlsafe(32)
    at = now()
    place = rules.mask_address(address)
    await lock_streams(session, profile_id)
    others = await queries.list_sessions(session, profile_id)
    opened = ProfileSession(
        profile_id=profile_id,
        token_hash=queries.hash_token(token),
        device=device,
        place=place,
        signed_in_at=at,
        seen_at=at,
        expires_at=at + rules.SESSION_LIFE,
        confirmed_until=at + rules.CONFIRMATION_LIFE if is_proved else None,
    )
    session.add(opened)
    await session.flush()
    log.info("signed in", profile_id=str(profile_id), session_id=str(opened.id))
    if others:
        facts = {"session_id": str(opened.id), "device": device, "place": place}
        await tell_notice(session, profile_id, "new_sign_in", **facts)
    await _end(session, [old.id for old in others[rules.SESSIONS - 1 :]])
    return token


async def renew_session(session: AsyncSession, actor: Actor) -> str:
    """Confirm the actor's session for a while and give its new token; the old one is worth nothing from now on."""
    found = await queries.own_session(session, actor)
    token = secrets.token_urlsafe(32)
    found.token_hash = queries.hash_token(token)
    found.confirmed_until = now() + rules.CONFIRMATION_LIFE
    return token


async def has_fresh_confirmation(session: AsyncSession, actor: Actor) -> bool:
    """Whether the actor proved within the last minutes who they are."""
    until = await confirmed_until(session, actor)
    return until is not None and until > now()


async def confirmed_until(session: AsyncSession, actor: Actor) -> datetime | None:
    """Give until when the actor need not prove again who they are."""
    return (await queries.own_session(session, actor)).confirmed_until


async def want_confirmation(session: AsyncSession, actor: Actor) -> None:
    """Go on only if the actor proved within the last minutes who they are. Raises ConfirmationNeeded."""
    if not await has_fresh_confirmation(session, actor):
        raise ConfirmationNeeded


async def end_session(session: AsyncSession, actor: Actor, session_id: UUID) -> None:
    """Sign the actor out on this device of theirs; its sockets close. Raises NotFound."""
    theirs = (ProfileSession.id == session_id, ProfileSession.profile_id == actor.profile_id)
    found = (await session.execute(select(ProfileSession.id).where(*theirs))).scalar_one_or_none()
    if found is None:
        raise NotFound
    await _end(session, [found])


async def end_own_session(session: AsyncSession, actor: Actor) -> None:
    """Sign the actor out here."""
    await _end(session, [(await queries.own_session(session, actor)).id])


async def end_own_sessions(session: AsyncSession, actor: Actor) -> None:
    """Sign the actor out on all devices, this one too."""
    await end_sessions(session, (await queries.own_profile(session, actor)).id)


async def end_sessions(session: AsyncSession, profile_id: UUID, *, but: UUID | None = None) -> None:
    """Sign the person out everywhere, or everywhere else; the sockets close."""
    theirs = await queries.list_sessions(session, profile_id)
    await _end(session, [old.id for old in theirs if old.id != but])


async def _end(session: AsyncSession, session_ids: Collection[UUID]) -> None:
    if session_ids:
        await session.execute(delete(ProfileSession).where(ProfileSession.id.in_(session_ids)))
        log.info("signed out", session_ids=[str(session_id) for session_id in session_ids])
        publish_ephemeral(session, "sessions_ended", session_ids=[str(session_id) for session_id in session_ids])
