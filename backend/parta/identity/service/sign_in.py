"""Sign-in: phone number, code or password, and a new profile where there is none.

Until the code or the password is verified, no answer depends on whether the number is known.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

import structlog
from sqlalchemy import delete, select

from parta.core.clock import now
from parta.core.errors import Conflict, Invalid
from parta.core.passwords import verify_password
from parta.core.rate_limits import RateLimit
from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries, rules
from parta.identity.models import PhoneAttempt, PhoneCode, Profile, Sex, Step
from parta.identity.schemas import PersonName, SignInState
from parta.identity.service.codes import consume_code, get_resend_wait, request_code, resend_code
from parta.identity.service.profiles import create_profile
from parta.identity.service.sessions import open_session

PASSWORDS = RateLimit("passwords", burst=10, interval=timedelta(minutes=3))
"""Ten for somebody who tries all their passwords; at most 480 a day for an attacker."""
_INITIAL_STATE = SignInState(
    step="phone", phone=None, resend_after=None, tries_left=None, expires_at=None, delivery=None
)

log = structlog.get_logger()


class BadPhone(Invalid):
    """Not a number that can receive an SMS."""

    code = "bad_phone"


class NoAttempt(Conflict):
    """The browser has no sign-in in progress, or it has expired: begin with the number."""

    code = "no_attempt"


class WrongStep(Conflict):
    """The sign-in has not reached this step."""

    code = "wrong_step"


class WrongPassword(Invalid):
    """Not the password of this number, or it has none, or the number is unknown. The try is counted."""

    code = "wrong_password"
    commits = True


@dataclass(frozen=True, slots=True)
class Browser:
    """The browser that signs in: the token of its attempt, its device name and address."""

    attempt: str | None
    device: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new state of the sign-in, and the tokens that the browser must store."""

    state: SignInState
    attempt: str | None = None
    session: str | None = None


async def read_state(work: UnitOfWork, browser: Browser) -> SignInState:
    """Return the state of this browser's sign-in."""
    attempt = await _find_attempt(work, browser)
    return _INITIAL_STATE if attempt is None else await _to_state(work, attempt)


async def find_code_recipient(work: UnitOfWork, browser: Browser, phone_text: str) -> str | None:
    """Return the number to which `begin` will send a code; None if it only resumes. Raises BadPhone."""
    phone = rules.parse_phone(phone_text)
    if phone is None:
        raise BadPhone
    found = await _find_attempt(work, browser)
    return None if found is not None and found.phone == phone and found.step is not Step.DONE else phone


async def find_attempt_phone(work: UnitOfWork, browser: Browser) -> str | None:
    """Return the number of this browser's attempt while it waits for a code or a password, or None."""
    found = await _find_attempt(work, browser)
    return found.phone if found is not None and found.step is Step.CODE else None


async def begin(work: UnitOfWork, browser: Browser, phone_text: str) -> Outcome:
    """Begin to sign in by this number; the same number again resumes. Raises BadPhone."""
    phone = rules.parse_phone(phone_text)
    if phone is None:
        raise BadPhone
    found = await _find_attempt(work, browser)
    if found is not None and found.phone == phone and found.step is not Step.DONE:
        return Outcome(await _to_state(work, found))
    code = await request_code(work, phone)
    if found is not None:
        await work.delete(found)
    token = secrets.token_urlsafe(32)
    attempt = PhoneAttempt(
        token_hash=queries.hash_token(token), phone=phone, code_id=code.id, expires_at=now() + rules.ATTEMPT_LIFETIME
    )
    work.add(attempt)
    await work.flush()
    return Outcome(await _to_state(work, attempt), attempt=token)


async def resend(work: UnitOfWork, browser: Browser) -> SignInState:
    """Send another code. Raises NoAttempt, TooManyRequests."""
    attempt = await _get_attempt(work, browser)
    if attempt.step is Step.CODE:
        await resend_code(work, attempt.code_id)
    return await _to_state(work, attempt)


