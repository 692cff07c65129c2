"""Responses of notifications."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from parta.core.schema import ResponseModel
from parta.notifications.models import NotificationKind, NotificationTarget


class NotificationRead(ResponseModel):
    """A notification; clients word it by its kind and parameters."""

    id: UUID
    kind: NotificationKind
    child_id: UUID | None
    """The student whom it is about, where the recipient is a guardian."""
    child: str | None
    """The student's first name."""
    params: Mapping[str, Any]
    target: NotificationTarget
    """What it leads to."""
    target_id: UUID | None
    at: datetime
    read_at: datetime | None
    is_withdrawn: bool
    """True if it was no longer true before it was read: it is not shown."""


class InboxRead(ResponseModel):
    """The state of one's notifications."""

    id: UUID
    unread_count: int


class NotificationPage(ResponseModel):
    """A page of notifications, the newest first."""

    notifications: Sequence[NotificationRead]
    more: bool
    """True if there are older ones: ask for those `before` the last."""
    unread_count: int
    """The number of all unread ones."""
