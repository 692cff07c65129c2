"""Delivering codes, and letting go of what is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.rate_limits import delete_full_buckets
from parta.identity import rules
from parta.identity.models import Delivery, Notice, PhoneAttempt, PhoneCode, ProfileSession
from parta.identity.service.codes import text_of

_UNDELIVERED = (Delivery.SENDING, Delivery.DELAYED)
_NOTICES_KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Errand:
    """A message to deliver, and which sending of its code it carries."""

    code_id: UUID
    sending: int
    phone: str
    text: str

    @property
    def key(self) -> str:
        """Give what names this sending: repeated, it is the same message."""
        return f"{self.code_id}:{self.sending}"


async def find_errand(session: AsyncSession, key: bytes, code_id: UUID) -> Errand | None:
    """Give the message to deliver; none, if it was delivered or is worth nothing any more."""
    code = await session.get(PhoneCode, code_id)
    if code is None or code.delivery not in _UNDELIVERED or code.expires_at <= now():
        return None
    return Errand(code_id=code.id, sending=code.sendings, phone=code.phone, text=text_of(key, code))


async def note_delivery(session: AsyncSession, errand: Errand, delivery: Delivery, *, wait: float | None) -> None:
    """Note what became of the message, unless another was asked for meanwhile.

    A delayed one is tried again after `wait` seconds, or ever more rarely; when the code will be worth nothing
    by then, it has failed, and the person may ask for another at once.
    """
    row = select(PhoneCode).where(PhoneCode.id == errand.code_id, PhoneCode.sendings == errand.sending)
    code = (await session.execute(row.with_for_update())).scalar_one_or_none()
    if code is None or code.delivery is Delivery.SENT:
        return
    later = timedelta(seconds=wait) if wait is not None else rules.LATE_TRY * 2**code.deliveries_tried
    next_try_at = now() + later
    is_too_late = delivery is Delivery.DELAYED and next_try_at >= code.expires_at
    code.deliveries_tried += 1
    code.next_try_at = next_try_at
    code.delivery = Delivery.FAILED if is_too_late else delivery


async def list_late(session: AsyncSession) -> Sequence[UUID]:
    """Give the codes whose time to be tried again has come; those that came too late have failed."""
    at = now()
    late = select(PhoneCode).where(PhoneCode.delivery.in_(_UNDELIVERED), PhoneCode.next_try_at <= at)
    codes = (await session.execute(late.limit(100).with_for_update(skip_locked=True))).scalars().all()
    for code in codes:
        if code.expires_at <= at:
            code.delivery = Delivery.FAILED
    return [code.id for code in codes if code.delivery is not Delivery.FAILED]


async def forget_expired(session: AsyncSession) -> None:
    """Forget sign-ins, codes, sessions, notices and throttles whose time is over."""
    at = now()
    await session.execute(delete(PhoneAttempt).where(PhoneAttempt.expires_at <= at))
    idle = ProfileSession.seen_at <= at - rules.IDLE_LIFE
    await session.execute(delete(ProfileSession).where(or_(ProfileSession.expires_at <= at, idle)))
    in_use = or_(
        exists().where(PhoneAttempt.code_id == PhoneCode.id), exists().where(ProfileSession.code_id == PhoneCode.id)
    )
    await session.execute(delete(PhoneCode).where(PhoneCode.expires_at <= at, ~in_use))
    await session.execute(delete(Notice).where(Notice.at <= at - _NOTICES_KEPT))
    await delete_full_buckets(session)
