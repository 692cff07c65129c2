"""What other doors ask of calls: who a guest is, and who may draw on a call's board."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards.rules import Access as BoardAccess
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


async def board_access(session: AsyncSession, board_id: UUID, hearers: Collection[UUID]) -> Mapping[UUID, BoardAccess]:
    """Say what each of these, by a profile or as a guest, may do with a call's board; who is left out sees nothing.

    All who are in see it while it is open, and draw with the right to; who sees to the call always draws.
    """
    hearer = func.coalesce(Participant.profile_id, Participant.id)
    inside = (
        select(hearer, Participant, Call)
        .join(Call, Call.id == Participant.call_id)
        .where(
            Call.board_id == board_id,
            Call.state == CallState.OPEN,
            Participant.state == ParticipantState.ADMITTED,
            hearer.in_(hearers),
        )
    )
    rows = await session.execute(inside.execution_options(populate_existing=True))
    return {who: found for who, participant, call in rows if (found := _access(call, participant)) is not None}


def _access(call: Call, participant: Participant) -> BoardAccess | None:
    if participant.role is not CallRole.PARTICIPANT:
        return BoardAccess.DRAW
    if not call.is_board_open:
        return None
    may_draw = effective(call.rights, participant.role, participant.exceptions).board
    return BoardAccess.DRAW if may_draw else BoardAccess.READ
