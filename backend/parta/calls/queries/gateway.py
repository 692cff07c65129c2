"""Queries of the gateway: who a guest is, and who may draw on a call's board."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards.rules import BoardAccess
from parta.calls.models import Call, CallRole, CallState, Participant, ParticipantState
from parta.calls.rules.rights import effective_rights
from parta.identity.queries import hash_token

_IS_ACTIVE_GUEST = (
    Participant.profile_id.is_(None),
    Participant.state == ParticipantState.ADMITTED,
    Call.state == CallState.OPEN,
)


async def find_guest(session: AsyncSession, token: str) -> UUID | None:
    """Return the last participant with this guest token who is admitted to an open call, or None."""
    statement = select(Participant.id).join(Call, Call.id == Participant.call_id)
    statement = statement.where(Participant.guest_hash == hash_token(token), *_IS_ACTIVE_GUEST)
    return (await session.execute(statement.order_by(Participant.joined_at.desc()).limit(1))).scalar_one_or_none()


async def list_active_guests(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Return those of these guests who are still admitted to an open call."""
    active = select(Participant.id).join(Call, Call.id == Participant.call_id)
    return (await session.execute(active.where(Participant.id.in_(ids), *_IS_ACTIVE_GUEST))).scalars().all()


async def get_board_access(
    session: AsyncSession, board_id: UUID, subscribers: Collection[UUID]
) -> Mapping[UUID, BoardAccess]:
    """Return the access of each profile or guest to a call's board; who is left out has none.

    All participants see an open board, and draw if they have the right; moderators always draw.
    """
    subscriber = func.coalesce(Participant.profile_id, Participant.id)
    admitted = (
        select(subscriber, Participant, Call)
        .join(Call, Call.id == Participant.call_id)
        .where(
            Call.board_id == board_id,
            Call.state == CallState.OPEN,
            Participant.state == ParticipantState.ADMITTED,
            subscriber.in_(subscribers),
        )
    )
    rows = await session.execute(admitted)
    return {who: access for who, participant, call in rows if (access := _board_access(call, participant)) is not None}


def _board_access(call: Call, participant: Participant) -> BoardAccess | None:
    if participant.role is not CallRole.PARTICIPANT:
        return BoardAccess.DRAW
    if not call.is_board_open:
        return None
    may_draw = effective_rights(call.rights, participant.role, participant.exceptions).board
    return BoardAccess.DRAW if may_draw else BoardAccess.READ
