"""Codes by SMS: request, text, verification.

A code is derived from its row and the installation's key: reading the database alone reveals no code.
"""

import hmac
import secrets
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import select

from parta.core.clock import now
from parta.core.errors import Conflict, Invalid, TooManyRequests
from parta.core.rate_limits import RateLimit
from parta.core.unit_of_work import UnitOfWork
from parta.identity import rules
from parta.identity.events import CodeRequested
from parta.identity.models import Delivery, PhoneCode

CODES_BURST = RateLimit("codes at once", burst=5, interval=timedelta(minutes=15))
"""Messages cost money and annoy people who did not ask for them; five allow for a bad connection."""
CODES_PER_DAY = RateLimit("codes a day", burst=15, interval=timedelta(minutes=96))
"""With five tries per code: 75 guesses a day at one in a million."""

log = structlog.get_logger()


CODES_BY_ADDRESS = RateLimit("codes by address", burst=60, interval=timedelta(seconds=30))
"""Two classes behind one address at once; whoever was signed in in that browser before counts apart."""


class PhoneNotServed(Invalid):
    """Codes are not sent to this number: it is no mobile one, or of a country that is not served."""

    code = "phone_not_served"


class WrongCode(Invalid):
    """Not the code that was sent. Extra: `tries_left`. The try is counted."""

    code = "wrong_code"
    commits = True


class CodeExpired(Conflict):
    """The code has expired or was used."""

    code = "code_expired"


class NoTriesLeft(Conflict):
    """Too many wrong tries: another code must be requested."""

    code = "no_tries_left"


async def request_code(work: UnitOfWork, phone: str) -> PhoneCode:
    """Create a code and emit CodeRequested for this number (E.164); the caller has hit the limits of codes."""
    at = now()
    code = PhoneCode(
        phone=phone,
        nonce=secrets.token_bytes(16),
        tries_left=rules.MAX_CODE_TRIES,
        sent_at=at,
        expires_at=at + rules.CODE_LIFETIME,
        next_try_at=at + rules.FIRST_RETRY_DELAY,
    )
    work.add(code)
    await work.flush()
    work.emit(CodeRequested(code_id=code.id))
    return code


async def resend_code(work: UnitOfWork, code_id: UUID) -> PhoneCode:
    """Replace this code by a new one and emit CodeRequested; the old code is invalid.

    The caller has hit the limits of codes. Raises TooManyRequests if it is too early for another one.
    """
    code = await _lock_code(work, code_id)
    require_resend_time(code)
    at = now()
    code.nonce = secrets.token_bytes(16)
    code.send_count += 1
    code.tries_left = rules.MAX_CODE_TRIES
    code.sent_at, code.expires_at, code.next_try_at = at, at + rules.CODE_LIFETIME, at + rules.FIRST_RETRY_DELAY
    code.delivery, code.delivery_tries = Delivery.SENDING, 0
    work.emit(CodeRequested(code_id=code.id))
    return code


def get_resend_wait(code: PhoneCode) -> int:
    """Return the seconds until another code may be requested; 0 if this one could not be delivered."""
    if code.delivery is Delivery.FAILED:
        return 0
    return rules.get_resend_after(code.send_count, code.sent_at, now())


def require_resend_time(code: PhoneCode) -> None:
    """Ensure that another code may be requested now. Raises TooManyRequests."""
    wait = get_resend_wait(code)
    if wait:
        raise TooManyRequests(retry_after=wait)


async def consume_code(work: UnitOfWork, key: bytes, code_id: UUID, submitted: str) -> None:
    """Check the code and mark it used. Raises WrongCode, CodeExpired, NoTriesLeft."""
    code = await _lock_code(work, code_id)
    if code.tries_left == 0:
        raise NoTriesLeft
    if code.expires_at <= now():
        raise CodeExpired
    if not hmac.compare_digest(derive_digits(key, code), submitted):
        code.tries_left -= 1
        log.info("wrong code", code_id=str(code.id), tries_left=code.tries_left)
        raise WrongCode(tries_left=code.tries_left)
    code.expires_at = now()


def derive_digits(key: bytes, code: PhoneCode) -> str:
    """Return the six digits of the code."""
    digest = hmac.digest(key, code.id.bytes + code.nonce, "sha256")
    return f"{int.from_bytes(digest[:16]) % 1_000_000:06}"


def build_text(key: bytes, code: PhoneCode) -> str:
    """Return the text of the SMS."""
    return f"Код Парты: {derive_digits(key, code)}. Никому его не называйте: даже школа не вправе его спрашивать."


async def _lock_code(work: UnitOfWork, code_id: UUID) -> PhoneCode:
    row = select(PhoneCode).where(PhoneCode.id == code_id).with_for_update()
    return (await work.execute(row)).scalar_one()
