"""Locking what a change of a call touches: the streams of the call, of its lobby, its chat and its rings.

All streams are locked at once, in id order, before anything is read.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards.service import publish_access_changed
from parta.calls.events import CallChanged
from parta.calls.models import Call, Participant, Ring
from parta.calls.queries import PARTICIPANT, CallAccess, CallVisitor, get_call_access
from parta.calls.queries.streams import CALL, KNOCK
from parta.calls.rules.states import CallAction, next_call_state
from parta.core.errors import Forbidden, NotFound
from parta.core.outbox import emit
from parta.core.streams import lock_streams, publish


async def lock_call(session: AsyncSession, call_id: UUID, *more: UUID) -> None:
    """Lock the call, its lobby and the given streams. Raises NotFound."""
    lobby_id = (await session.execute(select(Call.lobby_id).where(Call.id == call_id))).scalar_one_or_none()
    if lobby_id is None:
        raise NotFound
    await lock_streams(session, call_id, lobby_id, *more)


async def lock_call_and_chat(session: AsyncSession, call_id: UUID, *more: UUID) -> None:
    """Lock the call, its lobby, its chat, everybody it rings for, and the given streams. Raises NotFound."""
    chat_id = (await session.execute(select(Call.chat_id).where(Call.id == call_id))).scalar_one_or_none()
    if chat_id is None:
        raise NotFound
    ringing = (await session.execute(select(Ring.profile_id).where(Ring.call_id == call_id))).scalars()
    await lock_call(session, call_id, chat_id, *ringing, *more)


async def require_participant(
    session: AsyncSession, visitor: CallVisitor, call_id: UUID
) -> tuple[CallAccess, Participant]:
    """Lock the open call, and return the access and the participant of the visitor, who is admitted.

    Raises NotFound, RemovedFromCall, CallNotOpen, CallAlreadyEnded, NotInCall.
    """
    await lock_call(session, call_id)
    access = await get_call_access(session, visitor, call_id)
    next_call_state(access.call.state, CallAction.USE)
    return access, access.require_admitted()


async def require_duty(
    session: AsyncSession, visitor: CallVisitor, call_id: UUID, duty: str, action: CallAction
) -> CallAccess:
    """Lock the call and return the access of the visitor, who has this duty (a field of `CallDuties`).

    Raises NotFound, RemovedFromCall, Forbidden, CallNotOpen, CallAlreadyEnded.
    """
    await lock_call(session, call_id)
    access = await get_call_access(session, visitor, call_id)
    if not getattr(access.duties, duty):
        raise Forbidden
    next_call_state(access.call.state, action)
    return access


def publish_call(session: AsyncSession, call: Call) -> None:
    """Publish the call."""
    publish(session, call.id, CALL, call.id)


def publish_participants(session: AsyncSession, call: Call, *participant_ids: UUID) -> None:
    """Publish these participants."""
    publish(session, call.id, PARTICIPANT, *participant_ids)


def emit_rights_changed(session: AsyncSession, call: Call) -> None:
    """Make the media room, the chat and the board follow a change of rights."""
    emit(session, CallChanged(call.id))
    publish_access_changed(session, call.board_id)


def publish_knocks(session: AsyncSession, call: Call, *knock_ids: UUID) -> None:
    """Publish these knocks; without any, only the change of the lobby's audience."""
    publish(session, call.lobby_id, KNOCK, *knock_ids)
