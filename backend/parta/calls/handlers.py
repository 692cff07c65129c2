"""Handlers, tasks and schedules of calls. Each reconciles; all are idempotent."""

from functools import partial
from uuid import UUID

import structlog

from parta.adapters.context import Context
from parta.adapters.livekit.port import MediaUnavailable
from parta.calls.events import CallChanged, CallEnded, CallOpened, MediaRoomChanged, PresenceChanged
from parta.calls.rules.media import build_media_command
from parta.calls.service import chat_sync, guests, lobby, participant, presence, ring_outcome, room_sync
from parta.core.clock import now
from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.identity.events import ProfileChanged, ProfileSessionsEnded
from parta.messenger.events import MembersRemoved

SYNC_ROOM = Task("calls.sync_room")
CHECK_ROOM = Task("calls.check_room", is_repeated=True)
END_EMPTY_CALL = Task("calls.end_empty_call", is_repeated=True)
EXPIRE_RINGS = Task("calls.expire_rings", is_repeated=True)
EXPIRE_KNOCKS = Task("calls.expire_knocks", is_repeated=True)

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


async def profile_sessions_ended(work: UnitOfWork, event: ProfileSessionsEnded) -> None:
    """Enqueue the sync of the rooms where the person is: a device that is signed out hears nobody and is not heard.

    Who is signed in nowhere leaves their calls.
    """
    work.enqueue(SYNC_ROOM, *await room_sync.list_rooms_of_person(work, event.profile_id))
    await participant.leave_all_calls(work, event.profile_id)


async def profile_changed(work: UnitOfWork, event: ProfileChanged) -> None:
    """Publish the person's new name and picture in their open calls."""
    await chat_sync.republish_participant(work, event.profile_id)


async def sync_rooms(work: UnitOfWork, event: CallOpened | CallChanged | CallEnded) -> None:
    """Enqueue the sync of each room of the call with its media room."""
    work.enqueue(SYNC_ROOM, *await room_sync.list_rooms(work, event.call_id))


async def media_room_changed(context: Context, event: MediaRoomChanged) -> None:
    """Reconcile the room with its media room, if it is one of a call."""
    await sync_room(context, event.room_id)


async def sync_room(context: Context, room_id: UUID) -> None:
    """Reconcile the media room with the room of the call, and the room with the connected devices."""
    try:
        # A class that joins at once emits one event per child, and the cost of one sync grows with the class, too.
        await context.single_flight.run(room_id, partial(_apply_media_changes, context, room_id))
    except MediaUnavailable:
        # Retried on the schedule within seconds, as long as the room is open.
        log.info("media server unavailable", room_id=str(room_id))


async def check_rooms(work: UnitOfWork) -> None:
    """Enqueue the check of every room whose media room may exist, which restores it after a crash of the server.

    Runs on a schedule, because webhooks and events may be lost.
    """
    work.enqueue(CHECK_ROOM, *await room_sync.list_rooms_to_check(work))


async def check_room(context: Context, room_id: UUID) -> None:
    """Reconcile the room with its media room, then update the card of its call, and end that if it is long empty."""
    await sync_room(context, room_id)
    async with context.transaction() as work:
        call_id = await room_sync.get_call_id(work, room_id)
        if await presence.is_empty_for_long(work, call_id):
            work.enqueue(END_EMPTY_CALL, call_id)
    async with context.transaction() as work:
        await presence.refresh_card(work, call_id)


async def expire_waiting(work: UnitOfWork) -> None:
    """Enqueue the expiry of overdue rings, and of knocks that are no longer polled, for each call that has some."""
    work.enqueue(EXPIRE_RINGS, *await ring_outcome.list_calls_with_overdue_rings(work))
    work.enqueue(EXPIRE_KNOCKS, *await lobby.list_calls_with_expired_knocks(work))


async def sweep(work: UnitOfWork) -> None:
    """Delete what is known of guests for nothing."""
    await guests.delete_old_guests(work)


async def _apply_media_changes(context: Context, room_id: UUID) -> None:
    async with context.sessions() as session:
        target = await room_sync.read_room_target(session, room_id)
    if target is None:
        return
    media = context.media
    if not target.room.is_open:
        await media.close_room(room_id)
        async with context.transaction() as work:
            await room_sync.mark_media_room_closed(work, room_id)
        return
    synced_at = now()
    await media.open_room(room_id)
    present = await media.list_participants(room_id)
    command = build_media_command(
        present,
        target.allowed,
        several_screens=target.call.several_screens,
        presenter_id=target.room.presenter_id,
    )
    for identity in command.disconnect:
        await media.remove(room_id, identity)
    for identity, sources in command.set_allowed.items():
        await media.set_allowed(room_id, identity, sources)
    for identity in command.stop_screens:
        await media.stop_screen(room_id, identity)
    async with context.transaction() as work:
        await presence.save_presence(work, room_id, present, synced_at=synced_at, presenter_id=command.presenter_id)
