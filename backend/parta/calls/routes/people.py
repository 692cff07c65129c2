"""HTTP of the people in a call: hands, rights, roles, sending out."""

from uuid import UUID

from fastapi import APIRouter, status

from parta.calls.routes.visiting import Visiting
from parta.calls.schemas import ExceptionsUpdate, HandGiven, QualityGiven, RoleGiven
from parta.calls.service import moderating, presence
from parta.core.http import Transaction

router = APIRouter(prefix="/api/calls/{call_id}", tags=["calls"])


@router.put("/hand", status_code=status.HTTP_204_NO_CONTENT)
async def raise_hand(session: Transaction, visitor: Visiting, call_id: UUID, body: HandGiven) -> None:
    """Put my hand up, or down."""
    await moderating.raise_hand(session, visitor, call_id, is_raised=body.is_raised)


@router.delete("/hands", status_code=status.HTTP_204_NO_CONTENT)
async def lower_hands(session: Transaction, visitor: Visiting, call_id: UUID) -> None:
    """Put all hands down."""
    await moderating.lower_hands(session, visitor, call_id)


@router.put("/quality", status_code=status.HTTP_204_NO_CONTENT)
async def note_quality(session: Transaction, visitor: Visiting, call_id: UUID, body: QualityGiven) -> None:
    """Tell how well a device of mine is connected."""
    await presence.note_quality(session, visitor, call_id, body.device, body.quality)


@router.delete("/participants/{participant_id}/hand", status_code=status.HTTP_204_NO_CONTENT)
async def lower_hand(session: Transaction, visitor: Visiting, call_id: UUID, participant_id: UUID) -> None:
    """Put somebody's hand down."""
    await moderating.lower_hand(session, visitor, call_id, participant_id)


@router.put("/participants/{participant_id}/rights", status_code=status.HTTP_204_NO_CONTENT)
async def change_exceptions(
    session: Transaction, visitor: Visiting, call_id: UUID, participant_id: UUID, body: ExceptionsUpdate
) -> None:
    """Let one person do other things than the rest; null: the same. Myself I may only unmute, where that is allowed."""
    change = body.model_dump(exclude_unset=True)
    await moderating.change_exceptions(session, visitor, call_id, participant_id, change)


@router.put("/participants/{participant_id}/role", status_code=status.HTTP_204_NO_CONTENT)
async def give_call_role(
    session: Transaction, visitor: Visiting, call_id: UUID, participant_id: UUID, body: RoleGiven
) -> None:
    """Make somebody an admin, an assistant, or neither."""
    await moderating.give_role(session, visitor, call_id, participant_id, body.role)


@router.post("/participants/{participant_id}/mute", status_code=status.HTTP_204_NO_CONTENT)
async def mute_participant(session: Transaction, visitor: Visiting, call_id: UUID, participant_id: UUID) -> None:
    """Take the microphone from one person."""
    await moderating.mute(session, visitor, call_id, participant_id)


@router.delete("/participants/{participant_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_participant(session: Transaction, visitor: Visiting, call_id: UUID, participant_id: UUID) -> None:
    """Send somebody out, not to come back."""
    await moderating.remove(session, visitor, call_id, participant_id)
