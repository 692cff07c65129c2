"""Reactions in a call: seen for a moment by everybody in it, and stored nowhere."""

from uuid import UUID

from parta.calls.events import ParticipantReacted
from parta.calls.models import CallReaction, CallRight
from parta.calls.queries import CallVisitor, get_call_access
from parta.calls.rules.rights import effective_rights
from parta.calls.rules.states import CALL_STATES, CallAction
from parta.core.errors import Forbidden
from parta.core.unit_of_work import UnitOfWork


async def send_reaction(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, reaction: CallReaction) -> None:
    """Send a reaction of the visitor to everybody in the open call. Nothing is written, so nothing is locked.

    Raises NotFound, RemovedFromCall, CallNotOpen, CallAlreadyEnded, NotInCall, Forbidden.
    """
    access = await get_call_access(work, visitor, call_id)
    CALL_STATES.next_state(access.call.state, CallAction.USE)
    participant = access.require_admitted()
    rights = effective_rights(access.call.rights, participant.role, participant.exceptions)
    if CallRight.REACTIONS not in rights:
        raise Forbidden
    work.publish_ephemeral(ParticipantReacted(call_id, participant.id, reaction))
