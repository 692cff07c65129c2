"""Events of linking."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class LinkMade(Event):
    """A learning profile and a journal account were linked."""

    name: ClassVar[str] = "linking.link_made"
    link_id: UUID
    profile_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class LinkUndone(Event):
    """A learning profile and a journal account were unlinked."""

    name: ClassVar[str] = "linking.link_undone"
    link_id: UUID
    profile_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class LinkRefused(Event):
    """A link was refused because a child and an adult seem to share a profile; the school should know."""

    name: ClassVar[str] = "linking.link_refused"
    is_audited: ClassVar[bool] = True
    refused_id: UUID
