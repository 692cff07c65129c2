"""Proving once more who acts, and the password."""

from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import Invalid
from parta.core.passwords import hash_password, verify_password
from parta.core.rate_limits import RateLimit, hit
from parta.identity import queries, rules
from parta.identity.schemas import CodeSent
from parta.identity.service.codes import CodeExpired, request_another, request_code, use_code, wait_for_another
from parta.identity.service.profiles import tell_notice
from parta.identity.service.sessions import end_sessions, renew_session, want_confirmation
from parta.identity.service.sign_in import WrongPassword

_CONFIRMATIONS = RateLimit("confirmations", burst=10, every=timedelta(minutes=3))
"""As many as when signing in."""

log = structlog.get_logger()


class WeakPassword(Invalid):
    """Too short, too common, or made of what everybody knows about the person."""

    code = "weak_password"


async def request_confirmation(session: AsyncSession, actor: Actor) -> CodeSent:
    """Send the actor a code to confirm with. Raises TooMany."""
    account = await queries.own_account(session, actor)
    found = await queries.own_session(session, actor)
    if found.code_id is None:
        code = await request_code(session, account.phone)
        found.code_id = code.id
    else:
        code = await request_another(session, found.code_id)
    return CodeSent(phone=rules.mask_phone(account.phone), resend_after=wait_for_another(code))


async def confirm_by_code(session: AsyncSession, actor: Actor, key: bytes, given: str) -> str:
    """Confirm by the code, and give the session's new token. Raises WrongCode, CodeExpired, NoTriesLeft."""
    found = await queries.own_session(session, actor)
    if found.code_id is None:
        raise CodeExpired
    await use_code(session, key, found.code_id, given)
    found.code_id = None
    return await renew_session(session, actor)


async def confirm_by_password(session: AsyncSession, actor: Actor, given: str) -> str:
    """Confirm by the password, and give the session's new token. Raises WrongPassword, TooMany."""
    await hit(session, _CONFIRMATIONS, str(actor.profile_id))
    account = await queries.own_account(session, actor)
    if not await verify_password(account.password_hash, given):
        log.info("wrong password", session_id=str(actor.session_id))
        raise WrongPassword
    return await renew_session(session, actor)


async def set_password(session: AsyncSession, actor: Actor, password: str) -> None:
    """Let the actor sign in by this password too; a change signs them out everywhere else.

    Raises ConfirmationNeeded, WeakPassword.
    """
    await want_confirmation(session, actor)
    account = await queries.own_account(session, actor)
    profile = await queries.own_profile(session, actor)
    own = [profile.last_name, profile.first_name, profile.patronymic or "", account.phone, f"{profile.birth_on:%d%m%Y}"]
    if rules.is_weak(password, own):
        raise WeakPassword
    if account.password_hash is not None:
        await end_sessions(session, profile.id, but=actor.session_id)
    account.password_hash = await hash_password(password)
    log.info("password set", profile_id=str(profile.id))
    await tell_notice(session, profile.id, "password_changed")


async def drop_password(session: AsyncSession, actor: Actor) -> None:
    """Let the actor sign in by code alone. Safe to repeat. Raises ConfirmationNeeded."""
    await want_confirmation(session, actor)
    account = await queries.own_account(session, actor)
    if account.password_hash is not None:
        account.password_hash = None
        await tell_notice(session, (await queries.own_profile(session, actor)).id, "password_removed")
