"""Subscribers of calls and lobbies, and the one reader of each kind in their streams."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, CallRole, CallState, Knock, Participant, ParticipantState, Ring
from parta.calls.rules.rights import effective_rights
from parta.calls.schemas import CallRead, CallRights, KnockRead, ParticipantRead, RingRead
from parta.core.streams import Kind
from parta.identity.models import Profile
from parta.identity.schemas import Badge

_SUBSCRIBER = func.coalesce(Participant.profile_id, Participant.id)
"""The profile, or for a guest the participant."""
_IS_SUBSCRIBED = (Participant.state == ParticipantState.ADMITTED, Call.state == CallState.OPEN)
_IS_MODERATOR = Participant.role.in_([CallRole.ADMIN, CallRole.ASSISTANT])


async def get_call_subscribers(session: AsyncSession, call_id: UUID) -> Collection[UUID]:
    """Return the subscribers of the call: its admitted participants, while it is open."""
    admitted = select(_SUBSCRIBER).join(Call, Call.id == Participant.call_id).where(Call.id == call_id, *_IS_SUBSCRIBED)
    return (await session.execute(admitted)).scalars().all()


async def get_call_streams(session: AsyncSession, subscribers: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
    """Return the calls to which these are subscribed: (subscriber, call)."""
    admitted = (
        select(_SUBSCRIBER, Call.id)
        .join(Call, Call.id == Participant.call_id)
        .where(*_IS_SUBSCRIBED, _is_one_of(subscribers))
    )
    return [(subscriber, call_id) for subscriber, call_id in await session.execute(admitted)]


async def get_lobby_subscribers(session: AsyncSession, lobby_id: UUID) -> Collection[UUID]:
    """Return the subscribers of the lobby: those who may admit."""
    admitted = select(_SUBSCRIBER).join(Call, Call.id == Participant.call_id)
    return (
        (await session.execute(admitted.where(Call.lobby_id == lobby_id, *_IS_SUBSCRIBED, _IS_MODERATOR)))
        .scalars()
        .all()
    )


async def get_lobby_streams(session: AsyncSession, subscribers: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
    """Return the lobbies to which these are subscribed: (subscriber, lobby)."""
    admitted = select(_SUBSCRIBER, Call.lobby_id).join(Call, Call.id == Participant.call_id)
    rows = await session.execute(admitted.where(*_IS_SUBSCRIBED, _IS_MODERATOR, _is_one_of(subscribers)))
    return [(subscriber, lobby_id) for subscriber, lobby_id in rows]


async def read_calls(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CallRead]:
    """Return the published state of calls."""
    fresh = select(Call).where(Call.id.in_(ids))
    return [CallRead.model_validate(call) for call in (await session.execute(fresh)).scalars()]


async def read_participants(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ParticipantRead]:
    """Return the published state of participants, with the present name, picture and effective rights."""
    rows = select(Participant, Call, Profile).join(Call, Call.id == Participant.call_id)
    rows = rows.outerjoin(Profile, Profile.id == Participant.profile_id).where(Participant.id.in_(ids))
    rows = rows.order_by(Participant.joined_at, Participant.id)
    return [_to_participant_read(*row) for row in await session.execute(rows)]


async def read_knocks(session: AsyncSession, ids: Collection[UUID]) -> Sequence[KnockRead]:
    """Return the published state of knocks."""
    fresh = select(Knock).where(Knock.id.in_(ids)).order_by(Knock.at, Knock.id)
    rows = (await session.execute(fresh)).scalars()
    return [KnockRead.model_validate(knock) for knock in rows]


async def read_rings(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RingRead]:
    """Return the published state of rings."""
    rows = select(Ring, Call, Profile).join(Call, Call.id == Ring.call_id).join(Profile, Profile.id == Ring.from_id)
    rows = rows.where(Ring.id.in_(ids))
    return [
        RingRead(
            id=ring.id,
            call_id=ring.call_id,
            chat_id=call.chat_id,
            from_name=full_name(caller),
            from_picture=caller.picture,
            title=call.title,
            state=ring.state,
            at=ring.at,
        )
        for ring, call, caller in await session.execute(rows)
    ]


def full_name(person: Profile) -> str:
    """Return the name that is shown in a call."""
    return f"{person.first_name} {person.last_name}"


CALL = Kind(name="call", table=Call, stream=Call.id, read=read_calls)
PARTICIPANT = Kind(
    name="participant", table=Participant, stream=Participant.call_id, read=read_participants, decides_audience=True
)
KNOCK = Kind(name="knock", table=Knock, stream=Knock.lobby_id, read=read_knocks, decides_audience=True)
RING = Kind(name="ring", table=Ring, stream=Ring.profile_id, read=read_rings)


def _is_one_of(subscribers: Collection[UUID]) -> Any:  # noqa: ANN401 - an SQL condition
    as_guests = Participant.profile_id.is_(None) & Participant.id.in_(subscribers)
    return or_(Participant.profile_id.in_(subscribers), as_guests)


def _to_participant_read(participant: Participant, call: Call, person: Profile | None) -> ParticipantRead:
    exceptions: Mapping[str, bool] = participant.exceptions
    return ParticipantRead(
        id=participant.id,
        call_id=participant.call_id,
        profile_id=participant.profile_id,
        name=full_name(person) if person else participant.guest_name,
        picture=person.picture if person else None,
        badges=[Badge.model_validate(badge) for badge in person.badges] if person else [],
        is_guest=participant.profile_id is None,
        role=participant.role,
        state=participant.state,
        is_connected=participant.is_connected,
        joined_at=participant.joined_at,
        hand_raised_at=participant.hand_raised_at,
        rights=CallRights.model_validate(effective_rights(call.rights, participant.role, exceptions)),
        exceptions=dict(exceptions),
    )
