"""What happens in calls."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class CallOpened(Event):
    """A call goes on: people may connect."""

    name: ClassVar[str] = "calls.call_opened"
    call_id: UUID


@dataclass(frozen=True, slots=True)
class CallChanged(Event):
    """Somebody in a call may other things than before, or may not be there any more."""

    name: ClassVar[str] = "calls.call_changed"
    call_id: UUID


@dataclass(frozen=True, slots=True)
class CallEnded(Event):
    """A call is over."""

    name: ClassVar[str] = "calls.call_ended"
    call_id: UUID


@dataclass(frozen=True, slots=True)
class RoomHeard(Event):
    """The media server told of something in a call: look at what is there."""

    name: ClassVar[str] = "calls.room_heard"
    call_id: UUID


@dataclass(frozen=True, slots=True)
class PresenceChanged(Event):
    """Somebody connected to a call, or is not connected any more."""

    name: ClassVar[str] = "calls.presence_changed"
    call_id: UUID
