"""Who acts: a person by the learning profile, a person by the journal's account, or the system."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """The person, by the learning profile, or the system itself, on whose behalf a use case runs."""

    profile_id: UUID | None
    session_id: UUID | None = None
    """The signed-in session; None for the system and for what runs later on the person's behalf."""


@dataclass(frozen=True, slots=True)
class JournalActor:
    """The person behind an account that a school issued. Only `linking` relates it to a profile."""

    account_id: UUID
    school_id: UUID
    session_id: UUID


AnyActor = Actor | JournalActor

SYSTEM = Actor(profile_id=None)
"""The actor where the school's own rules, not a person, require a change."""


def actor_key(actor: AnyActor) -> tuple[str, UUID | None, UUID | None]:
    """Return the actor's kind, id and session, as the audit log stores them."""
    match actor:
        case JournalActor(account_id=account_id, session_id=session_id):
            return "account", account_id, session_id
        case Actor(profile_id=profile_id, session_id=session_id):
            return ("profile" if profile_id else "system"), profile_id, session_id
