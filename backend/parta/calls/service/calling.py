"""Calls as a whole: planning, opening, ending them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards.service import make_board, tell_access_changed
from parta.calls.events import CallEnded, CallOpened
from parta.calls.models import (
    Call,
    CallState,
    EndReason,
    Knock,
    KnockState,
    Participant,
    ParticipantState,
    Presence,
    Rights,
)
from parta.calls.queries import CALL, Visitor, get_standing
from parta.calls.queries.standing import find_call
from parta.calls.queries.views import card_of
from parta.calls.rules.rights import ALL
from parta.calls.rules.states import CallAct, move_call
from parta.calls.service.holding import hold_whole, tell_call, tell_lobby, tell_people
from parta.calls.service.rings import cancel_rings, ring
from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import Forbidden
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.rate_limits import RateLimit, hit
from parta.core.streams import advisory_lock, create_stream, lock_streams, publish
from parta.messenger import queries as messenger
from parta.messenger import service as chats
from parta.messenger.queries.chats import list_seats
from parta.messenger.rules.refusals import ClientIdReused
from parta.messenger.rules.rights import may_call

_CALLS = RateLimit("calls", burst=30, every=timedelta(seconds=20))
"""A teacher plans a whole week at once; nobody makes telephones ring all day."""


async def create_call(  # noqa: PLR0913 - who, where, and all that a call begins with
    session: AsyncSession,
    actor: Actor,
    chat_id: UUID,
    client_id: UUID,
    *,
    title: str = "",
    starts_at: datetime | None = None,
    is_ringing: bool = False,
) -> Call:
    """Make a call of the chat: planned where it starts later, else open at once. Under the same name it is made once.

    Two who call each other at once meet in one call. Raises NotFound, Forbidden, ClientIdReused, TooMany.
    """
    creator = chats.person(actor)
    await advisory_lock(session, f"call:{creator}:{client_id}")
    others = set(await list_seats(session, chat_id)) - {creator} if is_ringing else set[UUID]()
    is_dialog = len(others) == 1 and (await messenger.get_standing(session, actor, chat_id)).chat.kind == "dialog"
    await lock_streams(session, chat_id, *(others if is_dialog else ()))
    standing = await messenger.get_standing(session, actor, chat_id)
    made = await _find_made(session, creator, client_id)
    if made is not None:
        if made.chat_id != chat_id:
            raise ClientIdReused
        return made
    if not may_call(standing.place):
        raise Forbidden
    is_dialog = standing.chat.kind == "dialog"
    going_on = await _find_open(session, chat_id) if is_dialog else None
    if going_on is not None:
        return going_on
    await hit(session, _CALLS, str(creator))
    call = Call(chat_id=chat_id, creator_id=creator, client_id=client_id, rights=ALL, is_dialog=is_dialog)
    call.title, call.starts_at = title or standing.chat.title, starts_at
    await _begin(session, call, is_open=starts_at is None or starts_at <= now())
    if is_ringing and is_dialog and call.state is CallState.OPEN:
        for other in others:
            await ring(session, call, other)
    return call


async def open_call(  # noqa: PLR0913 - who, where, and all that a call begins with
    session: AsyncSession,
    chat_id: UUID,
    *,
    title: str,
    by: UUID,
    is_lesson: bool = False,
    rights: Rights = ALL,
    admits_from: datetime | None = None,
) -> Call:
    """Open a call of the chat at once, for whoever has checked that it may be. The chat is held by it."""
    await lock_streams(session, chat_id)
    call = Call(chat_id=chat_id, creator_id=by, title=title, is_lesson=is_lesson, rights=rights)
    call.admits_from, call.is_dialog = admits_from, False
    await _begin(session, call, is_open=True)
    return call


async def begin_planned(session: AsyncSession, call: Call) -> None:
    """Open the call, which was planned, now that somebody comes. It is held, with its chat."""
    call.state = move_call(call.state, CallAct.OPEN)
    call.opened_at = call.empty_since = now()
    tell_call(session, call)
    await show_card(session, call)
    emit(session, CallOpened(call.id))


async def end_call(session: AsyncSession, call_id: UUID, why: EndReason) -> None:
    """End the call for all, whoever asks. Safe to repeat. Raises NotFound."""
    await hold_whole(session, call_id)
    call = await find_call(session, call_id)
    if call is None or call.state is CallState.ENDED:
        return
    call.state, call.ended_at, call.end_reason = move_call(call.state, CallAct.END), now(), why
    call.spotlight_id, call.empty_since, call.is_board_open = None, None, False
    tell_people(session, call, *await _let_all_go(session, call))
    tell_lobby(session, call, *await _let_nobody_wait(session, call))
    await cancel_rings(session, call)
    tell_call(session, call)
    await show_card(session, call)
    emit(session, CallEnded(call.id))
    tell_access_changed(session, call.board_id)


async def end_for_all(session: AsyncSession, visitor: Visitor, call_id: UUID) -> None:
    """End the call, as one who may. Safe to repeat. Raises NotFound, RemovedFromCall, Forbidden."""
    await hold_whole(session, call_id)
    if not (await get_standing(session, visitor, call_id)).may.end:
        raise Forbidden
    await end_call(session, call_id, EndReason.ENDED)


async def show_card(session: AsyncSession, call: Call) -> None:
    """Let the call's card in the chat be as the call is. The chat is held."""
    await session.flush()
    await chats.show_card(session, call.chat_id, await card_of(session, call))


