"""The lobby: knocking, admitting, refusing, and expiring."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_, select, update

from parta.calls.models import CallDuty, Knock, KnockState, Participant, Via
from parta.calls.queries import CallAccess, CallVisitor
from parta.calls.queries.access import find_call
from parta.calls.queries.views import list_known_names
from parta.calls.rules.entry import KNOCK_RETRY_DELAY, KNOCK_TIMEOUT, MAX_KNOCKS, MAX_KNOCKS_OF_NETWORK, mark_namesake
from parta.calls.rules.errors import LobbyFull, RefusedByLobby, TooManyKnocks
from parta.calls.rules.states import KNOCK_STATES, CallAction, KnockAction
from parta.calls.service.admission import admit, build_participant
from parta.calls.service.locks import lock_call, publish_knocks, require_duty
from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.unit_of_work import UnitOfWork

_POLL_WRITE_INTERVAL = timedelta(seconds=5)
"""Precision of `polled_at`; saves a write on every poll."""


async def lock_network(work: UnitOfWork, network_hash: bytes) -> None:
    """Lock the knocks of guests of this network."""
    await work.advisory_lock(f"knocks:{network_hash.hex()}")


async def knock(work: UnitOfWork, access: CallAccess, name: str, network_hash: bytes | None = None) -> Knock:
    """Create a knock, or return the waiting one. The lobby, and for a guest the network, is locked.

    Raises RefusedByLobby, LobbyFull, TooManyKnocks.
    """
    call, visitor = access.call, access.visitor
    last = await _find_last_knock(work, visitor, call.id)
    if last is not None and last.state is KnockState.WAITING:
        last.polled_at = now()
        return last
    if last is not None and last.state is KnockState.REFUSED and last.polled_at > now() - KNOCK_RETRY_DELAY:
        raise RefusedByLobby
    waiting = select(func.count()).where(Knock.call_id == call.id, Knock.state == KnockState.WAITING)
    if (await work.execute(waiting)).scalar_one() >= MAX_KNOCKS:
        raise LobbyFull
    if visitor.profile_id is None:
        await _require_place_of_guest(work, network_hash)
        name = mark_namesake(name, await list_known_names(work, visitor, call))
    new = Knock(
        call_id=call.id,
        lobby_id=call.lobby_id,
        profile_id=visitor.profile_id,
        guest_id=None if visitor.profile_id else visitor.guest_id,
        network_hash=None if visitor.profile_id else network_hash,
        name=name,
        via=Via.CHAT if access.is_member else Via.LINK,
    )
    work.add(new)
    await work.flush()
    publish_knocks(work, call, new.id)
    return new


async def poll_knock(work: UnitOfWork, visitor: CallVisitor, knock_id: UUID) -> KnockState:
    """Return the state of the visitor's own knock, and record the poll. Raises NotFound."""
    statement = select(Knock).where(Knock.id == knock_id, _is_by(visitor))
    found = (await work.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound
    if found.state is KnockState.WAITING and found.polled_at < now() - _POLL_WRITE_INTERVAL:
        polled = update(Knock).where(Knock.id == knock_id).values(polled_at=now())
        await work.execute(polled.execution_options(synchronize_session=False))
    return found.state


async def admit_knock(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, knock_id: UUID) -> None:
    """Admit a waiting person. Idempotent. Raises NotFound, Forbidden, KnockClosed, RemovedFromCall, CallFull."""
    access = await require_duty(work, visitor, call_id, CallDuty.ADMIT, CallAction.USE)
    await _admit(work, access, await _get_knock(work, call_id, knock_id))


async def admit_all(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> None:
    """Admit everybody who waits. Raises NotFound, Forbidden, CallFull."""
    access = await require_duty(work, visitor, call_id, CallDuty.ADMIT, CallAction.USE)
    for waiting in await _list_waiting(work, call_id):
        await _admit(work, access, waiting)


async def refuse_knock(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, knock_id: UUID) -> None:
    """Refuse a waiting person. Idempotent. Raises NotFound, Forbidden, KnockClosed."""
    access = await require_duty(work, visitor, call_id, CallDuty.ADMIT, CallAction.USE)
    found = await _get_knock(work, call_id, knock_id)
    state = KNOCK_STATES.next_state(found.state, KnockAction.REFUSE)
    if state is not found.state:
        found.state, found.polled_at = state, now()
        publish_knocks(work, access.call, knock_id)


async def list_calls_with_expired_knocks(work: UnitOfWork) -> Sequence[UUID]:
    """Return the calls that have waiting knocks which are no longer polled."""
    expired = select(Knock.call_id).where(Knock.state == KnockState.WAITING, Knock.polled_at < now() - KNOCK_TIMEOUT)
    return (await work.execute(expired.distinct())).scalars().all()


async def expire_knocks(work: UnitOfWork, call_id: UUID) -> None:
    """Expire the call's knocks that are no longer polled."""
    await lock_call(work, call_id)
    call = await find_call(work, call_id)
    for found in await _list_waiting(work, call_id):
        if call is not None and found.polled_at < now() - KNOCK_TIMEOUT:
            found.state = KNOCK_STATES.next_state(found.state, KnockAction.EXPIRE)
            publish_knocks(work, call, found.id)


async def _require_place_of_guest(work: UnitOfWork, network_hash: bytes | None) -> None:
    waiting = select(func.count()).where(Knock.network_hash == network_hash, Knock.state == KnockState.WAITING)
    if (await work.execute(waiting)).scalar_one() >= MAX_KNOCKS_OF_NETWORK:
        raise TooManyKnocks


async def _admit(work: UnitOfWork, access: CallAccess, found: Knock) -> None:
    state = KNOCK_STATES.next_state(found.state, KnockAction.ADMIT)
    if state is found.state:
        return
    found.state = state
    participant = await _find_participant(work, found)
    admitted = participant or build_participant(
        access, found.profile_id, found.via, name="" if found.profile_id else found.name
    )
    admitted.guest_id = found.guest_id
    await admit(work, access.call, admitted)
    publish_knocks(work, access.call, found.id)


async def _find_participant(work: UnitOfWork, found: Knock) -> Participant | None:
    same_person = Participant.profile_id == found.profile_id
    if found.profile_id is None:
        same_person = Participant.guest_id == found.guest_id
    known = select(Participant).where(Participant.call_id == found.call_id, same_person)
    return (await work.execute(known)).scalar_one_or_none()


async def _get_knock(work: UnitOfWork, call_id: UUID, knock_id: UUID) -> Knock:
    statement = select(Knock).where(Knock.id == knock_id, Knock.call_id == call_id)
    found = (await work.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def _list_waiting(work: UnitOfWork, call_id: UUID) -> Sequence[Knock]:
    waiting = select(Knock).where(Knock.call_id == call_id, Knock.state == KnockState.WAITING).order_by(Knock.at)
    return (await work.execute(waiting)).scalars().all()


async def _find_last_knock(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> Knock | None:
    statement = select(Knock).where(Knock.call_id == call_id, _is_by(visitor)).order_by(Knock.at.desc()).limit(1)
    return (await work.execute(statement)).scalar_one_or_none()


def _is_by(visitor: CallVisitor):  # noqa: ANN202 - an SQL condition
    if visitor.profile_id is None:
        return Knock.guest_id == visitor.guest_id
    if visitor.guest_id is None:
        return Knock.profile_id == visitor.profile_id
    return or_(Knock.profile_id == visitor.profile_id, Knock.guest_id == visitor.guest_id)
