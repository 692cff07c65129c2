"""Handlers, tasks and schedules of Parta ID."""

from uuid import UUID

import structlog

from parta.adapters.context import Context
from parta.adapters.sms.port import SmsRefused, SmsUnavailable
from parta.core.keys import derive_key
from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.identity.events import CodeRequested
from parta.identity.models import Delivery
from parta.identity.service import delivery

DELIVER_CODE = Task("identity.deliver_code", is_repeated=True)

log = structlog.get_logger()


async def code_requested(context: Context, event: CodeRequested) -> None:
    """Send the code. Idempotent: the carrier deduplicates by the key."""
    await deliver_code(context, event.code_id)


async def deliver_late_codes(work: UnitOfWork) -> None:
    """Enqueue again what the carrier did not accept, until the codes expire. Runs every few seconds."""
    work.enqueue(DELIVER_CODE, *await delivery.list_due(work))


async def sweep(work: UnitOfWork) -> None:
    """Delete what has expired."""
    await delivery.delete_expired(work)


async def deliver_code(context: Context, code_id: UUID) -> None:
    """Send the code, unless it was sent or has expired, and record the outcome."""
    key = derive_key(context.settings, "codes")
    async with context.transaction() as work:
        sms = await delivery.find_outgoing_sms(work, key, code_id)
    if sms is None:
        return
    outcome, wait = Delivery.SENT, None
    try:
        await context.sms.send(sms.phone, sms.text, key=sms.key)
    except SmsUnavailable as error:
        log.warning("code delayed", reason=str(error))
        outcome, wait = Delivery.DELAYED, error.known_wait_s
    except SmsRefused as error:
        log.warning("code refused", reason=str(error))
        outcome = Delivery.FAILED
    async with context.transaction() as work:
        await delivery.record_delivery(work, sms, outcome, wait=wait)
