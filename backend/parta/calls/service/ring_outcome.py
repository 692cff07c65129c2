"""Refused and missed rings, which end the call of a dialog."""

from uuid import UUID

from sqlalchemy import select

from parta.calls.models import CallState, EndReason, Participant, Ring, RingState
from parta.calls.queries.access import find_call
from parta.calls.rules.entry import RING_TIMEOUT
from parta.calls.rules.states import RingAction
from parta.calls.service.call import end_call
from parta.calls.service.locks import lock_call_and_chat
from parta.calls.service.ring import answer_ring, get_ring
from parta.core.clock import now
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.service import require_profile


async def refuse_ring(work: UnitOfWork, actor: Actor, ring_id: UUID) -> None:
    """Refuse the ring, on all of the actor's devices; in a dialog this ends the call.

    Idempotent. Raises NotFound, RingClosed.
    """
    profile_id = require_profile(actor)
    call_id = (await get_ring(work, profile_id, ring_id)).call_id
    await lock_call_and_chat(work, call_id)
    found = await get_ring(work, profile_id, ring_id)
    previous_state = found.state
    answer_ring(work, found, RingAction.REFUSE)
    await work.flush()
    if previous_state is RingState.RINGING:
        await _end_unanswered(work, call_id, EndReason.REFUSED)


async def list_calls_with_overdue_rings(work: UnitOfWork) -> list[UUID]:
    """Return the calls that have been ringing for too long."""
    overdue = select(Ring.call_id).where(Ring.state == RingState.RINGING, Ring.at < now() - RING_TIMEOUT).distinct()
    return list((await work.execute(overdue)).scalars())


async def expire_rings(work: UnitOfWork, call_id: UUID) -> None:
    """Mark the call's overdue rings as missed; the call of a dialog that nobody joined ends."""
    await lock_call_and_chat(work, call_id)
    ringing = select(Ring).where(Ring.call_id == call_id, Ring.state == RingState.RINGING)
    overdue = ringing.where(Ring.at < now() - RING_TIMEOUT)
    missed = (await work.execute(overdue)).scalars().all()
    for found in missed:
        answer_ring(work, found, RingAction.MISS)
    await work.flush()
    if missed:
        await _end_unanswered(work, call_id, EndReason.MISSED)


async def _end_unanswered(work: UnitOfWork, call_id: UUID, reason: EndReason) -> None:
    call = await find_call(work, call_id)
    if call is None or not call.is_dialog or call.state is not CallState.OPEN:
        return
    others = select(Participant.id).where(Participant.call_id == call_id, Participant.profile_id != call.creator_id)
    if (await work.execute(others.limit(1))).first() is None:
        await end_call(work, call_id, reason)
