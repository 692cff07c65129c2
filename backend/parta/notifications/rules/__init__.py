"""What notifications say, whom they are for, and who is sent them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from parta.notifications.models import NotificationKind, NotificationTarget

RETENTION = timedelta(days=90)
"""How long notifications are kept."""


@dataclass(frozen=True, slots=True)
class Child:
    """The student whom a guardian is told about."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: a learning profile or a journal account; and for a guardian, about whom."""

    profile_id: UUID | None = None
    account_id: UUID | None = None
    child: Child | None = None

    @property
    def owner_id(self) -> UUID | None:
        """Return the id of the profile or account."""
        return self.profile_id or self.account_id


@dataclass(frozen=True, slots=True)
class NotificationSpec:
    """What is told."""

    kind: NotificationKind
    subject: str
    """What it is about: what is told later of the same subject replaces it until it is read."""
    version: str
    """What it says of the subject: nobody is told the same twice in a row."""
    target: NotificationTarget
    target_id: UUID | None = None
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])
    is_usual: bool = False
    """True if this is what everybody assumes who was not told otherwise."""

    def subject_for(self, recipient: Recipient) -> str:
        """Return the subject in the recipient's inbox: guardians are told about each child."""
        return f"{self.subject}:{recipient.child.id}" if recipient.child else self.subject


class Step(Enum):
    """What a notification does in an inbox."""

    NOTHING = "nothing"
    WITHDRAW = "withdraw"
    """The unread notification of the subject is withdrawn: what was read before it is true again."""
    SEND = "send"
    """A notification is sent, and the unread one of the subject withdrawn."""


def decide_step(spec: NotificationSpec, *, read: str | None, unread: str | None) -> Step:
    """Return what the notification does where these versions of its subject were read last and are unread."""
    is_known = spec.is_usual if read is None else read == spec.version
    if is_known:
        return Step.NOTHING if unread is None else Step.WITHDRAW
    return Step.NOTHING if unread == spec.version else Step.SEND
