"""Who is connected: presence saved as intervals, connection quality, and the number on the card."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from parta.adapters.livekit.port import MediaParticipant
from parta.calls.events import PresenceChanged
from parta.calls.models import Call, CallPresence, CallState, EndReason, Participant, Quality
from parta.calls.queries import CallVisitor
from parta.calls.queries.access import find_call
from parta.calls.rules.media import diff_presence
from parta.calls.service.call import end_call
from parta.calls.service.card import update_card
from parta.calls.service.locks import lock_call, lock_call_and_chat, publish_participants, require_participant
from parta.calls.service.media_sync import is_empty_for_long, read_media_target
from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork

_CARD_INTERVAL = timedelta(seconds=3)
"""Minimal interval between updates of a card: many join together, and the whole chat is subscribed."""


async def save_presence(
    work: UnitOfWork,
    call_id: UUID,
    present: Collection[MediaParticipant],
    *,
    synced_at: datetime,
    presenter_id: str | None,
) -> None:
    """Save who was connected at `synced_at`; a list older than the last one changes nothing."""
    await lock_call(work, call_id)
    call, target = await find_call(work, call_id), await read_media_target(work, call_id)
    if (
        call is None
        or target is None
        or not target.is_open
        or (call.presence_synced_at and call.presence_synced_at >= synced_at)
    ):
        return
    call.presence_synced_at, call.presenter_id = synced_at, presenter_id
    known = await _list_open_intervals(work, call_id)
    diff = diff_presence(known.keys(), present, target.allowed)
    for (participant_id, device), at in diff.begun.items():
        work.add(CallPresence(call_id=call_id, participant_id=participant_id, device=device, from_at=at))
    ended = [known[device] for device in diff.ended]
    if ended:
        over = update(CallPresence).where(CallPresence.id.in_(ended)).values(to_at=synced_at)
        await work.execute(over.execution_options(synchronize_session=False))
    connected = (known.keys() | diff.begun.keys()) - diff.ended
    _set_empty_since(call, is_empty=not connected)
    await _save_connected(work, call, {participant_id for participant_id, _ in connected})
    if diff.begun or diff.ended:
        work.emit(PresenceChanged(call_id))


async def save_quality(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, device: str, quality: Quality) -> None:
    """Save the connection quality of the visitor's device, if it is the worst so far. Raises NotFound, NotInCall."""
    _, participant = await require_participant(work, visitor, call_id)
    connected = select(CallPresence).where(
        CallPresence.participant_id == participant.id, CallPresence.device == device, CallPresence.to_at.is_(None)
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


async def end_empty_call(work: UnitOfWork, call_id: UUID) -> None:
    """End the call if it has been empty for too long. Idempotent."""
    await lock_call_and_chat(work, call_id)
    if await is_empty_for_long(work, call_id):
        await end_call(work, call_id, EndReason.EMPTY)


async def _list_open_intervals(work: UnitOfWork, call_id: UUID) -> Mapping[tuple[UUID, str], UUID]:
    still = select(CallPresence.participant_id, CallPresence.device, CallPresence.id)
    rows = await work.execute(still.where(CallPresence.call_id == call_id, CallPresence.to_at.is_(None)))
    return {(participant_id, device): row_id for participant_id, device, row_id in rows}


def _set_empty_since(call: Call, *, is_empty: bool) -> None:
    if not is_empty:
        call.empty_since = None
    elif call.empty_since is None:
        call.empty_since = now()


async def _save_connected(work: UnitOfWork, call: Call, connected: Collection[UUID]) -> None:
    """Save who is connected, in one statement, and publish those who changed."""
    is_connected = Participant.id.in_(connected)
    other = update(Participant).where(
        Participant.call_id == call.id, Participant.is_connected.is_distinct_from(is_connected)
    )
    changed = other.values(is_connected=is_connected).returning(Participant.id)
    people = (await work.execute(changed.execution_options(synchronize_session=False))).scalars().all()
    if people:
        publish_participants(work, call, *people)
