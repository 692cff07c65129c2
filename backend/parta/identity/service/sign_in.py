"""Sign-in: phone number, code or password, and a new profile where there is none.

Until the code or the password is verified, no answer depends on whether the number is known.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import delete, select

from parta.core.clock import now
from parta.core.errors import Conflict, Invalid
from parta.core.passwords import verify_password
from parta.core.principal_sessions import create_token, hash_token
from parta.core.rate_limits import RateLimit
from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries, rules
from parta.identity.models import PhoneAttempt, PhoneCode, Profile, Sex, Step
from parta.identity.schemas import PersonName, SignInState
from parta.identity.service.attempts import end_attempts, lock_phone
from parta.identity.service.codes import consume_code, get_resend_wait, request_code, require_resend_time, resend_code
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


class AttemptEnded(NoAttempt):
    """Somebody has created the profile meanwhile: this code was for none. The sign-in ends."""

    commits = True


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
    phone: str | None = None
    """The number (E.164) that has signed in."""


async def read_state(work: UnitOfWork, browser: Browser, *, is_signed_in: bool) -> SignInState:
    """Return the state of this browser's sign-in; of one that has ended only the number.

    One that is done says so only where somebody is signed in: the answer with the session may have been lost.
    """
    found = await _find_row(work, browser)
    if found is None or (found.step is Step.DONE and not is_signed_in):
        return _INITIAL_STATE
    if found.expires_at <= now():
        kept = None if found.step is Step.DONE else rules.format_phone(found.phone)
        return _INITIAL_STATE.model_copy(update={"phone": kept})
    return await _to_state(work, found)


async def find_code_recipient(work: UnitOfWork, browser: Browser, phone_text: str) -> str | None:
    """Return the number to which `begin` will send a code; None if it only resumes. Raises BadPhone."""
    phone = rules.parse_phone(phone_text)
    if phone is None:
        raise BadPhone
    found = await _find_attempt(work, browser)
    return None if found is not None and found.phone == phone and _is_in_progress(found) else phone


async def find_attempt_phone(work: UnitOfWork, browser: Browser) -> str | None:
    """Return the number of this browser's attempt while it waits for a code or a password, or None."""
    found = await _find_attempt(work, browser)
    return found.phone if found is not None and found.step is Step.CODE else None


async def find_resend_recipient(work: UnitOfWork, browser: Browser) -> str | None:
    """Return the number to which `resend` will send a code, or None. Raises TooManyRequests if it is too early."""
    found = await _find_attempt(work, browser)
    if found is None or found.step is not Step.CODE:
        return None
    require_resend_time(await work.get_one(PhoneCode, found.code_id))
    return found.phone


async def begin(work: UnitOfWork, browser: Browser, phone_text: str) -> Outcome:
    """Begin to sign in by this number; the same number again resumes, also of many requests at once. Raises BadPhone.

    The browser's attempt by another number becomes one by this number.
    """
    phone = rules.parse_phone(phone_text)
    if phone is None:
        raise BadPhone
    found = await _find_row(work, browser)
    if found is not None and found.phone == phone and _is_in_progress(found):
        return Outcome(await _to_state(work, found))
    code = await request_code(work, phone)
    token = browser.attempt if found is not None and browser.attempt else create_token()
    attempt = found or PhoneAttempt(token_hash=hash_token(token))
    attempt.phone, attempt.code_id, attempt.step, attempt.proved_at = phone, code.id, Step.CODE, None
    attempt.created_at, attempt.expires_at = code.sent_at, code.sent_at + rules.ATTEMPT_LIFETIME
    work.add(attempt)
    await work.flush()
    return Outcome(await _to_state(work, attempt), attempt=token)


async def resend(work: UnitOfWork, browser: Browser) -> SignInState:
    """Send another code. Raises NoAttempt, TooManyRequests."""
    attempt = await _get_unfinished(work, browser)
    if attempt.step is Step.CODE:
        code = await resend_code(work, attempt.code_id)
        attempt.expires_at = code.sent_at + rules.ATTEMPT_LIFETIME
    return await _to_state(work, attempt)


