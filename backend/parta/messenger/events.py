"""Events of the messenger, and its ephemeral events."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.ephemerals import EphemeralEvent
from parta.core.outbox import Event
from parta.core.streams import stream_key


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message that was sent."""

    chat_id: UUID
    message_id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class MessagesSent(Event):
    """Messages were sent: all that one transaction committed."""

    name: ClassVar[str] = "messenger.messages_sent"
    is_on_demand: ClassVar[bool] = True
    messages: list[SentMessage]


@dataclass(frozen=True, slots=True)
class MembersRemoved(Event):
    """People left a chat, or it was archived: access that depended on membership ends."""

    name: ClassVar[str] = "messenger.members_removed"
    chat_id: UUID


@dataclass(frozen=True, slots=True)
class MembersChanged(Event):
    """People joined or left a managed chat, or it was archived: the allowed dialogs may have changed."""

    name: ClassVar[str] = "messenger.members_changed"
    chat_id: UUID
    profile_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class FamilyLinksChanged(Event):
    """Family links of these people were created or deleted: the allowed dialogs may have changed."""

    name: ClassVar[str] = "messenger.family_links_changed"
    profile_ids: list[UUID]


class Typing(EphemeralEvent, frozen=True):
    """Somebody is typing in the chat."""

    chat_id: UUID
    profile_id: UUID

    @property
    def topic(self) -> str:
        """Return the chat's stream."""
        return stream_key("chat", self.chat_id)


class ReadNumberChanged(EphemeralEvent, frozen=True):
    """Somebody has read the chat up to this number."""

    chat_id: UUID
    profile_id: UUID
    read_number: int

    @property
    def topic(self) -> str:
        """Return the chat's stream."""
        return stream_key("chat", self.chat_id)
