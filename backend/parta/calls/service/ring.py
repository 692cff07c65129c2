"""Rings of a person on all their devices, and their answers."""

from uuid import UUID

from sqlalchemy import select, update

from parta.calls.models import Call, Ring, RingState
from parta.calls.queries import RING
from parta.calls.rules.states import RING_STATES, RingAction
from parta.core.errors import NotFound
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.service import require_profile


async def start_ring(work: UnitOfWork, call: Call, profile_id: UUID) -> None:
    """Start ringing this person, whose stream is locked."""
    row = Ring(call_id=call.id, profile_id=profile_id, from_id=call.creator_id)
    work.add(row)
    await work.flush()
    work.publish(profile_id, RING, row.id)


async def accept_ring(work: UnitOfWork, actor: Actor, ring_id: UUID) -> None:
    """Accept the ring, on all of the actor's devices. Idempotent. Raises NotFound, RingClosed."""
    profile_id = require_profile(actor)
    await work.lock_streams(profile_id)
    answer_ring(work, await get_ring(work, profile_id, ring_id), RingAction.ACCEPT)


async def get_ring(work: UnitOfWork, profile_id: UUID, ring_id: UUID) -> Ring:
    """Return the present ring of this person. Raises NotFound."""
    statement = select(Ring).where(Ring.id == ring_id, Ring.profile_id == profile_id)
    found = (await work.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def accept_ring_on_join(work: UnitOfWork, call: Call, profile_id: UUID) -> None:
    """Accept the ring of a person who has joined the call. Their stream is locked."""
    statement = select(Ring).where(Ring.call_id == call.id, Ring.profile_id == profile_id)
    statement = statement.where(Ring.state == RingState.RINGING)
    found = (await work.execute(statement)).scalar_one_or_none()
    if found is not None:
        answer_ring(work, found, RingAction.ACCEPT)


async def cancel_rings(work: UnitOfWork, call: Call) -> None:
    """Cancel all rings of the call. The streams of all rung people are locked."""
    ringing = update(Ring).where(Ring.call_id == call.id, Ring.state == RingState.RINGING)
    ended = ringing.values(state=RingState.CANCELLED).returning(Ring.id, Ring.profile_id)
    for ring_id, profile_id in await work.execute(ended.execution_options(synchronize_session=False)):
        work.publish(profile_id, RING, ring_id)


def answer_ring(work: UnitOfWork, found: Ring, action: RingAction) -> None:
    """Apply the action to the ring, and publish it. Raises RingClosed."""
    state = RING_STATES.next_state(found.state, action)
    if state is not found.state:
        found.state = state
        work.publish(found.profile_id, RING, found.id)
