"""Answers of calls to what happens elsewhere and to themselves. Each brings into line; all are safe to repeat."""

from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.adapters.livekit.port import MediaSilent
from parta.calls.events import CallChanged, CallEnded, CallOpened, PresenceChanged, RoomHeard
from parta.calls.models import EndReason
from parta.calls.rules.entry import RINGS_FOR
from parta.calls.rules.media import order
from parta.calls.service import answering, keeping, knocking, presence
from parta.calls.service.calling import end_call
from parta.core.clock import now
from parta.core.transaction import transaction
from parta.identity.events import ProfileChanged
from parta.messenger.events import SeatsLost

log = structlog.get_logger()


async def call_changed(session: AsyncSession, event: CallChanged | CallEnded) -> None:
    """Let those write in the chat meanwhile who may."""
    await keeping.keep_hushed(session, event.call_id)


async def presence_changed(session: AsyncSession, event: PresenceChanged) -> None:
    """Let the chat see how many are there."""
    await presence.refresh_card(session, event.call_id)


async def seats_lost(session: AsyncSession, event: SeatsLost) -> None:
    """Let nobody stay in a call as a member of a chat that they are no member of."""
    await keeping.keep_seats(session, event.chat_id)


async def profile_changed(session: AsyncSession, event: ProfileChanged) -> None:
    """Show the person anew in the calls that they are in."""
    await keeping.show_person_anew(session, event.profile_id)


async def keep_room(outside: Context, event: CallOpened | CallChanged | CallEnded | RoomHeard) -> None:
    """Bring the call's media into line with its rows, and the rows with who is connected."""
    await _keep_room(outside, event.call_id)


async def keep_rooms(outside: Context) -> None:
    """Look after the media of all calls that go on, rebuild what a server that died has lost, close what is empty.

    Hints of the media server may be lost, and so may ours to it.
    """
    async with outside.sessions() as session:
        kept = await presence.list_kept(session)
    for call_id in kept:
        await _keep_room(outside, call_id)
        async with transaction(outside.sessions, outside.bus) as session:
            await presence.refresh_card(session, call_id)
    async with outside.sessions() as session:
        empty = await presence.list_empty(session)
    for call_id in empty:
        async with transaction(outside.sessions, outside.bus) as session:
            await end_call(session, call_id, EndReason.EMPTY)


async def keep_waiting(outside: Context) -> None:
    """Let it ring no longer than people wait, and let those have gone from lobbies who ask no more."""
    async with outside.sessions() as session:
        overdue, silent = await answering.list_overdue(session, now() - RINGS_FOR), await knocking.list_silent(session)
    for call_id in overdue:
        async with transaction(outside.sessions, outside.bus) as session:
            await answering.miss_rings(session, call_id, now() - RINGS_FOR)
    for call_id in silent:
        async with transaction(outside.sessions, outside.bus) as session:
            await knocking.forget_silent(session, call_id)


async def _keep_room(outside: Context, call_id: UUID) -> None:
    try:
        # A class that comes at once asks once per child; what is looked at grows with the class, too.
        await outside.single_flight.run(call_id, partial(_line_up, outside, call_id))
    except MediaSilent:
        # Looked after again within seconds, as long as the call goes on.
        log.info("the media server is silent", call_id=str(call_id))


async def _line_up(outside: Context, call_id: UUID) -> None:
    async with outside.sessions() as session:
        wanted = await presence.read_wanted(session, call_id)
    if wanted is None:
        return
    media = outside.media
    if not wanted.is_open:
        await media.close_room(call_id)
        async with transaction(outside.sessions, outside.bus) as session:
            await presence.note_cleared(session, call_id)
        return
    listed_at = now()
    await media.open_room(call_id)
    present = await media.list_present(call_id)
    todo = order(present, wanted.may, several_screens=wanted.several_screens, screen_by=wanted.screen_by)
    for identity in todo.remove:
        await media.remove(call_id, identity)
    for identity, may in todo.allow.items():
        await media.allow(call_id, identity, may)
    for identity in todo.stop_screens:
        await media.stop_screen(call_id, identity)
    async with transaction(outside.sessions, outside.bus) as session:
        await presence.write_present(session, call_id, present, listed_at=listed_at, screen_by=todo.screen_by)
