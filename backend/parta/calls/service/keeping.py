"""Bringing into line what follows from calls and from their chats: who may write meanwhile, who may still be there."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, CallState, EndReason, Participant, ParticipantState, Via
from parta.calls.queries.standing import find_call
from parta.calls.rules.rights import effective
from parta.calls.rules.states import ParticipantAct, move_participant
from parta.calls.service.calling import end_call
from parta.calls.service.holding import hold_call, tell_people
from parta.calls.service.joining import depart
from parta.core.actor import SYSTEM
from parta.core.streams import lock_streams
from parta.messenger import queries as messenger
from parta.messenger import service as chats
from parta.messenger.queries.chats import list_seats


async def keep_hushed(session: AsyncSession, call_id: UUID) -> None:
    """Let exactly those members not write in the call's chat from whom a call that goes on takes the word.

    Also from those whom it sent out, or who left it: else leaving would be the way around. Safe to repeat.
    """
    call = await find_call(session, call_id)
    if call is None:
        return
    await lock_streams(session, call.chat_id)
    rows = select(Participant, Call).join(Call, Call.id == Participant.call_id)
    rows = rows.where(Call.chat_id == call.chat_id, Call.state == CallState.OPEN, Participant.profile_id.is_not(None))
    hushed = {
        one.profile_id
        for one, where in await session.execute(rows.execution_options(populate_existing=True))
        if one.profile_id is not None and not effective(where.rights, one.role, one.exceptions).chat
    }
    await chats.hush(session, call.chat_id, hushed)


async def keep_seats(session: AsyncSession, chat_id: UUID) -> None:
    """Let nobody be in the chat's calls as its member who is none any more; an archived chat has none."""
    is_archived = (await messenger.get_standing(session, SYSTEM, chat_id)).place.is_archived
    going_on = select(Call.id).where(Call.chat_id == chat_id, Call.state != CallState.ENDED).order_by(Call.id)
    for call_id in (await session.execute(going_on)).scalars().all():
        if is_archived:
            await end_call(session, call_id, EndReason.ENDED)
        else:
            await _let_strangers_go(session, call_id, chat_id)


async def show_person_anew(session: AsyncSession, profile_id: UUID) -> None:
    """Tell this person once more in the calls that they are in: name, picture or badges are not what they were."""
    theirs = select(Participant.call_id, Participant.id).join(Call, Call.id == Participant.call_id)
    theirs = theirs.where(Participant.profile_id == profile_id, Call.state == CallState.OPEN)
    rows = (await session.execute(theirs)).all()
    await lock_streams(session, *(call_id for call_id, _ in rows))
    for call_id, participant_id in rows:
        call = await find_call(session, call_id)
        if call is not None:
            tell_people(session, call, participant_id)


async def _let_strangers_go(session: AsyncSession, call_id: UUID, chat_id: UUID) -> None:
    await hold_call(session, call_id)
    call = await find_call(session, call_id)
    seated = await list_seats(session, chat_id)
    inside = select(Participant).where(
        Participant.call_id == call_id,
        Participant.state == ParticipantState.ADMITTED,
        Participant.via == Via.CHAT,
        Participant.profile_id.not_in(seated),
    )
    people = (await session.execute(inside.execution_options(populate_existing=True))).scalars().all()
    for one in people:
        if call is not None:
            one.state = move_participant(one.state, ParticipantAct.LEAVE)
            depart(session, call, one)
