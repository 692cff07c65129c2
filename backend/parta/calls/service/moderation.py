"""Moderating a call: hands, removing people, settings, the spotlight."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import update

from parta.calls.models import AccessScope, CallDuty, CallPresence, LobbyFor, Participant, ParticipantState
from parta.calls.queries import CallVisitor, get_call_access
from parta.calls.queries.access import get_participant
from parta.calls.rules import rights as rules
from parta.calls.rules.errors import ParticipantNotInCall
from parta.calls.rules.states import CALL_STATES, PARTICIPANT_STATES, CallAction, ParticipantAction
from parta.calls.service.locks import (
    emit_rights_changed,
    lock_call,
    publish_call,
    publish_participants,
    require_duty,
    require_participant,
)
from parta.calls.service.participant import clear_participant
from parta.core.clock import now
from parta.core.errors import Forbidden
from parta.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CallSettings:
    """Settings to change; None leaves a setting unchanged."""

    is_locked: bool | None = None
    access: AccessScope | None = None
    lobby_for: LobbyFor | None = None
    several_screens: bool | None = None
    is_board_open: bool | None = None


_DUTY_BY_SETTING = {
    "is_locked": CallDuty.LOCK,
    "access": CallDuty.CHANGE_ACCESS,
    "lobby_for": CallDuty.CHANGE_ACCESS,
    "several_screens": CallDuty.CHANGE_RIGHTS,
    "is_board_open": CallDuty.OPEN_BOARD,
}
"""The duty that is required to change a setting."""


async def raise_hand(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, *, is_raised: bool) -> None:
    """Raise the visitor's hand, at the end of the queue, or lower it. Idempotent. Raises NotFound, NotInCall."""
    access, participant = await require_participant(work, visitor, call_id)
    if is_raised is not (participant.hand_raised_at is not None):
        participant.hand_raised_at = now() if is_raised else None
        publish_participants(work, access.call, participant.id)


async def lower_hand(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Lower somebody's hand. Idempotent. Raises NotFound, Forbidden."""
    access = await require_duty(work, visitor, call_id, CallDuty.LOWER_HANDS, CallAction.USE)
    other = await get_participant(work, call_id, participant_id)
    if other.hand_raised_at is not None:
        other.hand_raised_at = None
        publish_participants(work, access.call, other.id)


async def lower_hands(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> None:
    """Lower all hands, in one statement. Idempotent. Raises NotFound, Forbidden."""
    access = await require_duty(work, visitor, call_id, CallDuty.LOWER_HANDS, CallAction.USE)
    up = update(Participant).where(Participant.call_id == call_id, Participant.hand_raised_at.is_not(None))
    lowered = up.values(hand_raised_at=None).returning(Participant.id).execution_options(synchronize_session=False)
    people = (await work.execute(lowered)).scalars().all()
    if people:
        publish_participants(work, access.call, *people)


async def remove_participant(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Remove a participant, who may not rejoin until somebody allows it. Idempotent. Raises NotFound, Forbidden."""
    access = await require_duty(work, visitor, call_id, CallDuty.REMOVE, CallAction.USE)
    other = await get_participant(work, call_id, participant_id)
    if not rules.outranks(access.role, other.role):
        raise Forbidden
    state = PARTICIPANT_STATES.next_state(other.state, ParticipantAction.REMOVE)
    if state is other.state:
        return
    other.state = state
    work.audit("participant.removed", other.id, stream_id=call_id)
    clear_participant(work, access.call, other)
    connected = (
        update(CallPresence)
        .where(CallPresence.participant_id == other.id, CallPresence.to_at.is_(None))
        .values(to_at=now())
    )
    await work.execute(connected.execution_options(synchronize_session=False))


async def forgive_participant(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Allow a removed participant to join again. Idempotent. Raises NotFound, Forbidden."""
    access = await require_duty(work, visitor, call_id, CallDuty.REMOVE, CallAction.USE)
    other = await get_participant(work, call_id, participant_id)
    if not rules.outranks(access.role, other.role):
        raise Forbidden
    state = PARTICIPANT_STATES.next_state(other.state, ParticipantAction.FORGIVE)
    if state is not other.state:
        other.state = state
        work.audit("participant.forgiven", other.id, stream_id=call_id)
        publish_participants(work, access.call, other.id)


async def change_settings(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, change: CallSettings) -> None:
    """Change the call's settings. Raises NotFound, Forbidden."""
    await lock_call(work, call_id)
    access = await get_call_access(work, visitor, call_id)
    CALL_STATES.next_state(access.call.state, CallAction.CONFIGURE)
    requested = {name: value for name, value in asdict(change).items() if value is not None}
    if not access.duties.issuperset(_DUTY_BY_SETTING[name] for name in requested):
        raise Forbidden
    changed = {name: value for name, value in requested.items() if getattr(access.call, name) != value}
    for name, value in changed.items():
        setattr(access.call, name, value)
    if changed:
        publish_call(work, access.call)
        emit_rights_changed(work, access.call)


async def set_spotlight(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, participant_id: UUID | None) -> None:
    """Set the participant shown large to everybody, or none. Raises NotFound, Forbidden, ParticipantNotInCall."""
    access = await require_duty(work, visitor, call_id, CallDuty.SPOTLIGHT, CallAction.USE)
    if participant_id is not None:
        shown = await get_participant(work, call_id, participant_id)
        if shown.state is not ParticipantState.ADMITTED:
            raise ParticipantNotInCall
    if access.call.spotlight_id != participant_id:
        access.call.spotlight_id = participant_id
        publish_call(work, access.call)
