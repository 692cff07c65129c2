"""What happens to links."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class LinkMade(Event):
    """A learning profile and a journal account are one person from now on."""

    name: ClassVar[str] = "linking.link_made"
    link_id: UUID
    profile_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class LinkUndone(Event):
    """A learning profile and a journal account are linked no more."""

    name: ClassVar[str] = "linking.link_undone"
    link_id: UUID
    profile_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class LinkRefused(Event):
    """A child and an adult seem to share a profile: somebody at the school should know."""

    name: ClassVar[str] = "linking.link_refused"
    refused_id: UUID
