"""The lobby: asking to be let in, letting in, refusing, and going away unanswered."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, Knock, KnockState, Participant, Via
from parta.calls.queries import Standing, Visitor
from parta.calls.queries.standing import find_call
from parta.calls.rules.entry import KNOCK_LIFE, MOST_KNOCKS, REFUSED_FOR
from parta.calls.rules.refusals import LobbyFull, RefusedByLobby
from parta.calls.rules.states import CallAct, KnockAct, move_knock
from parta.calls.service.holding import hold_call, stand_over, tell_lobby
from parta.calls.service.letting_in import let_in, newcomer
from parta.core.clock import now
from parta.core.errors import NotFound

_NOTE_EVERY = timedelta(seconds=5)
"""How exactly it is known when somebody asked last; spares a write with every asking."""


async def knock(session: AsyncSession, standing: Standing, name: str) -> Knock:
    """Begin to wait, or go on waiting. The call's lobby is held. Raises RefusedByLobby, LobbyFull."""
    call, visitor = standing.call, standing.visitor
    last = await _last_of(session, visitor, call.id)
    if last is not None and last.state is KnockState.WAITING:
        last.asked_at = now()
        return last
    if last is not None and last.state is KnockState.REFUSED and last.asked_at > now() - REFUSED_FOR:
        raise RefusedByLobby
    waiting = select(func.count()).where(Knock.call_id == call.id, Knock.state == KnockState.WAITING)
    if (await session.execute(waiting)).scalar_one() >= MOST_KNOCKS:
        raise LobbyFull
    new = Knock(
        call_id=call.id,
        lobby_id=call.lobby_id,
        profile_id=visitor.profile_id,
        guest_hash=None if visitor.profile_id else visitor.guest_hash,
        name=name,
        via=Via.CHAT if standing.is_member else Via.LINK,
    )
    session.add(new)
    await session.flush()
    tell_lobby(session, call, new.id)
    return new


async def ask_knock(session: AsyncSession, visitor: Visitor, knock_id: UUID) -> KnockState:
    """Say how it stands with the visitor's own knock, and note that they still ask. Raises NotFound."""
    theirs = select(Knock).where(Knock.id == knock_id, _is_of(visitor))
    found = (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound
    if found.state is KnockState.WAITING and found.asked_at < now() - _NOTE_EVERY:
        noted = update(Knock).where(Knock.id == knock_id).values(asked_at=now())
        await session.execute(noted.execution_options(synchronize_session=False))
    return found.state


async def admit(session: AsyncSession, visitor: Visitor, call_id: UUID, knock_id: UUID) -> None:
    """Let in who waits. Safe to repeat. Raises NotFound, Forbidden, KnockOver, RemovedFromCall, CallFull."""
    standing = await stand_over(session, visitor, call_id, "admit", CallAct.USE)
    await _admit(session, standing.call, await _get_knock(session, call_id, knock_id))


async def admit_all(session: AsyncSession, visitor: Visitor, call_id: UUID) -> None:
    """Let in all who wait. Raises NotFound, Forbidden, CallFull."""
    standing = await stand_over(session, visitor, call_id, "admit", CallAct.USE)
    for found in await _list_waiting(session, call_id):
        await _admit(session, standing.call, found)


async def refuse(session: AsyncSession, visitor: Visitor, call_id: UUID, knock_id: UUID) -> None:
    """Do not let in who waits. Safe to repeat. Raises NotFound, Forbidden, KnockOver."""
    standing = await stand_over(session, visitor, call_id, "admit", CallAct.USE)
    found = await _get_knock(session, call_id, knock_id)
    state = move_knock(found.state, KnockAct.REFUSE)
    if state is not found.state:
        found.state, found.asked_at = state, now()
        tell_lobby(session, standing.call, knock_id)


async def list_silent(session: AsyncSession) -> Sequence[UUID]:
    """Give the calls in whose lobbies somebody does not ask any more."""
    silent = select(Knock.call_id).where(Knock.state == KnockState.WAITING, Knock.asked_at < now() - KNOCK_LIFE)
    return (await session.execute(silent.distinct())).scalars().all()


async def forget_silent(session: AsyncSession, call_id: UUID) -> None:
    """Let those have gone from the call's lobby who do not ask any more."""
    await hold_call(session, call_id)
    call = await find_call(session, call_id)
    for found in await _list_waiting(session, call_id):
        if call is not None and found.asked_at < now() - KNOCK_LIFE:
            found.state = move_knock(found.state, KnockAct.GO)
            tell_lobby(session, call, found.id)


async def _admit(session: AsyncSession, call: Call, found: Knock) -> None:
    state = move_knock(found.state, KnockAct.ADMIT)
    if state is found.state:
        return
    found.state = state
    known = await _known(session, found)
    comes = known or newcomer(call, found.profile_id, found.via, name="" if found.profile_id else found.name)
    comes.guest_hash = found.guest_hash
    await let_in(session, call, comes)
    tell_lobby(session, call, found.id)


async def _known(session: AsyncSession, found: Knock) -> Participant | None:
    theirs = Participant.profile_id == found.profile_id
    if found.profile_id is None:
        theirs = Participant.guest_hash == found.guest_hash
    known = select(Participant).where(Participant.call_id == found.call_id, theirs)
    return (await session.execute(known.execution_options(populate_existing=True))).scalar_one_or_none()


async def _get_knock(session: AsyncSession, call_id: UUID, knock_id: UUID) -> Knock:
    theirs = select(Knock).where(Knock.id == knock_id, Knock.call_id == call_id)
    found = (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def _list_waiting(session: AsyncSession, call_id: UUID) -> Sequence[Knock]:
    waiting = select(Knock).where(Knock.call_id == call_id, Knock.state == KnockState.WAITING).order_by(Knock.at)
    return (await session.execute(waiting.execution_options(populate_existing=True))).scalars().all()


async def _last_of(session: AsyncSession, visitor: Visitor, call_id: UUID) -> Knock | None:
    theirs = select(Knock).where(Knock.call_id == call_id, _is_of(visitor)).order_by(Knock.at.desc()).limit(1)
    return (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()


def _is_of(visitor: Visitor):  # noqa: ANN202 - an SQL condition
    if visitor.profile_id is None:
        return Knock.guest_hash == visitor.guest_hash
    if visitor.guest_hash is None:
        return Knock.profile_id == visitor.profile_id
    return or_(Knock.profile_id == visitor.profile_id, Knock.guest_hash == visitor.guest_hash)
