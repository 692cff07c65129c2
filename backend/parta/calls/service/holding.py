"""Holding what a change of a call touches: its stream, its lobby's, where it must the chat's and who it rings for.

All heads at once, in the order of ids; what is read comes after.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards.service import tell_access_changed
from parta.calls.events import CallChanged
from parta.calls.models import Call, Participant, Ring
from parta.calls.queries import PARTICIPANT, Standing, Visitor, get_standing
from parta.calls.queries.streams import CALL, KNOCK
from parta.calls.rules.states import CallAct, move_call
from parta.core.errors import Forbidden, NotFound
from parta.core.outbox import emit
from parta.core.streams import lock_streams, publish


async def hold_call(session: AsyncSession, call_id: UUID, *more: UUID) -> None:
    """Hold the call and its lobby, and these streams besides. Raises NotFound."""
    lobby_id = (await session.execute(select(Call.lobby_id).where(Call.id == call_id))).scalar_one_or_none()
    if lobby_id is None:
        raise NotFound
    await lock_streams(session, call_id, lobby_id, *more)


async def hold_whole(session: AsyncSession, call_id: UUID, *more: UUID) -> None:
    """Hold the call, its lobby, its chat and all for whom it rings, and these streams besides. Raises NotFound."""
    chat_id = (await session.execute(select(Call.chat_id).where(Call.id == call_id))).scalar_one_or_none()
    if chat_id is None:
        raise NotFound
    ringing = (await session.execute(select(Ring.profile_id).where(Ring.call_id == call_id))).scalars()
    await hold_call(session, call_id, chat_id, *ringing, *more)


async def stand_inside(session: AsyncSession, visitor: Visitor, call_id: UUID) -> tuple[Standing, Participant]:
    """Hold the call, which goes on, and give where the visitor stands, who is let in.

    Raises NotFound, RemovedFromCall, CallNotOpen, CallOver, NotInCall.
    """
    await hold_call(session, call_id)
    standing = await get_standing(session, visitor, call_id)
    move_call(standing.call.state, CallAct.USE)
    return standing, standing.inside()


async def stand_over(session: AsyncSession, visitor: Visitor, call_id: UUID, duty: str, act: CallAct) -> Standing:
    """Hold the call and give where the visitor stands, who may see to this duty (a field of `CallMay`).

    Raises NotFound, RemovedFromCall, Forbidden, CallNotOpen, CallOver.
    """
    await hold_call(session, call_id)
    standing = await get_standing(session, visitor, call_id)
    if not getattr(standing.may, duty):
        raise Forbidden
    move_call(standing.call.state, act)
    return standing


def tell_call(session: AsyncSession, call: Call) -> None:
    """Tell the call as it is now."""
    publish(session, call.id, CALL, call.id)


def tell_people(session: AsyncSession, call: Call, *people: UUID) -> None:
    """Tell these participants as they are now."""
    publish(session, call.id, PARTICIPANT, *people)


def tell_rights(session: AsyncSession, call: Call) -> None:
    """Let the media, the chat and the board follow: people may other things than before."""
    emit(session, CallChanged(call.id))
    tell_access_changed(session, call.board_id)


def tell_lobby(session: AsyncSession, call: Call, *knocks: UUID) -> None:
    """Tell these knocks as they are now; without any, that others hear the lobby than before."""
    publish(session, call.lobby_id, KNOCK, *knocks)
