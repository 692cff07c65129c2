"""Tables of notifications."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, StreamEntity


class NotificationKind(StrEnum):
    """What happened; pages word it by the kind and its parameters."""

    NEW_SIGN_IN = "new_sign_in"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind
    PASSWORD_REMOVED = "password_removed"  # noqa: S105 - a kind
    LINK_REFUSED = "link_refused"
    LESSON_PUBLISHED = "lesson_published"
    LESSON_ENDED_BY_ITSELF = "lesson_ended_by_itself"
    LESSON_MOVED = "lesson_moved"
    LESSON_MOVED_BACK = "lesson_moved_back"
    LESSON_CANCELLED = "lesson_cancelled"
    LESSON_RESTORED = "lesson_restored"
    LESSON_SUBSTITUTED = "lesson_substituted"
    LESSON_TEACHER_RETURNED = "lesson_teacher_returned"


class NotificationTarget(StrEnum):
    """What a notification leads to."""

    PROFILE = "profile"
    """The page of the profile, with its sessions and links."""
    LESSON = "lesson"
    """The lesson in the journal."""
    REMOTE_LESSON = "remote_lesson"
    """The entry screen of the remote lesson."""


class Inbox(StreamEntity, Base):
    """What a profile or a journal account is notified of. It has its own stream: `inbox.id` is the stream's id."""

    __tablename__ = "inbox"
    __table_args__ = (CheckConstraint("(profile_id IS NULL) <> (account_id IS NULL)", name="recipient"),)

    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"), unique=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("journal_account.id"), unique=True)


class Notification(StreamEntity, Base):
    """A notification. What it says never changes."""

    __tablename__ = "notification"
    __table_args__ = (
        Index(None, "inbox_id", "changed_seq"),
        Index(None, "inbox_id", "subject"),
        Index(
            "uq_notification_unread",
            "inbox_id",
            "subject",
            unique=True,
            postgresql_where=text("read_at IS NULL AND NOT is_withdrawn"),
        ),
        Index(None, "target_id"),
        Index(None, "at"),
    )

    inbox_id: Mapped[UUID] = mapped_column(ForeignKey("inbox.id"))
    kind: Mapped[NotificationKind]
    subject: Mapped[str]
    """What it is about, such as the time of a lesson: one notification of a subject is unread at most."""
    version: Mapped[str]
    """What it says of its subject: nobody is told again what they know."""
    child_id: Mapped[UUID | None] = mapped_column(ForeignKey("journal_account.id"))
    """The student whom it is about, where the recipient is a guardian."""
    child: Mapped[str | None]
    """The student's first name."""
    params: Mapped[dict[str, Any]]
    target: Mapped[NotificationTarget]
    target_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    """True if it was no longer true before it was read. The row stays, so that clients who showed it stop."""
