"""Locking what a change of a call touches: the streams of the call, of its lobby, its chat and its rings.

All streams are locked at once, in id order, before anything is read.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ScalarSelect, select

from parta.boards.service import publish_access_changed
from parta.calls.events import CallChanged
from parta.calls.models import Call, CallDuty, CallRoom, Participant, Ring
from parta.calls.queries import PARTICIPANT, CallAccess, CallVisitor, get_call_access
from parta.calls.queries.streams import CALL, KNOCK
from parta.calls.rules.states import CALL_STATES, CallAction
from parta.core.errors import Forbidden, NotFound
from parta.core.unit_of_work import UnitOfWork


async def lock_call(work: UnitOfWork, call_id: UUID, *more: UUID) -> None:
    """Lock the call, its lobby and the given streams. Raises NotFound."""
    lobby_id = (await work.execute(select(Call.lobby_id).where(Call.id == call_id))).scalar_one_or_none()
    if lobby_id is None:
        raise NotFound
    await work.lock_streams(call_id, lobby_id, *more)


async def lock_call_of_room(work: UnitOfWork, room_id: UUID) -> None:
    """Lock the call of this room and its lobby. Raises NotFound."""
    streams = select(Call.id, Call.lobby_id).join(CallRoom, CallRoom.call_id == Call.id).where(CallRoom.id == room_id)
    found = (await work.execute(streams)).one_or_none()
    if found is None:
        raise NotFound
    await work.lock_streams(*found)


async def lock_call_and_chat(work: UnitOfWork, call_id: UUID, *more: UUID) -> None:
    """Lock the call, its lobby, its chat, everybody it rings for, and the given streams. Raises NotFound."""
    streams = await list_call_streams(work, call_id)
    if not streams:
        raise NotFound
    await work.lock_streams(*streams, *more)


async def list_call_streams(work: UnitOfWork, call_id: UUID | ScalarSelect[UUID | None]) -> Collection[UUID]:
    """Return the streams that a change of the call touches, without locking them; none if there is no such call."""
    streams = select(Call.id, Call.lobby_id, Call.chat_id, Ring.profile_id)
    streams = streams.outerjoin(Ring, Ring.call_id == Call.id).where(Call.id == call_id)
    return {stream_id for row in await work.execute(streams) for stream_id in row if stream_id is not None}


async def require_participant(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> tuple[CallAccess, Participant]:
    """Lock the open call, and return the access and the participant of the visitor, who is admitted.

    Raises NotFound, RemovedFromCall, CallNotOpen, CallAlreadyEnded, NotInCall.
    """
    await lock_call(work, call_id)
    access = await get_call_access(work, visitor, call_id)
    CALL_STATES.next_state(access.call.state, CallAction.USE)
    return access, access.require_admitted()


async def require_duty(
    work: UnitOfWork, visitor: CallVisitor, call_id: UUID, duty: CallDuty, action: CallAction
) -> CallAccess:
    """Lock the call and return the access of the visitor, who has this duty.

    Raises NotFound, RemovedFromCall, Forbidden, CallNotOpen, CallAlreadyEnded.
    """
    await lock_call(work, call_id)
    access = await get_call_access(work, visitor, call_id)
    if duty not in access.duties:
        raise Forbidden
    CALL_STATES.next_state(access.call.state, action)
    return access


def publish_call(work: UnitOfWork, call: Call) -> None:
    """Publish the call."""
    work.publish(call.id, CALL, call.id)


def publish_participants(work: UnitOfWork, call: Call, *participant_ids: UUID) -> None:
    """Publish these participants."""
    work.publish(call.id, PARTICIPANT, *participant_ids)


def emit_rights_changed(work: UnitOfWork, call: Call) -> None:
    """Make the media room, the chat and the board follow a change of rights."""
    work.emit(CallChanged(call.id))
    publish_access_changed(work, call.board_id)


def publish_knocks(work: UnitOfWork, call: Call, *knock_ids: UUID) -> None:
    """Publish these knocks; without any, only the change of the lobby's audience."""
    work.publish(call.lobby_id, KNOCK, *knock_ids)
