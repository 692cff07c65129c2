"""Who hears calls and lobbies, and the one reader of each kind that their streams carry."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, CallRole, CallState, Knock, Participant, ParticipantState, Ring
from parta.calls.rules.rights import effective
from parta.calls.schemas import CallRead, CallRights, KnockRead, ParticipantRead, RingRead
from parta.core.streams import Kind
from parta.identity.models import Profile
from parta.identity.schemas import Badge

_HEARER = func.coalesce(Participant.profile_id, Participant.id)
"""A profile hears; who has none hears as the participant."""
_HEARS = (Participant.state == ParticipantState.ADMITTED, Call.state == CallState.OPEN)
_LETS_IN = Participant.role.in_([CallRole.ADMIN, CallRole.ASSISTANT])


async def call_hearers(session: AsyncSession, call_id: UUID) -> Collection[UUID]:
    """Give who hears the call's stream: who is let in, while it goes on."""
    inside = select(_HEARER).join(Call, Call.id == Participant.call_id).where(Call.id == call_id, *_HEARS)
    return (await session.execute(inside)).scalars().all()


async def calls_heard_by(session: AsyncSession, hearers: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
    """Give the calls whose streams these hear: (hearer, call)."""
    inside = select(_HEARER, Call.id).join(Call, Call.id == Participant.call_id).where(*_HEARS, _is_one_of(hearers))
    return [(hearer, call_id) for hearer, call_id in await session.execute(inside)]


async def lobby_hearers(session: AsyncSession, lobby_id: UUID) -> Collection[UUID]:
    """Give who hears the lobby's stream: who may let in."""
    inside = select(_HEARER).join(Call, Call.id == Participant.call_id)
    return (await session.execute(inside.where(Call.lobby_id == lobby_id, *_HEARS, _LETS_IN))).scalars().all()


async def lobbies_heard_by(session: AsyncSession, hearers: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
    """Give the lobbies whose streams these hear: (hearer, lobby)."""
    inside = select(_HEARER, Call.lobby_id).join(Call, Call.id == Participant.call_id)
    rows = await session.execute(inside.where(*_HEARS, _LETS_IN, _is_one_of(hearers)))
    return [(hearer, lobby_id) for hearer, lobby_id in rows]


async def read_calls(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CallRead]:
    """Read calls as they are told."""
    fresh = select(Call).where(Call.id.in_(ids)).execution_options(populate_existing=True)
    return [CallRead.model_validate(call) for call in (await session.execute(fresh)).scalars()]


async def read_participants(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ParticipantRead]:
    """Read participants as they are told, each with the person's present name and picture, and all that they may."""
    rows = select(Participant, Call, Profile).join(Call, Call.id == Participant.call_id)
    rows = rows.outerjoin(Profile, Profile.id == Participant.profile_id).where(Participant.id.in_(ids))
    rows = rows.order_by(Participant.joined_at, Participant.id).execution_options(populate_existing=True)
    return [_participant(*row) for row in await session.execute(rows)]


async def read_knocks(session: AsyncSession, ids: Collection[UUID]) -> Sequence[KnockRead]:
    """Read knocks as they are told."""
    fresh = select(Knock).where(Knock.id.in_(ids)).order_by(Knock.at, Knock.id)
    rows = (await session.execute(fresh.execution_options(populate_existing=True))).scalars()
    return [KnockRead.model_validate(knock) for knock in rows]


async def read_rings(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RingRead]:
    """Read rings as they are told to whom they ring for."""
    rows = select(Ring, Call, Profile).join(Call, Call.id == Ring.call_id).join(Profile, Profile.id == Ring.from_id)
    rows = rows.where(Ring.id.in_(ids)).execution_options(populate_existing=True)
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
    """Give the name that stands under a person's picture in a call."""
    return f"{person.first_name} {person.last_name}"


CALL = Kind(name="call", table=Call, stream=Call.id, read=read_calls)
PARTICIPANT = Kind(
    name="participant", table=Participant, stream=Participant.call_id, read=read_participants, decides_audience=True
)
KNOCK = Kind(name="knock", table=Knock, stream=Knock.lobby_id, read=read_knocks, decides_audience=True)
RING = Kind(name="ring", table=Ring, stream=Ring.profile_id, read=read_rings)


def _is_one_of(hearers: Collection[UUID]) -> Any:  # noqa: ANN401 - an SQL condition
    as_guests = Participant.profile_id.is_(None) & Participant.id.in_(hearers)
    return or_(Participant.profile_id.in_(hearers), as_guests)


def _participant(participant: Participant, call: Call, person: Profile | None) -> ParticipantRead:
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
        rights=CallRights.model_validate(effective(call.rights, participant.role, exceptions)),
        exceptions=dict(exceptions),
    )
