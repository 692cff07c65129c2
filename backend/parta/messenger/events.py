"""Events of the messenger."""

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
