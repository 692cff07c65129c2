"""Who is connected to the rooms of a call: presence saved as intervals, connection quality, and what follows."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from parta.adapters.livekit.port import MediaParticipant
from parta.calls.events import PresenceChanged
from parta.calls.models import Call, CallPresence, CallRoom, CallState, EndReason, Participant, Quality
from parta.calls.queries import CallVisitor
from parta.calls.queries.access import find_call
from parta.calls.queries.views import count_connected
from parta.calls.rules.entry import EMPTY_CALL_TIMEOUT
from parta.calls.rules.media import diff_presence
from parta.calls.service.call import end_call
from parta.calls.service.card import update_card
from parta.calls.service.locks import (
    lock_call_and_chat,
    lock_call_of_room,
    publish_participants,
    require_participant,
)
from parta.calls.service.room_sync import read_room_target
from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork

_CARD_INTERVAL = timedelta(seconds=3)
"""Minimal interval between updates of a card: many join together, and the whole chat is subscribed."""


async def save_presence(
    work: UnitOfWork,
    room_id: UUID,
    present: Collection[MediaParticipant],
    *,
    synced_at: datetime,
    presenter_id: str | None,
) -> None:
    """Save who was connected to the room at `synced_at`; a list older than the last one changes nothing.

    Raises NotFound.
    """
    await lock_call_of_room(work, room_id)
    target = await read_room_target(work, room_id)
    if target is None or not target.room.is_open or _is_older(synced_at, target.room):
        return
    room, call = target.room, target.call
    room.presence_synced_at, room.presenter_id = synced_at, presenter_id
    known = await _list_open_intervals(work, room_id)
    diff = diff_presence(known.keys(), present, target.allowed)
    for (participant_id, device), at in diff.begun.items():
        work.add(CallPresence(room_id=room_id, participant_id=participant_id, device=device, from_at=at))
    ended = [known[device] for device in diff.ended]
    if ended:
        over = update(CallPresence).where(CallPresence.id.in_(ended)).values(to_at=synced_at)
        await work.execute(over.execution_options(synchronize_session=False))
    connected = (known.keys() | diff.begun.keys()) - diff.ended
    await _save_connected(work, room, call, {participant_id for participant_id, _ in connected})
    if diff.begun or diff.ended:
        work.emit(PresenceChanged(call.id))


async def save_quality(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, device: str, quality: Quality) -> None:
    """Save the connection quality of the visitor's device, if it is the worst so far. Raises NotFound, NotInCall."""
    _, participant = await require_participant(work, visitor, call_id)
    connected = select(CallPresence).where(
        CallPresence.participant_id == participant.id,
        CallPresence.device == device,
        CallPresence.room_id == participant.room_id,
        CallPresence.to_at.is_(None),
    )
    found = (await work.execute(connected)).scalar_one_or_none()
    order = list(Quality)
    if found is not None and (found.quality is None or order.index(quality) > order.index(found.quality)):
        found.quality = quality


async def refresh_card(work: UnitOfWork, call_id: UUID) -> None:
    """Update the number of connected people on the call's card, at most every few seconds."""
    call = await find_call(work, call_id)
    if call is None or (call.card_updated_at is not None and call.card_updated_at > now() - _CARD_INTERVAL):
        return
    await work.lock_streams(call_id, call.chat_id)
    call = await find_call(work, call_id)
    if call is not None and call.state is CallState.OPEN:
        call.card_updated_at = now()
        await update_card(work, call)


async def is_empty_for_long(work: UnitOfWork, call_id: UUID) -> bool:
    """Return True if the call is open and nobody has been in any of its rooms for too long; never for a lesson's."""
    empty = select(Call.id).where(Call.id == call_id, Call.state == CallState.OPEN, Call.is_lesson.is_(False))
    return (await work.execute(empty.where(Call.empty_since < now() - EMPTY_CALL_TIMEOUT))).first() is not None


async def end_empty_call(work: UnitOfWork, call_id: UUID) -> None:
    """End the call if it has been empty for too long. Idempotent."""
    await lock_call_and_chat(work, call_id)
    if await is_empty_for_long(work, call_id):
        await end_call(work, call_id, EndReason.EMPTY)


def _is_older(synced_at: datetime, room: CallRoom) -> bool:
    return room.presence_synced_at is not None and room.presence_synced_at >= synced_at


async def _list_open_intervals(work: UnitOfWork, room_id: UUID) -> Mapping[tuple[UUID, str], UUID]:
    still = select(CallPresence.participant_id, CallPresence.device, CallPresence.id)
    rows = await work.execute(still.where(CallPresence.room_id == room_id, CallPresence.to_at.is_(None)))
    return {(participant_id, device): row_id for participant_id, device, row_id in rows}


async def _save_connected(work: UnitOfWork, room: CallRoom, call: Call, connected: Collection[UUID]) -> None:
    """Save who of the room is connected, in one statement, and since when the call is empty; publish who changed."""
    is_connected = Participant.id.in_(connected)
    other = update(Participant).where(
        Participant.call_id == call.id,
        Participant.room_id == room.id,
        Participant.is_connected.is_distinct_from(is_connected),
    )
    changed = other.values(is_connected=is_connected).returning(Participant.id)
    people = (await work.execute(changed.execution_options(synchronize_session=False))).scalars().all()
    if people:
        publish_participants(work, call, *people)
    if connected:
        call.empty_since = None
    elif call.empty_since is None and not await count_connected(work, call.id):
        call.empty_since = now()
