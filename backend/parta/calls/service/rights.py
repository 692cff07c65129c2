"""Changing the rights, exceptions and roles in a call."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from parta.calls.models import CallDuty, CallRight, CallRole, Participant, ParticipantState
from parta.calls.queries import CallAccess, CallVisitor, get_call_access
from parta.calls.queries.access import get_participant
from parta.calls.rules import rights as rules
from parta.calls.rules.errors import MutedUntilAllowed, NotForGuests
from parta.calls.rules.states import CALL_STATES, CallAction
from parta.calls.service.locks import (
    emit_rights_changed,
    lock_call,
    publish_call,
    publish_knocks,
    publish_participants,
    require_duty,
)
from parta.core.errors import Forbidden
from parta.core.unit_of_work import UnitOfWork


async def change_rights(
    work: UnitOfWork, visitor: CallVisitor, call_id: UUID, change: Mapping[CallRight, bool | None]
) -> None:
    """Change the rights of those who are neither admin nor assistant. Raises NotFound, Forbidden."""
    access = await require_duty(work, visitor, call_id, CallDuty.CHANGE_RIGHTS, CallAction.CONFIGURE)
    changed = {right: value for right, value in change.items() if value is not None}
    await _set_rights(work, access, {**access.call.rights, **changed})


async def mute_all(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> None:
    """Forbid the microphone to all participants, including those who had an exception.

    Raises NotFound, Forbidden.
    """
    access = await require_duty(work, visitor, call_id, CallDuty.MUTE_OTHERS, CallAction.USE)
    allowed = select(Participant).where(
        Participant.call_id == call_id, Participant.exceptions[CallRight.MICROPHONE].as_boolean().is_(True)
    )
    for one in (await work.execute(allowed)).scalars():
        one.exceptions = rules.exceptions_after_mute_all(one.exceptions)
    await _set_rights(work, access, {**access.call.rights, CallRight.MICROPHONE: False}, always_publish=True)


async def change_exceptions(
    work: UnitOfWork, visitor: CallVisitor, call_id: UUID, participant_id: UUID, change: Mapping[CallRight, bool | None]
) -> None:
    """Change the exceptions of one participant; None removes one. For oneself only unmuting, where that is allowed.

    Raises NotFound, Forbidden, MutedUntilAllowed.
    """
    await lock_call(work, call_id)
    access = await get_call_access(work, visitor, call_id)
    CALL_STATES.next_state(access.call.state, CallAction.CONFIGURE)
    other = await get_participant(work, call_id, participant_id)
    is_of_microphone = set(change) == {CallRight.MICROPHONE}
    may_mute = is_of_microphone and CallDuty.MUTE_OTHERS in access.duties
    if CallDuty.CHANGE_RIGHTS not in access.duties and not may_mute:
        _check_self_unmute(access, other, change)
    work.audit("participant.rights_set", other.id, stream_id=call_id)
    _set_exceptions(work, access, other, rules.apply_exceptions(other.exceptions, change))


async def mute(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, participant_id: UUID) -> None:
    """Forbid the microphone to one participant. Idempotent. Raises NotFound, Forbidden."""
    access = await require_duty(work, visitor, call_id, CallDuty.MUTE_OTHERS, CallAction.USE)
    other = await get_participant(work, call_id, participant_id)
    if other.role is not CallRole.PARTICIPANT:
        raise Forbidden
    work.audit("participant.rights_set", other.id, stream_id=call_id)
    _set_exceptions(work, access, other, rules.apply_exceptions(other.exceptions, {CallRight.MICROPHONE: False}))


async def set_role(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, participant_id: UUID, role: CallRole) -> None:
    """Set the role of a participant. Nobody changes their own role or that of the call's creator.

    Raises NotFound, Forbidden, NotForGuests.
    """
    access = await require_duty(work, visitor, call_id, CallDuty.APPOINT, CallAction.USE)
    other = await get_participant(work, call_id, participant_id)
    is_oneself = access.participant is not None and access.participant.id == other.id
    if is_oneself or other.profile_id == access.call.creator_id:
        raise Forbidden
    if other.profile_id is None:
        raise NotForGuests
    if other.role is not role:
        other.role = role
        work.audit("participant.role_set", other.id, stream_id=call_id)
        publish_participants(work, access.call, other.id)
        publish_knocks(work, access.call)
        emit_rights_changed(work, access.call)


async def _set_rights(
    work: UnitOfWork, access: CallAccess, rights: dict[CallRight, bool], *, always_publish: bool = False
) -> None:
    """Set the call's rights, and publish all participants to whom they apply."""
    call = access.call
    if call.rights == rights and not always_publish:
        return
    call.rights = rights
    publish_call(work, call)
    ordinary = select(Participant.id).where(
        Participant.call_id == call.id,
        Participant.role == CallRole.PARTICIPANT,
        Participant.state == ParticipantState.ADMITTED,
    )
    people = (await work.execute(ordinary)).scalars().all()
    if people:
        publish_participants(work, call, *people)
    emit_rights_changed(work, call)


def _set_exceptions(
    work: UnitOfWork, access: CallAccess, other: Participant, exceptions: dict[CallRight, bool]
) -> None:
    if other.exceptions != exceptions:
        other.exceptions = exceptions
        publish_participants(work, access.call, other.id)
        emit_rights_changed(work, access.call)


def _check_self_unmute(access: CallAccess, other: Participant, change: Mapping[CallRight, bool | None]) -> None:
    if access.participant is None or access.participant.id != other.id or change != {CallRight.MICROPHONE: None}:
        raise Forbidden
    own_rights = rules.effective_rights(access.call.rights, other.role, other.exceptions)
    if not rules.may_unmute_self(other.exceptions, change, own_rights):
        raise MutedUntilAllowed
