"""What happens in the messenger."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message that was sent."""

    chat_id: UUID
    message_id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class MessagesSent(Event):
    """Messages were sent: all that one transaction committed together."""

    name: ClassVar[str] = "messenger.messages_sent"
    messages: list[SentMessage]


@dataclass(frozen=True, slots=True)
class SeatsLost(Event):
    """People left a chat, or it was archived: what they had by being in it ends."""

    name: ClassVar[str] = "messenger.seats_lost"
    chat_id: UUID


@dataclass(frozen=True, slots=True)
class SeatsChanged(Event):
    """People came into a chat that the school keeps, or left it, or it was archived: other dialogs are allowed now."""

    name: ClassVar[str] = "messenger.seats_changed"
    chat_id: UUID
    profile_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class KinChanged(Event):
    """These people are, or are no more, each other's guardian and child: other dialogs are allowed now."""

    name: ClassVar[str] = "messenger.kin_changed"
    profile_ids: list[UUID]
