"""Ringing for somebody on all their devices, and what comes of it."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, Ring, RingState
from parta.calls.queries import RING
from parta.calls.rules.states import RingAct, move_ring
from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.core.streams import lock_streams, publish
from parta.messenger.service import person


async def ring(session: AsyncSession, call: Call, profile_id: UUID) -> None:
    """Ring for this person, whose stream is held."""
    row = Ring(call_id=call.id, profile_id=profile_id, from_id=call.creator_id)
    session.add(row)
    await session.flush()
    publish(session, profile_id, RING, row.id)


async def accept_ring(session: AsyncSession, actor: Actor, ring_id: UUID) -> None:
    """Let it ring no more on any device: the actor comes. Safe to repeat. Raises NotFound, RingOver."""
    profile_id = person(actor)
    await lock_streams(session, profile_id)
    answer(session, await get_ring(session, profile_id, ring_id), RingAct.ACCEPT)


async def get_ring(session: AsyncSession, profile_id: UUID, ring_id: UUID) -> Ring:
    """Give the ring as it is now, for whom it rings. Raises NotFound."""
    theirs = select(Ring).where(Ring.id == ring_id, Ring.profile_id == profile_id)
    found = (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def answer_by_coming(session: AsyncSession, call: Call, profile_id: UUID) -> None:
    """Let it ring no more for somebody who has joined. Their stream is held."""
    theirs = select(Ring).where(Ring.call_id == call.id, Ring.profile_id == profile_id)
    theirs = theirs.where(Ring.state == RingState.RINGING).execution_options(populate_existing=True)
    found = (await session.execute(theirs)).scalar_one_or_none()
    if found is not None:
        answer(session, found, RingAct.ACCEPT)


async def cancel_rings(session: AsyncSession, call: Call) -> None:
    """Let it ring for nobody any more. The streams of all for whom it rang are held."""
    ringing = update(Ring).where(Ring.call_id == call.id, Ring.state == RingState.RINGING)
    ended = ringing.values(state=RingState.CANCELLED).returning(Ring.id, Ring.profile_id)
    for ring_id, profile_id in await session.execute(ended.execution_options(synchronize_session=False)):
        publish(session, profile_id, RING, ring_id)


def answer(session: AsyncSession, found: Ring, act: RingAct) -> None:
    """Let this come of the ring, and tell. Raises RingOver."""
    state = move_ring(found.state, act)
    if state is not found.state:
        found.state = state
        publish(session, found.profile_id, RING, found.id)
