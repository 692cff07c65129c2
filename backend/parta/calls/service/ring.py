"""Rings of a person on all their devices, and their answers."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, Ring, RingState
from parta.calls.queries import RING
from parta.calls.rules.states import RingAction, next_ring_state
from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.core.streams import lock_streams, publish
from parta.messenger.service import require_profile


async def start_ring(session: AsyncSession, call: Call, profile_id: UUID) -> None:
    """Start ringing this person, whose stream is locked."""
    row = Ring(call_id=call.id, profile_id=profile_id, from_id=call.creator_id)
    session.add(row)
    await session.flush()
    publish(session, profile_id, RING, row.id)


async def accept_ring(session: AsyncSession, actor: Actor, ring_id: UUID) -> None:
    """Accept the ring, on all of the actor's devices. Idempotent. Raises NotFound, RingClosed."""
    profile_id = require_profile(actor)
    await lock_streams(session, profile_id)
    answer_ring(session, await get_ring(session, profile_id, ring_id), RingAction.ACCEPT)


async def get_ring(session: AsyncSession, profile_id: UUID, ring_id: UUID) -> Ring:
    """Return the present ring of this person. Raises NotFound."""
    statement = select(Ring).where(Ring.id == ring_id, Ring.profile_id == profile_id)
    found = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def accept_ring_on_join(session: AsyncSession, call: Call, profile_id: UUID) -> None:
    """Accept the ring of a person who has joined the call. Their stream is locked."""
    statement = select(Ring).where(Ring.call_id == call.id, Ring.profile_id == profile_id)
    statement = statement.where(Ring.state == RingState.RINGING).execution_options(populate_existing=True)
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is not None:
        answer_ring(session, found, RingAction.ACCEPT)


async def cancel_rings(session: AsyncSession, call: Call) -> None:
    """Cancel all rings of the call. The streams of all rung people are locked."""
    ringing = update(Ring).where(Ring.call_id == call.id, Ring.state == RingState.RINGING)
    ended = ringing.values(state=RingState.CANCELLED).returning(Ring.id, Ring.profile_id)
    for ring_id, profile_id in await session.execute(ended.execution_options(synchronize_session=False)):
        publish(session, profile_id, RING, ring_id)


def answer_ring(session: AsyncSession, found: Ring, action: RingAction) -> None:
    """Apply the action to the ring, and publish it. Raises RingClosed."""
    state = next_ring_state(found.state, action)
    if state is not found.state:
        found.state = state
        publish(session, found.profile_id, RING, found.id)
