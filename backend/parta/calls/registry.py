"""What calls declare."""

from parta.calls import events, handlers
from parta.calls.events import CallChanged, CallEnded, CallOpened, MediaRoomChanged, PresenceChanged
from parta.calls.queries import (
    CALL,
    KNOCK,
    PARTICIPANT,
    RING,
    select_call_subscriptions,
    select_lobby_subscriptions,
)
from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, at, on, once
from parta.core.streams import StreamKind
from parta.identity.events import ProfileChanged
from parta.messenger.events import MembersRemoved

REGISTRY = DomainRegistry(
    name="calls",
    events=events,
    streams=[StreamKind("call", select_call_subscriptions), StreamKind("lobby", select_lobby_subscriptions)],
    kinds=[CALL, PARTICIPANT, KNOCK, RING],
    handlers=[
        on(CallChanged, handlers.call_changed, runs=INSIDE),
        on(CallChanged, handlers.sync_media_room, runs=OUTSIDE),
        on(CallEnded, handlers.call_changed, runs=INSIDE),
        on(CallEnded, handlers.sync_media_room, runs=OUTSIDE),
        on(CallOpened, handlers.sync_media_room, runs=OUTSIDE),
        on(MediaRoomChanged, handlers.sync_media_room, runs=OUTSIDE),
        on(MembersRemoved, handlers.members_removed, runs=INSIDE),
        on(PresenceChanged, handlers.presence_changed, runs=INSIDE),
        on(ProfileChanged, handlers.profile_changed, runs=INSIDE),
    ],
    schedule=[at("* * * * * */15", handlers.sync_media_rooms), at("* * * * * */5", handlers.expire_waiting)],
    on_start=[once(handlers.sync_media_rooms)],
)
