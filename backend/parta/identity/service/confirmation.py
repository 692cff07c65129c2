"""Confirmation of who acts, and the password."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Invalid
from parta.core.ids import new_id
from parta.core.passwords import hash_password, verify_password
from parta.core.principals import ProfilePrincipal
from parta.core.rate_limits import RateLimit
from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries, rules
from parta.identity.events import PasswordChanged
from parta.identity.models import PhoneCode
from parta.identity.schemas import CodeSent
from parta.identity.service.codes import (
    CodeExpired,
    consume_code,
    get_resend_wait,
    request_code,
    require_resend_time,
    resend_code,
)
from parta.identity.service.sessions import end_sessions, renew_session, require_confirmation
from parta.identity.service.sign_in import WrongPassword

CONFIRMATIONS = RateLimit("confirmations", burst=10, interval=timedelta(minutes=3))
"""The same as for passwords at sign-in."""

log = structlog.get_logger()


class WeakPassword(Invalid):
    """The password is too short, too common, or made of the person's own data."""

    code = "weak_password"


async def find_code_recipient(work: UnitOfWork, actor: ProfilePrincipal) -> str:
    """Return the actor's number, to which a code will be sent. Raises TooManyRequests if it is too early."""
    found = await queries.get_own_session(work, actor)
    if found.code_id is not None:
        require_resend_time(await work.get_one(PhoneCode, found.code_id))
    return (await queries.get_own_account(work, actor)).phone


async def request_confirmation(work: UnitOfWork, actor: ProfilePrincipal) -> CodeSent:
    """Send the actor a code for a confirmation. Raises TooManyRequests."""
    account = await queries.get_own_account(work, actor)
    found = await queries.lock_own_session(work, actor)
    if found.code_id is None:
        code = await request_code(work, account.phone)
        found.code_id = code.id
    else:
        code = await resend_code(work, found.code_id)
    return CodeSent(phone=rules.mask_phone(account.phone), resend_after=get_resend_wait(code))


async def confirm_by_code(work: UnitOfWork, actor: ProfilePrincipal, key: bytes, submitted: str) -> str:
    """Confirm by the code and return the session's new token. Raises WrongCode, CodeExpired, NoTriesLeft."""
    found = await queries.lock_own_session(work, actor)
    if found.code_id is None:
        raise CodeExpired
    await consume_code(work, key, found.code_id, submitted)
    found.code_id = None
    return await renew_session(work, actor)


async def confirm_by_password(work: UnitOfWork, actor: ProfilePrincipal, submitted: str) -> str:
    """Confirm by the password and return the session's new token. Raises WrongPassword."""
    account = await queries.get_own_account(work, actor)
    if not await verify_password(account.password_hash, submitted):
        log.info("wrong password", session_id=str(actor.session_id))
        raise WrongPassword
    return await renew_session(work, actor)


@dataclass(frozen=True, slots=True)
class GuessableWords:
    """What packages above know of a person's surroundings: the words that others try first."""

    list_words: Callable[[AsyncSession, UUID], Awaitable[Collection[str]]]
    """Return the names of the schools of this profile, and of their teachers."""


async def set_password(
    work: UnitOfWork, actor: ProfilePrincipal, password: str, guessable: Collection[str] = ()
) -> None:
    """Set the actor's password, not made of their own data and these words; a change ends all other sessions.

    Raises ConfirmationNeeded, WeakPassword.
    """
    await require_confirmation(work, actor)
    account = await queries.get_own_account(work, actor)
    profile = await queries.get_own_profile(work, actor)
    own = [profile.last_name, profile.first_name, profile.patronymic or "", account.phone, f"{profile.birth_on:%d%m%Y}"]
    own += [text for badge in profile.badges for text in (str(badge["school"]), str(badge["detail"]))]
    if rules.is_weak(password, [*own, *guessable]):
        raise WeakPassword
    if account.password_hash is not None:
        await end_sessions(work, profile.id, except_id=actor.session_id)
    account.password_hash = await hash_password(password)
    work.audit("password.set", profile.id)
    log.info("password set", profile_id=str(profile.id))
    work.emit(PasswordChanged(profile_id=profile.id, change_id=new_id(), is_set=True))


async def remove_password(work: UnitOfWork, actor: ProfilePrincipal) -> None:
    """Remove the actor's password. Idempotent. Raises ConfirmationNeeded."""
    await require_confirmation(work, actor)
    account = await queries.get_own_account(work, actor)
    if account.password_hash is not None:
        account.password_hash = None
        work.audit("password.removed", account.id)
        profile = await queries.get_own_profile(work, actor)
        work.emit(PasswordChanged(profile_id=profile.id, change_id=new_id(), is_set=False))