async def _begin(session: AsyncSession, call: Call, *, is_open: bool) -> None:
    call.id, call.lobby_id, call.board_id = new_id(), new_id(), await make_board(session)
    call.state = CallState.PLANNED
    if is_open:
        call.state = move_call(call.state, CallAct.OPEN)
        call.opened_at = call.empty_since = now()
    session.add(call)
    await session.flush()
    await create_stream(session, "call", call.id)
    await create_stream(session, "lobby", call.lobby_id)
    publish(session, call.id, CALL, call.id)
    await chats.post_card(session, call.chat_id, call.creator_id, await card_of(session, call))
    if is_open:
        emit(session, CallOpened(call.id))


async def _find_made(session: AsyncSession, creator_id: UUID, client_id: UUID) -> Call | None:
    theirs = select(Call).where(Call.client_id == client_id, Call.creator_id == creator_id)
    return (await session.execute(theirs)).scalar_one_or_none()


async def _find_open(session: AsyncSession, chat_id: UUID) -> Call | None:
    going_on = select(Call).where(Call.chat_id == chat_id, Call.state == CallState.OPEN).order_by(Call.id).limit(1)
    return (await session.execute(going_on)).scalar_one_or_none()


async def _let_all_go(session: AsyncSession, call: Call) -> Collection[UUID]:
    """Let all who are in leave, in two statements however many they are; give them."""
    at_end = {"to_at": now()}
    still = update(Presence).where(Presence.call_id == call.id, Presence.to_at.is_(None)).values(**at_end)
    await session.execute(still.execution_options(synchronize_session=False))
    inside = update(Participant).where(Participant.call_id == call.id, Participant.state == ParticipantState.ADMITTED)
    gone = inside.values(state=ParticipantState.LEFT, is_connected=False, hand_raised_at=None)
    gone = gone.returning(Participant.id).execution_options(synchronize_session=False)
    return (await session.execute(gone)).scalars().all()


async def _let_nobody_wait(session: AsyncSession, call: Call) -> Collection[UUID]:
    waiting = update(Knock).where(Knock.call_id == call.id, Knock.state == KnockState.WAITING)
    gone = waiting.values(state=KnockState.GONE).returning(Knock.id).execution_options(synchronize_session=False)
    return (await session.execute(gone)).scalars().all()
