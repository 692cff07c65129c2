"""Reconciling calls with their chats: who may write during a call, and who may still be in it."""

from uuid import UUID

from sqlalchemy import select

from parta.calls.models import Call, CallRight, CallState, EndReason, Participant, ParticipantState, Via
from parta.calls.queries.access import find_call
from parta.calls.rules.rights import effective_rights
from parta.calls.rules.states import PARTICIPANT_STATES, ParticipantAction
from parta.calls.service.call import end_call
from parta.calls.service.locks import lock_call, publish_participants
from parta.calls.service.participant import clear_participant
from parta.core.principals import SYSTEM
from parta.core.unit_of_work import UnitOfWork
from parta.messenger import queries as messenger
from parta.messenger import service as chats
from parta.messenger.queries.chats import list_member_specs


async def sync_writing_suspensions(work: UnitOfWork, call_id: UUID) -> None:
    """Suspend writing in the call's chat for exactly those members whom an open call does not allow to write.

    Includes those who were removed or left: otherwise leaving would restore writing. Idempotent.
    """
    call = await find_call(work, call_id)
    if call is None:
        return
    await work.lock_streams(call.chat_id)
    rows = select(Participant, Call).join(Call, Call.id == Participant.call_id)
    rows = rows.where(Call.chat_id == call.chat_id, Call.state == CallState.OPEN, Participant.profile_id.is_not(None))
    suspended = {
        one.profile_id
        for one, where in await work.execute(rows)
        if one.profile_id is not None and CallRight.CHAT not in effective_rights(where.rights, one.role, one.exceptions)
    }
    await chats.suspend_writing(work, call.chat_id, "call", suspended)


async def sync_participants_with_members(work: UnitOfWork, chat_id: UUID) -> None:
    """Remove from the chat's calls those who joined as members and no longer are; end the calls of an archived chat."""
    active = select(Call.id).where(Call.chat_id == chat_id, Call.state != CallState.ENDED).order_by(Call.id)
    call_ids = (await work.execute(active)).scalars().all()
    if not call_ids:
        return
    is_archived = (await messenger.get_chat_access(work, SYSTEM, chat_id)).permission_context.is_archived
    for call_id in call_ids:
        if is_archived:
            await end_call(work, call_id, EndReason.ENDED)
        else:
            await _remove_non_members(work, call_id, chat_id)


async def republish_participant(work: UnitOfWork, profile_id: UUID) -> None:
    """Publish this person again in their open calls, after a change of name, picture or badges."""
    statement = select(Participant.call_id, Participant.id).join(Call, Call.id == Participant.call_id)
    statement = statement.where(Participant.profile_id == profile_id, Call.state == CallState.OPEN)
    rows = (await work.execute(statement)).all()
    await work.lock_streams(*(call_id for call_id, _ in rows))
    for call_id, participant_id in rows:
        call = await find_call(work, call_id)
        if call is not None:
            publish_participants(work, call, participant_id)


async def _remove_non_members(work: UnitOfWork, call_id: UUID, chat_id: UUID) -> None:
    await lock_call(work, call_id)
    call = await find_call(work, call_id)
    members = await list_member_specs(work, chat_id)
    strangers = select(Participant).where(
        Participant.call_id == call_id,
        Participant.state == ParticipantState.ADMITTED,
        Participant.via == Via.CHAT,
        Participant.profile_id.not_in(members),
    )
    people = (await work.execute(strangers)).scalars().all()
    for one in people:
        if call is not None:
            one.state = PARTICIPANT_STATES.next_state(one.state, ParticipantAction.LEAVE)
            clear_participant(work, call, one)
