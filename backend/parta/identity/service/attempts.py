"""The life of sign-ins in progress: they end with the first profile, with all sessions of the person, and by age."""

from uuid import UUID

from sqlalchemy import update

from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.identity.models import PhoneAttempt, Step


async def lock_phone(work: UnitOfWork, phone: str) -> None:
    """Lock what concerns this number (E.164): its account, its profile and all sign-ins by it."""
    await work.advisory_lock(f"phone:{phone}")


async def end_attempts(work: UnitOfWork, phone: str, *, except_id: UUID | None = None) -> None:
    """End the sign-ins by this number in all browsers but one: their codes and proofs open nothing afterwards."""
    await lock_phone(work, phone)
    at = now()
    in_progress = update(PhoneAttempt).where(
        PhoneAttempt.phone == phone, PhoneAttempt.step != Step.DONE, PhoneAttempt.expires_at > at
    )
    if except_id is not None:
        in_progress = in_progress.where(PhoneAttempt.id != except_id)
    await work.execute(in_progress.values(expires_at=at).execution_options(synchronize_session=False))
