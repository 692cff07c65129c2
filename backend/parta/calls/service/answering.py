"""What a dialog's call becomes when the other does not come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import CallState, EndReason, Participant, Ring, RingState
from parta.calls.queries.standing import find_call
from parta.calls.rules.states import RingAct
from parta.calls.service.calling import end_call
from parta.calls.service.holding import hold_whole
from parta.calls.service.rings import answer, get_ring
from parta.core.actor import Actor
from parta.messenger.service import person


async def refuse_ring(session: AsyncSession, actor: Actor, ring_id: UUID) -> None:
    """Let it ring no more on any device: the actor does not come. The only other's refusal ends the call.

    Safe to repeat. Raises NotFound, RingOver.
    """
    profile_id = person(actor)
    call_id = (await get_ring(session, profile_id, ring_id)).call_id
    await hold_whole(session, call_id)
    found = await get_ring(session, profile_id, ring_id)
    was = found.state
    answer(session, found, RingAct.REFUSE)
    await session.flush()
    if was is RingState.RINGING:
        await _end_unanswered(session, call_id, EndReason.REFUSED)


async def list_overdue(session: AsyncSession, since: datetime) -> list[UUID]:
    """Give the calls that ring for somebody longer than they should."""
    overdue = select(Ring.call_id).where(Ring.state == RingState.RINGING, Ring.at < since).distinct()
    return list((await session.execute(overdue)).scalars())


async def miss_rings(session: AsyncSession, call_id: UUID, since: datetime) -> None:
    """Let it ring no more for those who did not answer in time; the call of a dialog that nobody came to ends."""
    await hold_whole(session, call_id)
    overdue = select(Ring).where(Ring.call_id == call_id, Ring.state == RingState.RINGING, Ring.at < since)
    missed = (await session.execute(overdue.execution_options(populate_existing=True))).scalars().all()
    for found in missed:
        answer(session, found, RingAct.MISS)
    await session.flush()
    if missed:
        await _end_unanswered(session, call_id, EndReason.MISSED)


async def _end_unanswered(session: AsyncSession, call_id: UUID, why: EndReason) -> None:
    call = await find_call(session, call_id)
    if call is None or not call.is_dialog or call.state is not CallState.OPEN:
        return
    others = select(Participant.id).where(Participant.call_id == call_id, Participant.profile_id != call.creator_id)
    if (await session.execute(others.limit(1))).first() is None:
        await end_call(session, call_id, why)
