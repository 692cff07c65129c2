"""Queries of the gateway: who a guest is, and who may draw on a call's board."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards.rules import BoardAccess, BoardRole
from parta.calls.models import Call, CallRight, CallRole, CallState, Participant, ParticipantState
from parta.calls.queries.streams import full_name
from parta.calls.rules.rights import effective_rights
from parta.identity.models import Profile
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


async def get_board_roles(
    session: AsyncSession, board_id: UUID, subscribers: Collection[UUID]
) -> Mapping[UUID, BoardRole]:
    """Return what each profile or guest may do with a call's board, and their name; who is left out may do nothing.

    All participants see an open board, and draw if they have the right; moderators always lead.
    """
    subscriber = func.coalesce(Participant.profile_id, Participant.id)
    admitted = (
        select(subscriber, Participant, Call, Profile)
        .join(Call, Call.id == Participant.call_id)
        .outerjoin(Profile, Profile.id == Participant.profile_id)
        .where(
            Call.board_id == board_id,
            Call.state == CallState.OPEN,
            Participant.state == ParticipantState.ADMITTED,
            subscriber.in_(subscribers),
        )
    )
    rows = await session.execute(admitted)
    return {
        who: BoardRole(access, full_name(person) if person else participant.guest_name)
        for who, participant, call, person in rows
        if (access := _board_access(call, participant)) is not BoardAccess.NONE
    }


def _board_access(call: Call, participant: Participant) -> BoardAccess:
    if participant.role is not CallRole.PARTICIPANT:
        return BoardAccess.LEAD
    if not call.is_board_open:
        return BoardAccess.NONE
    may_draw = CallRight.BOARD in effective_rights(call.rights, participant.role, participant.exceptions)
    return BoardAccess.DRAW if may_draw else BoardAccess.READ
