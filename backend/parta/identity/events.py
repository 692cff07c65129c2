"""Events of Parta ID."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class CodeRequested(Event):
    """A code must be sent to a phone. The event carries no code: it is derived from the row."""

    name: ClassVar[str] = "identity.code_requested"
    code_id: UUID


@dataclass(frozen=True, slots=True)
class ProfileSessionsEnded(Event):
    """Some or all sessions of a person have ended: they are signed out there."""

    name: ClassVar[str] = "identity.profile_sessions_ended"
    profile_id: UUID


@dataclass(frozen=True, slots=True)
class ProfileChanged(Event):
    """A person's name, badges or picture changed."""

    name: ClassVar[str] = "identity.profile_changed"
    profile_id: UUID


@dataclass(frozen=True, slots=True)
class NewSignIn(Event):
    """A person who is signed in elsewhere signed in on this device; the session may have ended since."""

    name: ClassVar[str] = "identity.new_sign_in"
    profile_id: UUID
    session_id: UUID
    device: str
    location: str | None


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person set their password, or removed it."""

    name: ClassVar[str] = "identity.password_changed"
    profile_id: UUID
    change_id: UUID
    is_set: bool
