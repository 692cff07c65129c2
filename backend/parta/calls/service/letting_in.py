"""Letting somebody in: at the door, and from the lobby."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.events import CallChanged
from parta.calls.models import Call, CallRole, Participant, ParticipantState, Via
from parta.calls.queries.views import count_admitted
from parta.calls.rules.entry import MOST_PEOPLE
from parta.calls.rules.refusals import CallFull
from parta.calls.rules.rights import effective
from parta.calls.rules.states import ParticipantAct, move_participant
from parta.calls.service.holding import tell_lobby, tell_people
from parta.core.clock import now
from parta.core.outbox import emit


def newcomer(
    call: Call, profile_id: UUID | None, via: Via, *, role: CallRole = CallRole.PARTICIPANT, name: str = ""
) -> Participant:
    """Give somebody who was never in the call, not let in yet; who has no profile comes by a name."""
    return Participant(
        call_id=call.id,
        profile_id=profile_id,
        guest_name=name,
        via=via,
        role=role,
        state=ParticipantState.LEFT,
        is_connected=False,
        exceptions={},
    )


async def let_in(session: AsyncSession, call: Call, participant: Participant) -> Participant:
    """Let somebody in who may come, be they new or known. The call is held. Raises RemovedFromCall, CallFull."""
    state = move_participant(participant.state, ParticipantAct.COME)
    if state is participant.state:
        return participant
    if await count_admitted(session, call.id) >= MOST_PEOPLE:
        raise CallFull
    participant.state, participant.joined_at = state, now()
    session.add(participant)
    await session.flush()
    tell_people(session, call, participant.id)
    if participant.role is not CallRole.PARTICIPANT:
        tell_lobby(session, call)
    if not effective(call.rights, participant.role, participant.exceptions).chat:
        emit(session, CallChanged(call.id))
    return participant
