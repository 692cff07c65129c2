"""Events of calls."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.ephemerals import EphemeralEvent
from parta.core.outbox import Event
from parta.core.streams import stream_key


@dataclass(frozen=True, slots=True)
class CallOpened(Event):
    """A call is open: people may connect."""

    name: ClassVar[str] = "calls.call_opened"
    call_id: UUID


@dataclass(frozen=True, slots=True)
class CallChanged(Event):
    """Rights of somebody in a call changed, or somebody may no longer be in it."""

    name: ClassVar[str] = "calls.call_changed"
    call_id: UUID


@dataclass(frozen=True, slots=True)
class CallEnded(Event):
    """A call ended."""

    name: ClassVar[str] = "calls.call_ended"
    call_id: UUID


@dataclass(frozen=True, slots=True)
class MediaRoomChanged(Event):
    """The media server reported a change in a media room: read its present state."""

    name: ClassVar[str] = "calls.media_room_changed"
    room_id: UUID
    """The room of a call that it is named by, if there is one."""


@dataclass(frozen=True, slots=True)
class PresenceChanged(Event):
    """Somebody connected to a call or disconnected from it."""

    name: ClassVar[str] = "calls.presence_changed"
    call_id: UUID


class ParticipantReacted(EphemeralEvent, frozen=True):
    """Somebody in the call sent a reaction."""

    call_id: UUID
    participant_id: UUID
    reaction: str

    @property
    def topic(self) -> str:
        """Return the call's stream."""
        return stream_key("call", self.call_id)
