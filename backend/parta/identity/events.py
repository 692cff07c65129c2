"""What happens in Parta ID."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class CodeRequested(Event):
    """A code must reach a phone. The code is not here: it follows from its row."""

    name: ClassVar[str] = "identity.code_requested"
    code_id: UUID


@dataclass(frozen=True, slots=True)
class ProfileChanged(Event):
    """A person has another name, badge or picture."""

    name: ClassVar[str] = "identity.profile_changed"
    profile_id: UUID
