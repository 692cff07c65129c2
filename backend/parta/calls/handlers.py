"""Handlers and tasks of calls. Each reconciles; all are idempotent."""

from functools import partial
from uuid import UUID

import structlog

from parta.adapters.context import Context
from parta.adapters.livekit.port import MediaUnavailable
from parta.calls.events import CallChanged, CallEnded, CallOpened, MediaRoomChanged, PresenceChanged
from parta.calls.models import EndReason
from parta.calls.rules.entry import RING_TIMEOUT
from parta.calls.rules.media import build_media_command
from parta.calls.service import chat_sync, lobby, media_sync, presence, ring_outcome
from parta.calls.service.call import end_call
from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.identity.events import ProfileChanged
from parta.messenger.events import MembersRemoved

log = structlog.get_logger()


async def call_changed(work: UnitOfWork, event: CallChanged | CallEnded) -> None:
    """Sync who may not write in the chat during the call."""
    await chat_sync.sync_writing_suspensions(work, event.call_id)


async def presence_changed(work: UnitOfWork, event: PresenceChanged) -> None:
    """Update the number of connected people on the card in the chat."""
    await presence.refresh_card(work, event.call_id)


async def members_removed(work: UnitOfWork, event: MembersRemoved) -> None:
    """Remove from the chat's calls those who are no longer its members."""
    await chat_sync.sync_participants_with_members(work, event.chat_id)


async def profile_changed(work: UnitOfWork, event: ProfileChanged) -> None:
    """Publish the person's new name and picture in their open calls."""
    await chat_sync.republish_participant(work, event.profile_id)


async def sync_media_room(context: Context, event: CallOpened | CallChanged | CallEnded | MediaRoomChanged) -> None:
    """Reconcile the call's media room with its rows, and its rows with the connected devices."""
    await _sync_media_room(context, event.call_id)


async def sync_media_rooms(context: Context) -> None:
    """Reconcile the media rooms of all open calls, restore them after a crash of the server, and end empty calls.

    Runs on a schedule, because webhooks and events may be lost.
    """
    async with context.sessions() as session:
        call_ids = await media_sync.list_calls_to_sync(session)
    for call_id in call_ids:
        await _sync_media_room(context, call_id)
        async with context.transaction() as work:
            await presence.refresh_card(work, call_id)
    async with context.sessions() as session:
        empty = await media_sync.list_empty_calls(session)
    for call_id in empty:
        async with context.transaction() as work:
            await end_call(work, call_id, EndReason.EMPTY)


async def expire_waiting(context: Context) -> None:
    """Mark overdue rings as missed, and expire knocks that are no longer polled."""
    async with context.sessions() as session:
        overdue, expired = (
            await ring_outcome.list_calls_with_overdue_rings(session, now() - RING_TIMEOUT),
            await lobby.list_calls_with_expired_knocks(session),
        )
    for call_id in overdue:
        async with context.transaction() as work:
            await ring_outcome.mark_rings_missed(work, call_id, now() - RING_TIMEOUT)
    for call_id in expired:
        async with context.transaction() as work:
            await lobby.expire_knocks(work, call_id)


async def _sync_media_room(context: Context, call_id: UUID) -> None:
    try:
        # A class that joins at once emits one event per child, and the cost of one sync grows with the class, too.
        await context.single_flight.run(call_id, partial(_apply_media_changes, context, call_id))
    except MediaUnavailable:
        # Retried on the schedule within seconds, as long as the call is open.
        log.info("media server unavailable", call_id=str(call_id))


async def _apply_media_changes(context: Context, call_id: UUID) -> None:
    async with context.sessions() as session:
        target = await media_sync.read_media_target(session, call_id)
    if target is None:
        return
    media = context.media
    if not target.is_open:
        await media.close_room(call_id)
        async with context.transaction() as work:
            await media_sync.mark_media_room_closed(work, call_id)
        return
    synced_at = now()
    await media.open_room(call_id)
    present = await media.list_participants(call_id)
    command = build_media_command(
        present, target.allowed, several_screens=target.several_screens, presenter_id=target.presenter_id
    )
    for identity in command.disconnect:
        await media.remove(call_id, identity)
    for identity, sources in command.set_allowed.items():
        await media.set_allowed(call_id, identity, sources)
    for identity in command.stop_screens:
        await media.stop_screen(call_id, identity)
    async with context.transaction() as work:
        await presence.save_presence(work, call_id, present, synced_at=synced_at, presenter_id=command.presenter_id)