async def submit_code(work: UnitOfWork, browser: Browser, key: bytes, submitted: str) -> Outcome:
    """Continue the sign-in with the code. Raises NoAttempt, WrongCode, CodeExpired, NoTriesLeft."""
    attempt = await _get_unfinished(work, browser)
    if attempt.step is not Step.CODE:
        return Outcome(await _to_state(work, attempt))
    await consume_code(work, key, attempt.code_id, submitted)
    profile = await queries.find_profile_by_phone(work, attempt.phone)
    if profile is not None:
        return await _complete(work, attempt, browser, profile, proved_at=now())
    attempt.step, attempt.proved_at = Step.PROFILE, now()
    return Outcome(await _to_state(work, attempt))


async def submit_password(work: UnitOfWork, browser: Browser, submitted: str) -> Outcome:
    """Continue the sign-in with the password; the caller has hit the limit. Raises NoAttempt, WrongPassword."""
    attempt = await _get_unfinished(work, browser)
    if attempt.step is not Step.CODE:
        return Outcome(await _to_state(work, attempt))
    account = await queries.find_account(work, attempt.phone)
    is_valid = await verify_password(account.password_hash if account else None, submitted)
    profile = await queries.find_profile_by_phone(work, attempt.phone)
    if profile is None or not is_valid:
        log.info("wrong password", attempt_id=str(attempt.id))
        raise WrongPassword
    return await _complete(work, attempt, browser, profile, proved_at=now())


async def submit_profile(work: UnitOfWork, browser: Browser, name: PersonName, *, birth_on: date, sex: Sex) -> Outcome:
    """Create the profile and complete the sign-in; the others by this number end. Raises WrongStep, ImplausibleBirth.

    Idempotent: a second tab of this browser finds it done. In another browser the code opens nothing once somebody has
    created the profile. Raises NoAttempt.
    """
    attempt = await _get_attempt(work, browser)
    if attempt.step is Step.DONE:
        return Outcome(await _to_state(work, attempt))
    if attempt.step is not Step.PROFILE:
        raise WrongStep
    if await queries.find_profile_by_phone(work, attempt.phone) is not None:
        attempt.expires_at = now()
        raise AttemptEnded
    profile = await create_profile(work, attempt.phone, name, birth_on=birth_on, sex=sex)
    await end_attempts(work, attempt.phone, except_id=attempt.id)
    return await _complete(work, attempt, browser, profile, proved_at=attempt.proved_at)


async def abandon(work: UnitOfWork, browser: Browser) -> None:
    """Delete this browser's sign-in, so that another number can be entered. Idempotent."""
    if browser.attempt is not None:
        own = PhoneAttempt.token_hash == hash_token(browser.attempt)
        await work.execute(delete(PhoneAttempt).where(own))


async def _complete(
    work: UnitOfWork, attempt: PhoneAttempt, browser: Browser, profile: Profile, *, proved_at: datetime | None
) -> Outcome:
    token = await open_session(work, profile.id, device=browser.device, address=browser.address, proved_at=proved_at)
    attempt.step = Step.DONE
    return Outcome(await _to_state(work, attempt), session=token, phone=attempt.phone)


async def _find_attempt(work: UnitOfWork, browser: Browser) -> PhoneAttempt | None:
    """Return this browser's attempt if it has not ended, locked."""
    found = await _find_row(work, browser)
    return found if found is not None and found.expires_at > now() else None


async def _find_row(work: UnitOfWork, browser: Browser) -> PhoneAttempt | None:
    """Return this browser's attempt, ended or not. Its number is locked: of two tabs one acts at a time."""
    if browser.attempt is None:
        return None
    own = PhoneAttempt.token_hash == hash_token(browser.attempt)
    phone = await work.scalar(select(PhoneAttempt.phone).where(own))
    if phone is None:
        return None
    await lock_phone(work, phone)
    return await work.scalar(select(PhoneAttempt).where(own).with_for_update())


def _is_in_progress(attempt: PhoneAttempt) -> bool:
    return attempt.step is not Step.DONE and attempt.expires_at > now()


async def _get_attempt(work: UnitOfWork, browser: Browser) -> PhoneAttempt:
    found = await _find_attempt(work, browser)
    if found is None:
        raise NoAttempt
    return found


async def _get_unfinished(work: UnitOfWork, browser: Browser) -> PhoneAttempt:
    """Return this browser's attempt; one that is done opens nothing again. Raises NoAttempt."""
    found = await _get_attempt(work, browser)
    if found.step is Step.DONE:
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
