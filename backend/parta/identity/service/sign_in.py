"""Signing in: number, code or password, and a profile for who has none.

Until the code or the password is right, nothing depends on whether the number is known.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

import structlog
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.errors import Conflict, Invalid
from parta.core.passwords import verify_password
from parta.core.rate_limits import RateLimit, hit
from parta.identity import queries, rules
from parta.identity.models import PhoneAttempt, PhoneCode, Profile, Sex, Step
from parta.identity.schemas import PersonName, SignInState
from parta.identity.service.codes import request_another, request_code, use_code, wait_for_another
from parta.identity.service.profiles import create_profile
from parta.identity.service.sessions import open_session

_PASSWORDS = RateLimit("passwords", burst=10, every=timedelta(minutes=3))
"""Ten for somebody who tries all their passwords; 480 a day for somebody who guesses."""
_NOBODY = SignInState(step="phone", phone=None, resend_after=None, tries_left=None, expires_at=None, delivery=None)

log = structlog.get_logger()


class BadPhone(Invalid):
    """No number that a message could reach."""

    code = "bad_phone"


class NoAttempt(Conflict):
    """The browser has no sign-in under way, or it is too old: begin with the number."""

    code = "no_attempt"


class WrongStep(Conflict):
    """The sign-in is not there yet."""

    code = "wrong_step"


class WrongPassword(Invalid):
    """Not the password of this number, or it has none, or nobody has the number. The try stays counted."""

    code = "wrong_password"
    keeps = True


@dataclass(frozen=True, slots=True)
class Browser:
    """What signs in: the token of its attempt, its name, and where it is."""

    attempt: str | None
    device: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the sign-in stands now, and the tokens that the browser keeps from now on."""

    state: SignInState
    attempt: str | None = None
    session: str | None = None


async def read_state(session: AsyncSession, browser: Browser) -> SignInState:
    """Read where this browser's sign-in stands."""
    attempt = await _find(session, browser)
    return _NOBODY if attempt is None else await _state(session, attempt)


async def begin(session: AsyncSession, browser: Browser, phone_text: str) -> Outcome:
    """Begin to sign in by this number; the same number again goes on. Raises BadPhone, TooMany."""
    phone = rules.find_phone(phone_text)
    if phone is None:
        raise BadPhone
    found = await _find(session, browser)
    if found is not None and found.phone == phone and found.step is not Step.DONE:
        return Outcome(await _state(session, found))
    code = await request_code(session, phone)
    if found is not None:
        await session.delete(found)
    token = secrets.token_urlsafe(32)
    attempt = PhoneAttempt(
        token_hash=queries.hash_token(token), phone=phone, code_id=code.id, expires_at=now() + rules.ATTEMPT_LIFE
    )
    session.add(attempt)
    await session.flush()
    return Outcome(await _state(session, attempt), attempt=token)


async def resend(session: AsyncSession, browser: Browser) -> SignInState:
    """Let another code be sent. Raises NoAttempt, TooMany."""
    attempt = await _get(session, browser)
    if attempt.step is Step.CODE:
        await request_another(session, attempt.code_id)
    return await _state(session, attempt)


async def give_code(session: AsyncSession, browser: Browser, key: bytes, given: str) -> Outcome:
    """Go on with the right code. Raises NoAttempt, WrongCode, CodeExpired, NoTriesLeft."""
    attempt = await _get(session, browser)
    if attempt.step is not Step.CODE:
        return Outcome(await _state(session, attempt))
    await use_code(session, key, attempt.code_id, given)
    profile = await queries.find_profile_of(session, attempt.phone)
    if profile is not None:
        return await _enter(session, attempt, browser, profile)
    attempt.step = Step.PROFILE
    return Outcome(await _state(session, attempt))


async def give_password(session: AsyncSession, browser: Browser, given: str) -> Outcome:
    """Go on with the right password. Raises NoAttempt, WrongPassword, TooMany."""
    attempt = await _get(session, browser)
    if attempt.step is not Step.CODE:
        return Outcome(await _state(session, attempt))
    await hit(session, _PASSWORDS, attempt.phone)
    account = await queries.find_account(session, attempt.phone)
    right = await verify_password(account.password_hash if account else None, given)
    profile = await queries.find_profile_of(session, attempt.phone)
    if profile is None or not right:
        log.info("wrong password", attempt_id=str(attempt.id))
        raise WrongPassword
    return await _enter(session, attempt, browser, profile)


async def give_profile(
    session: AsyncSession, browser: Browser, name: PersonName, *, birth_on: date, sex: Sex
) -> Outcome:
    """Make the profile and go in. Raises NoAttempt, WrongStep, ImplausibleBirth.

    Who finishes in two tabs has one profile: the second finds it.
    """
    attempt = await _get(session, browser)
    if attempt.step is Step.DONE:
        return Outcome(await _state(session, attempt))
    if attempt.step is not Step.PROFILE:
        raise WrongStep
    profile = await create_profile(session, attempt.phone, name, birth_on=birth_on, sex=sex)
    return await _enter(session, attempt, browser, profile)


async def abandon(session: AsyncSession, browser: Browser) -> None:
    """Forget this browser's sign-in, so that another number may be given. Safe to repeat."""
    if browser.attempt is not None:
        theirs = PhoneAttempt.token_hash == queries.hash_token(browser.attempt)
        await session.execute(delete(PhoneAttempt).where(theirs))


async def _enter(session: AsyncSession, attempt: PhoneAttempt, browser: Browser, profile: Profile) -> Outcome:
    token = await open_session(session, profile.id, device=browser.device, address=browser.address)
    attempt.step = Step.DONE
    return Outcome(await _state(session, attempt), session=token)


async def _find(session: AsyncSession, browser: Browser) -> PhoneAttempt | None:
    """Give this browser's attempt, held: of two tabs one acts at a time."""
    if browser.attempt is None:
        return None
    alive = select(PhoneAttempt).where(
        PhoneAttempt.token_hash == queries.hash_token(browser.attempt), PhoneAttempt.expires_at > now()
    )
    return (await session.execute(alive.with_for_update())).scalar_one_or_none()


async def _get(session: AsyncSession, browser: Browser) -> PhoneAttempt:
    found = await _find(session, browser)
    if found is None:
        raise NoAttempt
    return found


async def _state(session: AsyncSession, attempt: PhoneAttempt) -> SignInState:
    phone = rules.show_phone(attempt.phone)
    if attempt.step is not Step.CODE:
        return SignInState(
            step=attempt.step.value, phone=phone, resend_after=None, tries_left=None, expires_at=None, delivery=None
        )
    code = await session.get_one(PhoneCode, attempt.code_id)
    return SignInState(
        step=attempt.step.value,
        phone=phone,
        resend_after=wait_for_another(code),
        tries_left=code.tries_left,
        expires_at=code.expires_at,
        delivery=code.delivery,
    )
