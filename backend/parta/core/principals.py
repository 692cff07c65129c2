"""Who acts: somebody who is signed in, or the system."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar
from uuid import UUID


class PrincipalKind(StrEnum):
    """What a principal is, as pages and the audit log name it."""

    PROFILE = "profile"
    ACCOUNT = "account"
    GUEST = "guest"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who is signed in. Each kind is a type: what takes one kind is closed to all others."""

    kind: ClassVar[PrincipalKind]
    id: UUID
    session_id: UUID | None = None
    """The session by which they are signed in; None for what runs later on their behalf."""


@dataclass(frozen=True, slots=True)
class ProfilePrincipal(Principal):
    """A person by the learning profile: the messenger and Parta ID."""

    kind = PrincipalKind.PROFILE


@dataclass(frozen=True, slots=True)
class AccountPrincipal(Principal):
    """A person by the account that a school issued: the journal. Only `linking` relates it to a profile."""

    kind = PrincipalKind.ACCOUNT
    school_id: UUID = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class GuestPrincipal(Principal):
    """A person without a profile in a browser that came to calls by their invite links."""

    kind = PrincipalKind.GUEST


@dataclass(frozen=True, slots=True)
class System:
    """The system itself."""

    kind: ClassVar = PrincipalKind.SYSTEM
    id: None = None
    session_id: None = None


SYSTEM = System()
"""The actor where the school's own rules, not a person, require a change."""

Person = ProfilePrincipal | AccountPrincipal
"""Somebody with a profile or a journal account; a browser may hold sessions of both, of two people even."""

AnyActor = Principal | System
"""On whose behalf something is done."""

Actor = ProfilePrincipal | System
"""On whose behalf a use case of the messenger runs."""
