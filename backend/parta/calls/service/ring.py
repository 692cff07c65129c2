"""Rings of a person on all their devices, and their answers."""

from uuid import UUID

from sqlalchemy import select, update

from parta.calls.models import Call, CallDuty, Ring, RingState
from parta.calls.queries import RING, CallVisitor, get_call_access
from parta.calls.rules.states import RING_STATES, CallAction, RingAction
from parta.calls.service.locks import lock_call, require_duty
from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.service import require_profile


async def start_ring(work: UnitOfWork, call: Call, profile_id: UUID, *, from_id: UUID) -> None:
    """Start ringing this person, whose stream is locked."""
    row = Ring(call_id=call.id, profile_id=profile_id, from_id=from_id)
    work.add(row)
    await work.flush()
    work.publish(profile_id, RING, row.id)


async def ring_member(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, profile_id: UUID) -> None:
    """Ring a member of the chat who is not in the call, also once more. Idempotent while it rings.

    Raises NotFound, Forbidden, CallNotOpen, CallAlreadyEnded.
    """
    await lock_call(work, call_id, profile_id)
    access = await require_duty(work, visitor, call_id, CallDuty.INVITE, CallAction.USE)
    invited = await get_call_access(work, CallVisitor(profile_id), call_id)
    if not invited.is_member or visitor.profile_id is None:
        raise NotFound
    if invited.participant is not None and invited.participant.is_connected:
        return
    found = await _find_ring(work, call_id, profile_id)
    if found is None:
        await start_ring(work, access.call, profile_id, from_id=visitor.profile_id)
    elif found.state is not RingState.RINGING:
        found.state, found.at = RING_STATES.next_state(found.state, RingAction.CALL_AGAIN), now()
        found.from_id = visitor.profile_id
        work.publish(profile_id, RING, found.id)


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
    found = await _find_ring(work, call.id, profile_id)
    if found is not None and found.state is RingState.RINGING:
        answer_ring(work, found, RingAction.ACCEPT)


async def cancel_rings(work: UnitOfWork, call: Call) -> None:
    """Cancel all rings of the call. The streams of all rung people are locked."""
    ringing = update(Ring).where(Ring.call_id == call.id, Ring.state == RingState.RINGING)
    ended = ringing.values(state=RingState.CANCELLED).returning(Ring.id, Ring.profile_id)
    for ring_id, profile_id in await work.execute(ended.execution_options(synchronize_session=False)):
        work.publish(profile_id, RING, ring_id)


async def _find_ring(work: UnitOfWork, call_id: UUID, profile_id: UUID) -> Ring | None:
    return (
        await work.execute(select(Ring).where(Ring.call_id == call_id, Ring.profile_id == profile_id))
    ).scalar_one_or_none()


def answer_ring(work: UnitOfWork, found: Ring, action: RingAction) -> None:
    """Apply the action to the ring, and publish it. Raises RingClosed."""
    state = RING_STATES.next_state(found.state, action)
    if state is not found.state:
        found.state = state
        work.publish(found.profile_id, RING, found.id)
