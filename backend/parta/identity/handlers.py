"""Handlers and scheduled tasks of Parta ID."""

from uuid import UUID

import structlog

from parta.adapters.context import Context
from parta.adapters.sms.port import SmsRefused, SmsUnavailable
from parta.core.keys import derive_key
from parta.core.transaction import transaction
from parta.identity.events import CodeRequested
from parta.identity.models import Delivery
from parta.identity.service import delivery

log = structlog.get_logger()


async def code_requested(context: Context, event: CodeRequested) -> None:
    """Send the code. Idempotent: the carrier deduplicates by the key."""
    await _deliver(context, event.code_id)


async def deliver_late_codes(context: Context) -> None:
    """Retry what the carrier did not accept until the codes expire. Runs every few seconds."""
    async with transaction(context.sessions, context.bus) as session:
        due = await delivery.list_due(session)
    for code_id in due:
        await _deliver(context, code_id)


async def sweep(context: Context) -> None:
    """Delete what has expired."""
    async with transaction(context.sessions, context.bus) as session:
        await delivery.delete_expired(session)


async def _deliver(context: Context, code_id: UUID) -> None:
    key = derive_key(context.settings, "codes")
    async with transaction(context.sessions, context.bus) as session:
        sms = await delivery.find_outgoing_sms(session, key, code_id)
    if sms is None:
        return
    outcome, wait = Delivery.SENT, None
    try:
        await context.sms.send(sms.phone, sms.text, key=sms.key)
    except SmsUnavailable as error:
        log.warning("code delayed", reason=str(error))
        outcome, wait = Delivery.DELAYED, error.retry_after
    except SmsRefused as error:
        log.warning("code refused", reason=str(error))
        outcome = Delivery.FAILED
    async with transaction(context.sessions, context.bus) as session:
        await delivery.record_delivery(session, sms, outcome, wait=wait)
