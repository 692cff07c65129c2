"""Subscribers of calls and lobbies, and the one reader of each kind in their streams."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from parta.calls.models import Call, CallCard, CallRole, CallState, Knock, Participant, ParticipantState, Ring
from parta.calls.rules.rights import effective_rights, to_mapping
from parta.calls.schemas import CallCardRead, CallRead, CallRights, KnockRead, ParticipantRead, RingRead
from parta.core.streams import Kind, Subscriptions
from parta.identity.models import Profile
from parta.identity.queries import build_person, called_name
from parta.identity.schemas import Badge, PersonName

_IS_SUBSCRIBED = (Participant.state == ParticipantState.ADMITTED, Call.state == CallState.OPEN)
_IS_MODERATOR = Participant.role.in_([CallRole.ADMIN, CallRole.ASSISTANT])


def select_call_subscriptions() -> Subscriptions:
    """Return the select of all subscriptions to calls: admitted participants are subscribed while the call is open."""
    return _select_participants(Call.id)


def select_lobby_subscriptions() -> Subscriptions:
    """Return the select of all subscriptions to lobbies: those who may admit are subscribed."""
    return _select_participants(Call.lobby_id, _IS_MODERATOR)


async def read_calls(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CallRead]:
    """Return the published state of calls."""
    fresh = select(Call).where(Call.id.in_(ids))
    return [CallRead.model_validate(call) for call in (await session.execute(fresh)).scalars()]


async def read_call_cards(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CallCardRead]:
    """Return the published state of the cards of calls in their chats."""
    fresh = select(CallCard).where(CallCard.id.in_(ids)).order_by(CallCard.id)
    return [CallCardRead.model_validate(card) for card in (await session.execute(fresh)).scalars()]


async def read_participants(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ParticipantRead]:
    """Return the published state of participants, with the present name, picture and effective rights."""
    return await _read_participants_where(session, Participant.id.in_(ids))


async def read_participants_of_call(session: AsyncSession, call_id: UUID) -> Sequence[ParticipantRead]:
    """Return the published state of all participants of the call."""
    return await _read_participants_where(session, Participant.call_id == call_id)


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
            caller=build_person(caller),
            title=call.title,
            state=ring.state,
            at=ring.at,
        )
        for ring, call, caller in await session.execute(rows)
    ]


CALL = Kind("call", Call, Call.id, CallRead, read_calls, stream="call", is_audited=True)
CALL_CARD = Kind(
    "call_card", CallCard, CallCard.chat_id, CallCardRead, read_call_cards, stream="chat", is_audited=False
)
PARTICIPANT = Kind(
    "participant",
    Participant,
    Participant.call_id,
    ParticipantRead,
    read_participants,
    stream="call",
    is_audited=False,
    decides_audience=True,
)
KNOCK = Kind(
    "knock", Knock, Knock.lobby_id, KnockRead, read_knocks, stream="lobby", is_audited=False, decides_audience=True
)
RING = Kind("ring", Ring, Ring.profile_id, RingRead, read_rings, stream="profile", is_audited=False)


def _select_participants(stream: InstrumentedAttribute[UUID], *conditions: ColumnElement[bool]) -> Subscriptions:
    """Return the select of (subscriber, stream) of open calls: a profile or a guest."""
    profiles = select(type_coerce(Participant.profile_id, Uuid()).label("subscriber"), stream.label("stream"))
    profiles = profiles.where(Participant.profile_id.is_not(None))
    guests = select(type_coerce(Participant.guest_id, Uuid()).label("subscriber"), stream.label("stream"))
    guests = guests.where(Participant.profile_id.is_(None))
    both = (one.join(Call, Call.id == Participant.call_id) for one in (profiles, guests))
    return union_all(*(one.where(*_IS_SUBSCRIBED, *conditions) for one in both))


async def _read_participants_where(session: AsyncSession, condition: ColumnElement[bool]) -> Sequence[ParticipantRead]:
    rows = select(Participant, Call, Profile).join(Call, Call.id == Participant.call_id)
    rows = rows.outerjoin(Profile, Profile.id == Participant.profile_id).where(condition)
    rows = rows.order_by(Participant.joined_at, Participant.id)
    return [_to_participant_read(*row) for row in await session.execute(rows)]


def _to_participant_read(participant: Participant, call: Call, person: Profile | None) -> ParticipantRead:
    rights = effective_rights(call.rights, participant.role, participant.exceptions)
    return ParticipantRead(
        id=participant.id,
        call_id=participant.call_id,
        profile_id=participant.profile_id,
        name=called_name(person) if person else participant.guest_name,
        names=PersonName.model_validate(person) if person else None,
        picture=person.picture if person else None,
        badges=[Badge.model_validate(badge) for badge in person.badges] if person else [],
        is_guest=participant.profile_id is None,
        role=participant.role,
        state=participant.state,
        is_connected=participant.is_connected,
        joined_at=participant.joined_at,
        hand_raised_at=participant.hand_raised_at,
        rights=CallRights(dict(to_mapping(rights))),
        exceptions={**participant.exceptions},
    )
