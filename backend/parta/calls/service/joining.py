"""Coming into a call, and leaving it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.livekit.port import Source
from parta.calls.models import Call, CallRole, CallState, EndReason, Entry, Participant, Presence, Ring, RingState, Via
from parta.calls.queries import Standing, Visitor, get_standing
from parta.calls.queries.standing import plan_of, stand_by_link
from parta.calls.queries.streams import full_name
from parta.calls.rules.entry import refusal_of
from parta.calls.rules.refusals import NameNeeded
from parta.calls.rules.rights import effective, sources
from parta.calls.rules.states import ParticipantAct, move_participant
from parta.calls.service.calling import begin_planned, end_call
from parta.calls.service.holding import hold_call, hold_whole, tell_call, tell_lobby, tell_people, tell_rights
from parta.calls.service.knocking import knock
from parta.calls.service.letting_in import let_in, newcomer
from parta.calls.service.rings import answer_by_coming
from parta.core.clock import now
from parta.identity.queries import get_profile


@dataclass(frozen=True, slots=True)
class Came:
    """What came of joining: in, or waiting."""

    participant_id: UUID | None
    knock_id: UUID | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the media are told of somebody who is let in."""

    participant_id: UUID
    name: str
    may: frozenset[Source]


async def join(  # noqa: PLR0913 - who, where, and by which right
    session: AsyncSession,
    visitor: Visitor,
    call_id: UUID,
    *,
    by_link: bool = False,
    is_of_school: bool = False,
    name: str | None = None,
) -> Came:
    """Come into the call, or begin to wait in its lobby. Safe to repeat.

    Raises NotFound, RemovedFromCall, CallLocked, CallOver, TooEarly, CallFull, LobbyFull, NameNeeded, and where
    the call is not for such people MembersOnly, SchoolOnly, SignInNeeded.
    """
    await _hold_for_coming(session, visitor, call_id)
    standing = await (stand_by_link if by_link else get_standing)(session, visitor, call_id)
    how = standing.entry(now(), is_of_school=is_of_school)
    refusal = refusal_of(how, plan_of(standing.call))
    if refusal is not None:
        raise refusal
    if how is Entry.LOBBY:
        return Came(None, (await knock(session, standing, await _name(session, visitor, name))).id)
    if standing.call.state is CallState.PLANNED:
        await begin_planned(session, standing.call)
    participant = await let_in(session, standing.call, standing.participant or _newcomer(standing))
    if visitor.profile_id is not None:
        await answer_by_coming(session, standing.call, visitor.profile_id)
    return Came(participant.id, None)


async def leave(session: AsyncSession, visitor: Visitor, call_id: UUID, device: str) -> None:
    """Leave by this device; by the last one the person has left. Safe to repeat.

    A caller who leaves before anybody answered ends the call. Raises NotFound.
    """
    await hold_whole(session, call_id)
    standing = await get_standing(session, visitor, call_id)
    call, participant = standing.call, standing.participant
    if participant is None or call.state is not CallState.OPEN:
        return
    here = (Presence.participant_id == participant.id, Presence.to_at.is_(None))
    gone = update(Presence).where(*here, Presence.device == device).values(to_at=now())
    await session.execute(gone.execution_options(synchronize_session=False))
    if (await session.execute(select(Presence.id).where(*here).limit(1))).first() is not None:
        return
    state = move_participant(participant.state, ParticipantAct.LEAVE)
    if state is not participant.state:
        depart(session, call, participant)
        participant.state = state
    ringing = select(Ring.id).where(Ring.call_id == call_id, Ring.state == RingState.RINGING).limit(1)
    if participant.profile_id == call.creator_id and (await session.execute(ringing)).first() is not None:
        await end_call(session, call_id, EndReason.CANCELLED)


def depart(session: AsyncSession, call: Call, participant: Participant) -> None:
    """Take back from somebody who goes all that they had by being there, and tell. The call is held."""
    participant.is_connected, participant.hand_raised_at = False, None
    if call.spotlight_id == participant.id:
        call.spotlight_id = None
        tell_call(session, call)
    tell_people(session, call, participant.id)
    if participant.role is not CallRole.PARTICIPANT:
        tell_lobby(session, call)
    tell_rights(session, call)


async def ticket(session: AsyncSession, standing: Standing) -> Ticket:
    """Give what the media are told of somebody who is let in. Raises NotInCall."""
    participant = standing.inside()
    may = sources(effective(standing.call.rights, participant.role, participant.exceptions))
    if participant.profile_id is None:
        return Ticket(participant.id, participant.guest_name, may)
    return Ticket(participant.id, full_name(await get_profile(session, participant.profile_id)), may)


async def _hold_for_coming(session: AsyncSession, visitor: Visitor, call_id: UUID) -> None:
    """Hold the call, the visitor's own stream, and the chat where the card will tell that the call has begun."""
    planned = select(Call.chat_id).where(Call.id == call_id, Call.state == CallState.PLANNED)
    chat = (await session.execute(planned)).scalars()
    await hold_call(session, call_id, *chat, *([visitor.profile_id] if visitor.profile_id else []))


def _newcomer(standing: Standing) -> Participant:
    """Give somebody who comes for the first time, by their profile: whoever has none is let in by the lobby."""
    via = Via.CHAT if standing.is_member else Via.LINK
    return newcomer(standing.call, standing.visitor.profile_id, via, role=standing.role)


async def _name(session: AsyncSession, visitor: Visitor, name: str | None) -> str:
    if visitor.profile_id is not None:
        return full_name(await get_profile(session, visitor.profile_id))
    if name is None:
        raise NameNeeded
    return name
