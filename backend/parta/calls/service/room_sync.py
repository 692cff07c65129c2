"""Reconciling media rooms with the rooms of calls: the desired state of one, and the rooms to reconcile."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select, update

from parta.adapters.livekit.port import Source
from parta.calls.models import Call, CallDevice, CallRoom, Participant, ParticipantState
from parta.calls.queries import GUEST_SESSIONS
from parta.calls.rules.media import build_identity
from parta.calls.rules.rights import allowed_sources, effective_rights
from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.identity.queries import PROFILE_SESSIONS

_MEDIA_ROOM_CLOSING_PERIOD = timedelta(hours=1)
"""How long after the end of a room its media room is retried to be closed."""


@dataclass(frozen=True, slots=True)
class RoomTarget:
    """A room of a call, from which the desired state of its media room follows."""

    room: CallRoom
    call: Call
    allowed: Mapping[str, frozenset[Source]]
    """Identities of the devices that may be connected, with their allowed sources."""


async def read_room_target(work: UnitOfWork, room_id: UUID) -> RoomTarget | None:
    """Return the room as it should be; None if there is no such room."""
    found = select(CallRoom, Call).join(Call, Call.id == CallRoom.call_id).where(CallRoom.id == room_id)
    row = (await work.execute(found)).one_or_none()
    if row is None:
        return None
    room, call = row
    admitted = (
        select(CallDevice.device, Participant)
        .join(Participant, Participant.id == CallDevice.participant_id)
        .where(
            Participant.call_id == call.id,
            Participant.room_id == room_id,
            Participant.state == ParticipantState.ADMITTED,
            CallDevice.is_moved.is_(False),
            or_(PROFILE_SESSIONS.has_active(CallDevice.session_id), GUEST_SESSIONS.has_active(CallDevice.session_id)),
        )
    )
    devices = (await work.execute(admitted)).all()
    return RoomTarget(room, call, {build_identity(one.id, device): _sources_of(call, one) for device, one in devices})


async def list_rooms_of_person(work: UnitOfWork, profile_id: UUID) -> Collection[UUID]:
    """Return the open rooms of calls in which this person is."""
    rooms = select(CallRoom.id).join(Participant, Participant.room_id == CallRoom.id)
    is_there = (Participant.profile_id == profile_id, Participant.state == ParticipantState.ADMITTED)
    return (await work.execute(rooms.where(*is_there, CallRoom.closed_at.is_(None)))).scalars().all()


async def get_call_id(work: UnitOfWork, room_id: UUID) -> UUID:
    """Return the call of the room, which exists."""
    return (await work.execute(select(CallRoom.call_id).where(CallRoom.id == room_id))).scalar_one()


async def list_rooms(work: UnitOfWork, call_id: UUID) -> Collection[UUID]:
    """Return the rooms of the call whose media rooms may differ: all that are not known to be closed."""
    rooms = select(CallRoom.id).where(CallRoom.call_id == call_id, CallRoom.is_media_room_closed.is_(False))
    return (await work.execute(rooms)).scalars().all()


async def list_rooms_to_check(work: UnitOfWork) -> Collection[UUID]:
    """Return the rooms to reconcile on schedule: open ones, and closed ones whose media room may still exist."""
    is_open = CallRoom.opened_at.is_not(None) & CallRoom.closed_at.is_(None)
    rooms = select(CallRoom.id).where(
        CallRoom.is_media_room_closed.is_(False),
        is_open | (CallRoom.closed_at > now() - _MEDIA_ROOM_CLOSING_PERIOD),
    )
    return (await work.execute(rooms.order_by(CallRoom.id))).scalars().all()


async def mark_media_room_closed(work: UnitOfWork, room_id: UUID) -> None:
    """Record that the media room of this closed room is closed."""
    over = update(CallRoom).where(CallRoom.id == room_id, CallRoom.closed_at.is_not(None))
    await work.execute(over.values(is_media_room_closed=True).execution_options(synchronize_session=False))


def _sources_of(call: Call, participant: Participant) -> frozenset[Source]:
    return allowed_sources(effective_rights(call.rights, participant.role, participant.exceptions))
