"""Answers of Parta ID to what happens."""

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


async def code_requested(outside: Context, event: CodeRequested) -> None:
    """Send the code. Safe to repeat: the carrier knows the message by its key."""
    await _deliver(outside, event.code_id)


async def deliver_late_codes(outside: Context) -> None:
    """Try again what the carrier did not take, while the codes are worth it. Runs every few seconds."""
    async with transaction(outside.sessions, outside.bus) as session:
        late = await delivery.list_late(session)
    for code_id in late:
        await _deliver(outside, code_id)


async def sweep(outside: Context) -> None:
    """Let go of what is over."""
    async with transaction(outside.sessions, outside.bus) as session:
        await delivery.forget_expired(session)


async def _deliver(outside: Context, code_id: UUID) -> None:
    key = derive_key(outside.settings, "codes")
    async with transaction(outside.sessions, outside.bus) as session:
        errand = await delivery.find_errand(session, key, code_id)
    if errand is None:
        return
    became, wait = Delivery.SENT, None
    try:
        await outside.sms.send(errand.phone, errand.text, key=errand.key)
    except SmsUnavailable as error:
        log.warning("code delayed", reason=str(error))
        became, wait = Delivery.DELAYED, error.retry_after
    except SmsRefused as error:
        log.warning("code refused", reason=str(error))
        became = Delivery.FAILED
    async with transaction(outside.sessions, outside.bus) as session:
        await delivery.note_delivery(session, errand, became, wait=wait)
