"""Delivery of codes by SMS, and deletion of expired rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, or_, select

from parta.core.clock import now
from parta.core.rate_limits import delete_full_buckets
from parta.core.unit_of_work import UnitOfWork
from parta.identity import rules
from parta.identity.models import Delivery, PhoneAttempt, PhoneCode, ProfileSession
from parta.identity.queries import PROFILE_SESSIONS
from parta.identity.service.codes import build_text

_UNDELIVERED = (Delivery.SENDING, Delivery.DELAYED)


@dataclass(frozen=True, slots=True)
class OutgoingSms:
    """An SMS to send; `send_count` says which sending of its code it is."""

    code_id: UUID
    send_count: int
    phone: str
    text: str

    @property
    def key(self) -> str:
        """The idempotency key of this sending."""
        return f"{self.code_id}:{self.send_count}"


async def find_outgoing_sms(work: UnitOfWork, key: bytes, code_id: UUID) -> OutgoingSms | None:
    """Return the SMS to send; None if it was delivered or the code has expired."""
    code = await work.get(PhoneCode, code_id)
    if code is None or code.delivery not in _UNDELIVERED or code.expires_at <= now():
        return None
    return OutgoingSms(code_id=code.id, send_count=code.send_count, phone=code.phone, text=build_text(key, code))


async def record_delivery(work: UnitOfWork, sms: OutgoingSms, delivery: Delivery, *, wait: float | None) -> None:
    """Record the delivery outcome, unless another code was requested meanwhile.

    A delayed SMS is retried after `wait` seconds, or with exponential backoff; if the code will have expired
    by then, the delivery has failed and the person may request another code at once.
    """
    row = select(PhoneCode).where(PhoneCode.id == sms.code_id, PhoneCode.send_count == sms.send_count)
    code = (await work.execute(row.with_for_update())).scalar_one_or_none()
    if code is None or code.delivery is Delivery.SENT:
        return
    delay = timedelta(seconds=wait) if wait is not None else rules.FIRST_RETRY_DELAY * 2**code.delivery_tries
    next_try_at = now() + delay
    is_too_late = delivery is Delivery.DELAYED and next_try_at >= code.expires_at
    code.delivery_tries += 1
    code.next_try_at = next_try_at
    code.delivery = Delivery.FAILED if is_too_late else delivery


async def list_due(work: UnitOfWork) -> Sequence[UUID]:
    """Return the codes that are due for a retry; mark expired ones as failed."""
    at = now()
    due = select(PhoneCode).where(PhoneCode.delivery.in_(_UNDELIVERED), PhoneCode.next_try_at <= at)
    codes = (await work.execute(due.limit(100).with_for_update(skip_locked=True))).scalars().all()
    for code in codes:
        if code.expires_at <= at:
            code.delivery = Delivery.FAILED
    return [code.id for code in codes if code.delivery is not Delivery.FAILED]


async def delete_expired(work: UnitOfWork) -> None:
    """Delete expired sign-ins, codes, sessions and full rate limit buckets."""
    at = now()
    await work.execute(delete(PhoneAttempt).where(PhoneAttempt.expires_at <= at - rules.NUMBER_RETENTION))
    await PROFILE_SESSIONS.delete_ended(work)
    in_use = or_(
        exists().where(PhoneAttempt.code_id == PhoneCode.id), exists().where(ProfileSession.code_id == PhoneCode.id)
    )
    await work.execute(delete(PhoneCode).where(PhoneCode.expires_at <= at, ~in_use))
    await delete_full_buckets(work)
