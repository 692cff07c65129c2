"""What calls declare."""

from parta.calls import events, handlers
from parta.calls.events import CallChanged, CallEnded, CallOpened, MediaRoomChanged, PresenceChanged
from parta.calls.queries import (
    CALL,
    CALL_CARD,
    GUEST_SESSIONS,
    KNOCK,
    PARTICIPANT,
    RING,
    select_call_subscriptions,
    select_lobby_subscriptions,
)
from parta.calls.service import lobby, presence, ring_outcome
from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, at, on, once, perform
from parta.core.streams import StreamKind
from parta.identity.events import ProfileChanged, ProfileSessionsEnded
from parta.messenger.events import MembersRemoved

REGISTRY = DomainRegistry(
    name="calls",
    sessions=GUEST_SESSIONS,
    events=events,
    streams=[StreamKind("call", select_call_subscriptions), StreamKind("lobby", select_lobby_subscriptions)],
    kinds=[CALL, CALL_CARD, PARTICIPANT, KNOCK, RING],
    handlers=[
        on(CallChanged, handlers.call_changed, runs=INSIDE),
        on(CallChanged, handlers.sync_rooms, runs=INSIDE),
        on(CallEnded, handlers.call_changed, runs=INSIDE),
        on(CallEnded, handlers.sync_rooms, runs=INSIDE),
        on(CallOpened, handlers.sync_rooms, runs=INSIDE),
        on(MediaRoomChanged, handlers.media_room_changed, runs=OUTSIDE),
        on(MembersRemoved, handlers.members_removed, runs=INSIDE),
        on(PresenceChanged, handlers.presence_changed, runs=INSIDE),
        on(ProfileChanged, handlers.profile_changed, runs=INSIDE),
        on(ProfileSessionsEnded, handlers.profile_sessions_ended, runs=INSIDE),
    ],
    tasks=[
        perform(handlers.SYNC_ROOM, handlers.sync_room, runs=OUTSIDE),
        perform(handlers.CHECK_ROOM, handlers.check_room, runs=OUTSIDE),
        perform(handlers.END_EMPTY_CALL, presence.end_empty_call, runs=INSIDE),
        perform(handlers.EXPIRE_RINGS, ring_outcome.expire_rings, runs=INSIDE),
        perform(handlers.EXPIRE_KNOCKS, lobby.expire_knocks, runs=INSIDE),
    ],
    schedule=[
        at("* * * * * */15", handlers.check_rooms, runs=INSIDE),
        at("* * * * * */5", handlers.expire_waiting, runs=INSIDE),
        at("7 2 * * *", handlers.sweep, runs=INSIDE),
    ],
    on_start=[once(handlers.check_rooms)],
)
