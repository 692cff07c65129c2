"""Devices on which a person is signed in: opening, renewing and ending them."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.streams import signal
from parta.identity import queries, rules
from parta.identity.models import ProfileSession
from parta.identity.service.profiles import tell_notice


class ConfirmationNeeded(Forbidden):
    """Who acts must prove it once more: by a code or the password."""

    code = "confirmation_needed"


async def open_session(session: AsyncSession, profile_id: UUID, *, device: str, address: str | None) -> str:
    """Sign the person in on this device, tell their other devices, and give the token that the browser keeps."""
    token = secrets.token_urlsafe(32)
    at = now()
    place = rules.mask_address(address)
    others = await _has_sessions(session, profile_id)
    session.add(
        ProfileSession(
            profile_id=profile_id,
            token_hash=queries.hash_token(token),
            device=device,
            place=place,
            signed_in_at=at,
            seen_at=at,
            expires_at=at + rules.SESSION_LIFE,
            confirmed_until=at + rules.CONFIRMATION_LIFE,
        )
    )
    await session.flush()
    if others:
        await tell_notice(session, profile_id, "new_sign_in", device=device, place=place)
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
    ended = await session.execute(delete(ProfileSession).where(*theirs).returning(ProfileSession.id))
    if ended.one_or_none() is None:
        raise NotFound
    _tell_ended(session, [session_id])


async def end_sessions(session: AsyncSession, profile_id: UUID, *, but: UUID | None = None) -> None:
    """Sign the person out everywhere, or everywhere else; the sockets close."""
    theirs = delete(ProfileSession).where(ProfileSession.profile_id == profile_id)
    if but is not None:
        theirs = theirs.where(ProfileSession.id != but)
    ended = (await session.execute(theirs.returning(ProfileSession.id))).scalars().all()
    _tell_ended(session, ended)


def _tell_ended(session: AsyncSession, session_ids: Collection[UUID]) -> None:
    if session_ids:
        signal(session, "sessions_ended", session_ids=[str(session_id) for session_id in session_ids])


async def _has_sessions(session: AsyncSession, profile_id: UUID) -> bool:
    at = now()
    alive = exists().where(
        ProfileSession.profile_id == profile_id,
        ProfileSession.expires_at > at,
        ProfileSession.seen_at > at - rules.IDLE_LIFE,
    )
    return bool((await session.execute(select(alive))).scalar())
