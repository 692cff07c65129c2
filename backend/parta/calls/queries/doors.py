"""What other doors ask of calls: who a guest is, and who may draw on a call's board."""

from collections.abc import Collection
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, CallRole, CallState, Participant, ParticipantState
from parta.calls.rules.rights import effective
from parta.identity.queries import hash_token

_GUEST = (
    Participant.profile_id.is_(None),
    Participant.state == ParticipantState.ADMITTED,
    Call.state == CallState.OPEN,
)


async def find_guest(session: AsyncSession, token: str) -> UUID | None:
    """Give who holds this token: a participant without a profile, let in to a call that goes on; the last such."""
    theirs = select(Participant.id).join(Call, Call.id == Participant.call_id)
    theirs = theirs.where(Participant.guest_hash == hash_token(token), *_GUEST)
    return (await session.execute(theirs.order_by(Participant.joined_at.desc()).limit(1))).scalar_one_or_none()


async def living_guests(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Give those of these guests who are still let in to a call that goes on."""
    alive = select(Participant.id).join(Call, Call.id == Participant.call_id)
    return (await session.execute(alive.where(Participant.id.in_(ids), *_GUEST))).scalars().all()


async def board_access(session: AsyncSession, hearer: UUID, board_id: UUID) -> Literal["none", "read", "draw"]:
    """Say what somebody, by a profile or as a guest, may do with a call's board.

    All who are in see it while it is open, and draw with the right to; who sees to the call always draws.
    """
    inside = (
        select(Participant, Call)
        .join(Call, Call.id == Participant.call_id)
        .where(
            Call.board_id == board_id,
            Call.state == CallState.OPEN,
            Participant.state == ParticipantState.ADMITTED,
            func.coalesce(Participant.profile_id, Participant.id) == hearer,
        )
    )
    found = (await session.execute(inside.execution_options(populate_existing=True))).one_or_none()
    if found is None:
        return "none"
    participant, call = found
    if participant.role is not CallRole.PARTICIPANT:
        return "draw"
    if not call.is_board_open:
        return "none"
    return "draw" if effective(call.rights, participant.role, participant.exceptions).board else "read"
