"""Codes by short message: asking for one, giving its text, judging what was typed.

A code follows from its row and the installation's key, so that whoever reads the database alone knows none.
"""

import hmac
import secrets
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.errors import Conflict, Invalid, TooManyRequests
from parta.core.outbox import emit
from parta.core.rate_limits import RateLimit, hit
from parta.identity import rules
from parta.identity.events import CodeRequested
from parta.identity.models import Delivery, PhoneCode

_CODES_AT_ONCE = RateLimit("codes at once", burst=5, every=timedelta(minutes=15))
"""Messages cost money and annoy whoever did not ask: five for somebody with a bad connection."""
_CODES_A_DAY = RateLimit("codes a day", burst=15, every=timedelta(minutes=96))
"""With five tries a code, 75 guesses a day at one in a million."""

log = structlog.get_logger()


class WrongCode(Invalid):
    """Not the code that was sent. `tries_left` among the facts. The try stays counted."""

    code = "wrong_code"
    keeps = True


class CodeExpired(Conflict):
    """The code is too old, or was used."""

    code = "code_expired"


class NoTriesLeft(Conflict):
    """The code was guessed at too often: only another one helps."""

    code = "no_tries_left"


async def request_code(session: AsyncSession, phone: str) -> PhoneCode:
    """Let a code be sent to this number (E.164). Raises TooMany."""
    await _spend(session, phone)
    at = now()
    code = PhoneCode(
        phone=phone,
        nonce=secrets.token_bytes(16),
        tries_left=rules.CODE_TRIES,
        sent_at=at,
        expires_at=at + rules.CODE_LIFE,
        next_try_at=at + rules.LATE_TRY,
    )
    session.add(code)
    await session.flush()
    emit(session, CodeRequested(code_id=code.id))
    return code


async def request_another(session: AsyncSession, code_id: UUID) -> PhoneCode:
    """Let another code be sent in place of this one, which is worth nothing from now on. Raises TooMany."""
    code = await _locked(session, code_id)
    wait = wait_for_another(code)
    if wait:
        raise TooManyRequests(retry_after=wait)
    await _spend(session, code.phone)
    at = now()
    code.nonce = secrets.token_bytes(16)
    code.sendings += 1
    code.tries_left = rules.CODE_TRIES
    code.sent_at, code.expires_at, code.next_try_at = at, at + rules.CODE_LIFE, at + rules.LATE_TRY
    code.delivery, code.deliveries_tried = Delivery.SENDING, 0
    emit(session, CodeRequested(code_id=code.id))
    return code


def wait_for_another(code: PhoneCode) -> int:
    """Give the seconds until another code may be asked for; none, if this one could not be delivered."""
    if code.delivery is Delivery.FAILED:
        return 0
    return rules.resend_after(code.sendings, code.sent_at, now())


async def use_code(session: AsyncSession, key: bytes, code_id: UUID, given: str) -> None:
    """Take the code if it is right; it works once. Raises WrongCode, CodeExpired, NoTriesLeft."""
    code = await _locked(session, code_id)
    if code.tries_left == 0:
        raise NoTriesLeft
    if code.expires_at <= now():
        raise CodeExpired
    if not hmac.compare_digest(digits_of(key, code), given):
        code.tries_left -= 1
        log.info("wrong code", code_id=str(code.id), tries_left=code.tries_left)
        raise WrongCode(tries_left=code.tries_left)
    code.expires_at = now()


def digits_of(key: bytes, code: PhoneCode) -> str:
    """Give the six digits that were sent."""
    digest = hmac.digest(key, code.id.bytes + code.nonce, "sha256")
    return f"{int.from_bytes(digest[:16]) % 1_000_000:06}"


def text_of(key: bytes, code: PhoneCode) -> str:
    """Give the message with the code."""
    return f"Код Парты: {digits_of(key, code)}. Никому его не называйте: даже школа не вправе его спрашивать."


async def _spend(session: AsyncSession, phone: str) -> None:
    await hit(session, _CODES_AT_ONCE, phone)
    await hit(session, _CODES_A_DAY, phone)


async def _locked(session: AsyncSession, code_id: UUID) -> PhoneCode:
    row = select(PhoneCode).where(PhoneCode.id == code_id).with_for_update()
    return (await session.execute(row.execution_options(populate_existing=True))).scalar_one()
