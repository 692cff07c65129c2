"""HTTP of the participants of a call: hands, reactions, quality, rights, roles, removing."""

from uuid import UUID

from fastapi import APIRouter, status

from parta.calls.routes.limits import ReactingVisitor
from parta.calls.routes.visitor import CurrentVisitor
from parta.calls.schemas import CallReactionCreate, ExceptionsUpdate, HandUpdate, QualityUpdate, RoleUpdate
from parta.calls.service import moderation, presence, reaction, rights
from parta.core.http import Work

router = APIRouter(prefix="/api/calls/{call_id}", tags=["calls"])


@router.put("/hand", status_code=status.HTTP_204_NO_CONTENT)
async def raise_hand(work: Work, visitor: CurrentVisitor, call_id: UUID, body: HandUpdate) -> None:
    """Raise or lower one's own hand."""
    await moderation.raise_hand(work, visitor, call_id, is_raised=body.is_raised)


@router.delete("/hands", status_code=status.HTTP_204_NO_CONTENT)
async def lower_hands(work: Work, visitor: CurrentVisitor, call_id: UUID) -> None:
    """Lower all hands."""
    await moderation.lower_hands(work, visitor, call_id)


@router.post("/reactions", status_code=status.HTTP_204_NO_CONTENT)
async def send_reaction(work: Work, visitor: ReactingVisitor, call_id: UUID, body: CallReactionCreate) -> None:
    """Send a reaction to everybody in the call, who see it for a moment."""
    await reaction.send_reaction(work, visitor, call_id, body.reaction)


@router.put("/quality", status_code=status.HTTP_204_NO_CONTENT)
async def save_connection_quality(work: Work, visitor: CurrentVisitor, call_id: UUID, body: QualityUpdate) -> None:
    """Save the connection quality of one's own device."""
    await presence.save_quality(work, visitor, call_id, body.device, body.quality)


@router.delete("/participants/{participant_id}/hand", status_code=status.HTTP_204_NO_CONTENT)
async def lower_hand(work: Work, visitor: CurrentVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Lower somebody's hand."""
    await moderation.lower_hand(work, visitor, call_id, participant_id)


@router.put("/participants/{participant_id}/rights", status_code=status.HTTP_204_NO_CONTENT)
async def change_exceptions(
    work: Work, visitor: CurrentVisitor, call_id: UUID, participant_id: UUID, body: ExceptionsUpdate
) -> None:
    """Change the exceptions of one participant; null removes one. For oneself only unmuting, where that is allowed."""
    await rights.change_exceptions(work, visitor, call_id, participant_id, body.root)


@router.put("/participants/{participant_id}/role", status_code=status.HTTP_204_NO_CONTENT)
async def set_call_role(
    work: Work, visitor: CurrentVisitor, call_id: UUID, participant_id: UUID, body: RoleUpdate
) -> None:
    """Set the role of a participant."""
    await rights.set_role(work, visitor, call_id, participant_id, body.role)


@router.post("/participants/{participant_id}/mute", status_code=status.HTTP_204_NO_CONTENT)
async def mute_participant(work: Work, visitor: CurrentVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Forbid the microphone to one participant."""
    await rights.mute(work, visitor, call_id, participant_id)


@router.delete("/participants/{participant_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_participant(work: Work, visitor: CurrentVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Remove a participant, who may not rejoin until somebody allows it."""
    await moderation.remove_participant(work, visitor, call_id, participant_id)


@router.post("/participants/{participant_id}/forgive", status_code=status.HTTP_204_NO_CONTENT)
async def forgive_participant(work: Work, visitor: CurrentVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Allow a removed participant to join again."""
    await moderation.forgive_participant(work, visitor, call_id, participant_id)
