"""Reads of notifications. Everybody reads their own only."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, func, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal, Person
from parta.core.streams import Kind, Subscriptions
from parta.notifications.models import Inbox, Notification
from parta.notifications.rules import RETENTION
from parta.notifications.schemas import InboxRead, NotificationPage, NotificationRead

IS_UNREAD = Notification.read_at.is_(None) & ~Notification.is_withdrawn


def is_of(actor: Person) -> ColumnElement[bool]:
    """Return the condition that the inbox is the actor's."""
    if isinstance(actor, AccountPrincipal):
        return Inbox.account_id == actor.id
    return Inbox.profile_id == actor.id


async def list_notifications(
    session: AsyncSession, actor: Person, *, before: UUID | None, limit: int
) -> NotificationPage:
    """Return a page of the actor's notifications, the newest first."""
    inbox_id = (await session.execute(select(Inbox.id).where(is_of(actor)))).scalar_one_or_none()
    if inbox_id is None:
        return NotificationPage(notifications=[], more=False, unread_count=0)
    own = select(Notification).where(Notification.inbox_id == inbox_id, ~Notification.is_withdrawn)
    if before is not None:
        own = own.where(Notification.id < before)
    rows = (await session.execute(own.order_by(Notification.id.desc()).limit(limit + 1))).scalars().all()
    (inbox,) = await read_inboxes(session, [inbox_id])
    shown = [NotificationRead.model_validate(one) for one in rows[:limit]]
    return NotificationPage(notifications=shown, more=len(rows) > limit, unread_count=inbox.unread_count)


async def get_notification(session: AsyncSession, actor: Person, notification_id: UUID) -> Notification:
    """Return the actor's notification. Raises NotFound."""
    own = select(Notification).join(Inbox, Inbox.id == Notification.inbox_id)
    found = (await session.execute(own.where(Notification.id == notification_id, is_of(actor)))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def exists_about(session: AsyncSession, target_id: UUID) -> bool:
    """Return True if somebody was notified of this lesson."""
    about = select(Notification.id).where(Notification.target_id == target_id)
    return (await session.execute(about.limit(1))).first() is not None


async def list_inboxes_to_clear(session: AsyncSession) -> Sequence[UUID]:
    """Return the inboxes in which old notifications are unread."""
    old = select(Notification.inbox_id).where(Notification.at <= now() - RETENTION, IS_UNREAD)
    return (await session.execute(old.distinct())).scalars().all()


async def read_notifications(session: AsyncSession, ids: Collection[UUID]) -> Sequence[NotificationRead]:
    """Read notifications as their recipients see them."""
    rows = (await session.execute(select(Notification).where(Notification.id.in_(ids)))).scalars()
    return [NotificationRead.model_validate(one) for one in rows]


async def read_inboxes(session: AsyncSession, ids: Collection[UUID]) -> Sequence[InboxRead]:
    """Read inboxes as their owners see them."""
    counts = select(Inbox.id, func.count(Notification.id))
    counts = counts.outerjoin(Notification, (Notification.inbox_id == Inbox.id) & IS_UNREAD)
    rows = await session.execute(counts.where(Inbox.id.in_(ids)).group_by(Inbox.id))
    return [InboxRead(id=inbox_id, unread_count=count) for inbox_id, count in rows]


def select_inbox_subscriptions() -> Subscriptions:
    """Return the select of all subscriptions to inboxes: each profile and each account has its own."""
    profiles = select(type_coerce(Inbox.profile_id, Uuid()).label("subscriber"), Inbox.id.label("stream"))
    accounts = select(type_coerce(Inbox.account_id, Uuid()).label("subscriber"), Inbox.id.label("stream"))
    return union_all(profiles.where(Inbox.profile_id.is_not(None)), accounts.where(Inbox.account_id.is_not(None)))


INBOX = Kind("inbox", Inbox, Inbox.id, InboxRead, read_inboxes, stream="inbox", is_audited=False)
NOTIFICATION = Kind(
    "notification",
    Notification,
    Notification.inbox_id,
    NotificationRead,
    read_notifications,
    stream="inbox",
    is_audited=False,
)
