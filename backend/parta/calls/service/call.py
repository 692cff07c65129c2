"""Planning, opening and ending calls."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from parta.boards.service import create_board, publish_access_changed
from parta.calls.events import CallEnded, CallOpened
from parta.calls.models import (
    Call,
    CallDuty,
    CallRoom,
    CallRoomKind,
    CallState,
    EndReason,
    Knock,
    KnockState,
    Participant,
    ParticipantState,
)
from parta.calls.queries import CALL, CallVisitor, get_call_access
from parta.calls.queries.access import find_call
from parta.calls.rules.rights import ALL_RIGHTS, Rights, initial_rights
from parta.calls.rules.states import CALL_STATES, CallAction
from parta.calls.service.card import post_card, update_card
from parta.calls.service.locks import lock_call_and_chat, publish_call, publish_knocks, publish_participants
from parta.calls.service.ring import cancel_rings, start_ring
from parta.calls.service.room import close_rooms, open_main_room
from parta.core.clock import now
from parta.core.db import Base
from parta.core.errors import Forbidden
from parta.core.ids import new_id
from parta.core.principals import Actor
from parta.core.rate_limits import RateLimit
from parta.core.unit_of_work import UnitOfWork
from parta.messenger import queries as messenger
from parta.messenger import service as chats
from parta.messenger.queries.chats import get_chat, list_member_specs
from parta.messenger.rules.errors import ClientIdReused
from parta.messenger.rules.rights import may

CREATE_LIMIT = RateLimit("calls", burst=30, interval=timedelta(seconds=20))
"""Enough to plan a whole week at once, too few to ring people all day."""


@dataclass(frozen=True, slots=True)
class _NewCall:
    """What a call begins with."""

    chat_id: UUID
    creator_id: UUID
    title: str
    rights: Rights
    client_id: UUID | None = None
    is_lesson: bool = False
    is_dialog: bool = False
    starts_at: datetime | None = None
    opens_to_all_at: datetime | None = None


async def create_call(  # noqa: PLR0913 - actor, chat, and the initial state of a call
    work: UnitOfWork,
    actor: Actor,
    chat_id: UUID,
    client_id: UUID,
    *,
    title: str = "",
    starts_at: datetime | None = None,
    is_ringing: bool = False,
) -> Call:
    """Create a call of the chat: planned if it starts later, otherwise open. Idempotent by `client_id`.

    Two who call each other at the same time get one call.
    Raises NotFound, Forbidden, ClientIdReused. The caller has hit CREATE_LIMIT.
    """
    creator = chats.require_profile(actor)
    await work.advisory_lock(f"call:{creator}:{client_id}")
    others = (await list_member_specs(work, chat_id)).keys() - {creator} if is_ringing else set[UUID]()
    is_dialog = len(others) == 1 and (await messenger.get_chat_access(work, actor, chat_id)).chat.kind == "dialog"
    await work.lock_streams(chat_id, *(others if is_dialog else ()))
    existing = await find_created_call(work, actor, chat_id, client_id)
    if existing is not None:
        return existing
    access = await messenger.get_chat_access(work, actor, chat_id)
    if not may(access.permission_context, chats.Right.CALL):
        raise Forbidden
    is_dialog = access.chat.kind == "dialog"
    active = await _find_open(work, chat_id) if is_dialog else None
    if active is not None:
        return active
    title = title or access.chat.title
    members = (await list_member_specs(work, chat_id)).values() if not is_dialog else ()
    capacities = {badge["role"] for member in members for badge in member.badges}
    rights = initial_rights(capacities, is_dialog=is_dialog)
    new = _NewCall(chat_id, creator, title, rights, client_id, is_dialog=is_dialog, starts_at=starts_at)
    call = await _insert_call(work, new, is_open=starts_at is None or starts_at <= now())
    if is_ringing and is_dialog and call.state is CallState.OPEN:
        for other in others:
            await start_ring(work, call, other, from_id=creator)
    return call


async def find_created_call(work: UnitOfWork, actor: Actor, chat_id: UUID, client_id: UUID) -> Call | None:
    """Return the call that the actor has created with this client id. Raises NotFound, ClientIdReused."""
    same = select(Call).where(Call.client_id == client_id, Call.creator_id == actor.id)
    found = (await work.execute(same)).scalar_one_or_none()
    if found is not None:
        await messenger.get_chat_access(work, actor, chat_id)
        if found.chat_id != chat_id:
            raise ClientIdReused
    return found


async def open_call(  # noqa: PLR0913 - chat, and the initial state of a call
    work: UnitOfWork,
    chat_id: UUID,
    *,
    title: str,
    creator_id: UUID,
    is_lesson: bool = False,
    rights: Rights = ALL_RIGHTS,
    opens_to_all_at: datetime | None = None,
) -> Call:
    """Open a call of the chat at once; the caller has checked the permission. Locks the chat."""
    await work.lock_streams(chat_id)
    new = _NewCall(chat_id, creator_id, title, rights, is_lesson=is_lesson, opens_to_all_at=opens_to_all_at)
    return await _insert_call(work, new, is_open=True)


async def open_planned_call(work: UnitOfWork, call: Call) -> None:
    """Open the planned call. The call and its chat are locked."""
    call.state = CALL_STATES.next_state(call.state, CallAction.OPEN)
    call.opened_at = call.empty_since = now()
    await open_main_room(work, call.id)
    publish_call(work, call)
    await update_card(work, call)
    work.emit(CallOpened(call.id))


async def end_call(work: UnitOfWork, call_id: UUID, reason: EndReason) -> None:
    """End the call for everybody, without a permission check. Idempotent. Raises NotFound."""
    await lock_call_and_chat(work, call_id)
    call = await find_call(work, call_id)
    if call is not None:
        await end_locked_call(work, call, reason)


async def end_locked_call(work: UnitOfWork, call: Call, reason: EndReason) -> None:
    """End the call for everybody. Idempotent. It is locked with all of its streams, and was read afterwards."""
    if call.state is CallState.ENDED:
        return
    call.state, call.end_reason = CALL_STATES.next_state(call.state, CallAction.END), reason
    # A call lasts as long as somebody is in it, not until it is noticed that nobody is.
    call.ended_at = call.empty_since or now()
    call.spotlight_id, call.empty_since, call.closes_at, call.is_board_open = None, None, None, False
    await close_rooms(work, call.id)
    publish_participants(work, call, *await _mark_all_left(work, call))
    publish_knocks(work, call, *await _close_knocks(work, call))
    await cancel_rings(work, call)
    publish_call(work, call)
    await update_card(work, call)
    work.emit(CallEnded(call.id))
    publish_access_changed(work, call.board_id)


async def end_for_all(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> None:
    """End the call for everybody, or cancel a planned one, if the visitor may. Idempotent.

    Raises NotFound, RemovedFromCall, Forbidden.
    """
    await lock_call_and_chat(work, call_id)
    access = await get_call_access(work, visitor, call_id)
    if CallDuty.END not in access.duties:
        raise Forbidden
    is_planned = access.call.state is CallState.PLANNED
    await end_locked_call(work, access.call, EndReason.CANCELLED if is_planned else EndReason.ENDED)


async def change_plan(
    work: UnitOfWork, visitor: CallVisitor, call_id: UUID, *, title: str | None, starts_at: datetime | None
) -> None:
    """Change the title or the start of a planned call, as who may end it; None leaves them as they are.

    Raises NotFound, RemovedFromCall, Forbidden, CallAlreadyOpen, CallAlreadyEnded.
    """
    await lock_call_and_chat(work, call_id)
    access = await get_call_access(work, visitor, call_id)
    call = access.call
    if CallDuty.END not in access.duties:
        raise Forbidden
    CALL_STATES.next_state(call.state, CallAction.PLAN)
    if title is not None:
        call.title = title or (await get_chat(work, call.chat_id)).title
    call.starts_at = starts_at or call.starts_at
    publish_call(work, call)
    await update_card(work, call)


async def set_closing_time(work: UnitOfWork, call: Call, closes_at: datetime | None) -> None:
    """Set when the open call ends unless who it waits for comes back; None: nobody is waited for. It is locked."""
    if call.state is CallState.OPEN and call.closes_at != closes_at:
        call.closes_at = closes_at
        publish_call(work, call)


async def _insert_call(work: UnitOfWork, new: _NewCall, *, is_open: bool) -> Call:
    state = CALL_STATES.next_state(CallState.PLANNED, CallAction.OPEN) if is_open else CallState.PLANNED
    opened_at = now() if is_open else None
    ids = {"id": new_id(), "lobby_id": new_id(), "board_id": await create_board(work)}
    opening = {"state": state, "opened_at": opened_at, "empty_since": opened_at}
    main_room = {"id": new_id(), "call_id": ids["id"], "kind": CallRoomKind.MAIN, "opened_at": opened_at}
    # One statement: the first entry to a lesson has many.
    room = insert(CallRoom).values(_get_defaults(CallRoom) | main_room).cte("main_room")
    inserted = insert(Call).values(_get_defaults(Call) | asdict(new) | ids | opening).add_cte(room)
    call = (await work.execute(inserted.returning(Call))).scalar_one()
    work.create_stream("call", call.id)
    work.create_stream("lobby", call.lobby_id)
    work.publish(call.id, CALL, call.id)
    await post_card(work, call)
    if is_open:
        work.emit(CallOpened(call.id))
    return call


def _get_defaults(table: type[Base]) -> dict[str, Any]:
    """Return the constant defaults of the columns: an insert that contains another does not apply them."""
    columns = table.__table__.columns
    return {one.key: one.default.arg for one in columns if isinstance(one.default, ScalarElementColumnDefault)}


async def _find_open(work: UnitOfWork, chat_id: UUID) -> Call | None:
    active = select(Call).where(Call.chat_id == chat_id, Call.state == CallState.OPEN).order_by(Call.id).limit(1)
    return (await work.execute(active)).scalar_one_or_none()


async def _mark_all_left(work: UnitOfWork, call: Call) -> Collection[UUID]:
    """Mark all admitted participants as left, in one statement, and return their ids."""
    admitted = update(Participant).where(Participant.call_id == call.id, Participant.state == ParticipantState.ADMITTED)
    left = admitted.values(state=ParticipantState.LEFT, is_connected=False, hand_raised_at=None)
    left = left.returning(Participant.id).execution_options(synchronize_session=False)
    return (await work.execute(left)).scalars().all()


async def _close_knocks(work: UnitOfWork, call: Call) -> Collection[UUID]:
    waiting = update(Knock).where(Knock.call_id == call.id, Knock.state == KnockState.WAITING)
    gone = waiting.values(state=KnockState.GONE).returning(Knock.id).execution_options(synchronize_session=False)
    return (await work.execute(gone)).scalars().all()
