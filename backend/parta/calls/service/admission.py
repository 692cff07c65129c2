"""Admitting a person to a call, directly or from the lobby."""

from uuid import UUID

from parta.calls.events import CallChanged
from parta.calls.models import Call, CallRight, CallRole, Participant, ParticipantState, Via
from parta.calls.queries import CallAccess
from parta.calls.queries.views import count_admitted
from parta.calls.rules.entry import MAX_PARTICIPANTS
from parta.calls.rules.errors import CallFull
from parta.calls.rules.rights import effective_rights
from parta.calls.rules.states import PARTICIPANT_STATES, ParticipantAction
from parta.calls.service.locks import publish_knocks, publish_participants
from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork


def build_participant(
    access: CallAccess, profile_id: UUID | None, via: Via, *, role: CallRole = CallRole.PARTICIPANT, name: str = ""
) -> Participant:
    """Build a participant of the main room who was never in the call and is not admitted yet; guests have a name.

    The call is that of the access, whoever's it is.
    """
    return Participant(
        call_id=access.call.id,
        room_id=access.main_room_id,
        profile_id=profile_id,
        guest_name=name,
        via=via,
        role=role,
        state=ParticipantState.LEFT,
        is_connected=False,
        exceptions={},
    )


async def admit(work: UnitOfWork, call: Call, participant: Participant) -> Participant:
    """Admit a new or known participant, who may enter. The call is locked. Raises RemovedFromCall, CallFull."""
    state = PARTICIPANT_STATES.next_state(participant.state, ParticipantAction.JOIN)
    if state is participant.state:
        return participant
    if await count_admitted(work, call.id) >= MAX_PARTICIPANTS:
        raise CallFull
    participant.state, participant.joined_at = state, now()
    work.add(participant)
    await work.flush()
    publish_participants(work, call, participant.id)
    if participant.role is not CallRole.PARTICIPANT:
        publish_knocks(work, call)
    if CallRight.CHAT not in effective_rights(call.rights, participant.role, participant.exceptions):
        work.emit(CallChanged(call.id))
    return participant
