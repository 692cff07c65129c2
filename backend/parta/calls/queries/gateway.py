"""Queries of the gateway: the sessions of guests, and who may draw on a call's board."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards.rules import BoardAccess, BoardRole
from parta.calls.models import Call, CallRight, CallRole, CallState, GuestSession, Participant, ParticipantState
from parta.calls.rules.rights import effective_rights
from parta.core.principal_sessions import SessionKind
from parta.core.principals import GuestPrincipal
from parta.identity.models import Profile
from parta.identity.queries import called_name

GUEST_SESSIONS = SessionKind(
    GuestPrincipal,
    GuestSession,
    {"id": GuestSession.id},
    cookie="parta_guest",
    lifetime=timedelta(days=1),
    max_idle_time=timedelta(days=1),
    is_kept=False,
)
"""The sessions of guests: a session is its guest."""


async def get_board_roles(
    session: AsyncSession, board_id: UUID, subscribers: Collection[UUID]
) -> Mapping[UUID, BoardRole]:
    """Return what each profile or guest may do with a call's board, and their name; who is left out may do nothing.

    All participants see an open board, and draw if they have the right; moderators always lead.
    """
    subscriber = func.coalesce(Participant.profile_id, Participant.guest_id)
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
        who: BoardRole(access, called_name(person) if person else participant.guest_name)
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