async def submit_code(work: UnitOfWork, browser: Browser, key: bytes, submitted: str) -> Outcome:
    """Continue the sign-in with the code. Raises NoAttempt, WrongCode, CodeExpired, NoTriesLeft."""
    attempt = await _get_attempt(work, browser)
    if attempt.step is not Step.CODE:
        return Outcome(await _to_state(work, attempt))
    await consume_code(work, key, attempt.code_id, submitted)
    profile = await queries.find_profile_by_phone(work, attempt.phone)
    if profile is not None:
        return await _complete(work, attempt, browser, profile)
    attempt.step = Step.PROFILE
    return Outcome(await _to_state(work, attempt))


async def submit_password(work: UnitOfWork, browser: Browser, submitted: str) -> Outcome:
    """Continue the sign-in with the password; the caller has hit the limit. Raises NoAttempt, WrongPassword."""
    attempt = await _get_attempt(work, browser)
    if attempt.step is not Step.CODE:
        return Outcome(await _to_state(work, attempt))
    account = await queries.find_account(work, attempt.phone)
    is_valid = await verify_password(account.password_hash if account else None, submitted)
    profile = await queries.find_profile_by_phone(work, attempt.phone)
    if profile is None or not is_valid:
        log.info("wrong password", attempt_id=str(attempt.id))
        raise WrongPassword
    return await _complete(work, attempt, browser, profile)


async def submit_profile(work: UnitOfWork, browser: Browser, name: PersonName, *, birth_on: date, sex: Sex) -> Outcome:
    """Create the profile and complete the sign-in. Raises NoAttempt, WrongStep, ImplausibleBirth.

    Idempotent: a second tab finds the profile that the first one created.
    """
    attempt = await _get_attempt(work, browser)
    if attempt.step is Step.DONE:
        return Outcome(await _to_state(work, attempt))
    if attempt.step is not Step.PROFILE:
        raise WrongStep
    profile = await create_profile(work, attempt.phone, name, birth_on=birth_on, sex=sex)
    return await _complete(work, attempt, browser, profile)


async def abandon(work: UnitOfWork, browser: Browser) -> None:
    """Delete this browser's sign-in, so that another number can be entered. Idempotent."""
    if browser.attempt is not None:
        own = PhoneAttempt.token_hash == queries.hash_token(browser.attempt)
        await work.execute(delete(PhoneAttempt).where(own))


async def _complete(work: UnitOfWork, attempt: PhoneAttempt, browser: Browser, profile: Profile) -> Outcome:
    token = await open_session(work, profile.id, device=browser.device, address=browser.address)
    attempt.step = Step.DONE
    return Outcome(await _to_state(work, attempt), session=token)


async def _find_attempt(work: UnitOfWork, browser: Browser) -> PhoneAttempt | None:
    """Return this browser's attempt, locked: of two tabs one acts at a time."""
    if browser.attempt is None:
        return None
    active = select(PhoneAttempt).where(
        PhoneAttempt.token_hash == queries.hash_token(browser.attempt), PhoneAttempt.expires_at > now()
    )
    return (await work.execute(active.with_for_update())).scalar_one_or_none()


async def _get_attempt(work: UnitOfWork, browser: Browser) -> PhoneAttempt:
    found = await _find_attempt(work, browser)
    if found is None:
        raise NoAttempt
    return found


async def _to_state(work: UnitOfWork, attempt: PhoneAttempt) -> SignInState:
    phone = rules.format_phone(attempt.phone)
    if attempt.step is not Step.CODE:
        return SignInState(
            step=attempt.step.value, phone=phone, resend_after=None, tries_left=None, expires_at=None, delivery=None
        )
    code = await work.get_one(PhoneCode, attempt.code_id)
    return SignInState(
        step=attempt.step.value,
        phone=phone,
        resend_after=get_resend_wait(code),
        tries_left=code.tries_left,
        expires_at=code.expires_at,
        delivery=code.delivery,
    )
