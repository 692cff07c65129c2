"""Old notifications are deleted; what was unread is counted no more."""

from uuid import UUID

from sqlalchemy import delete

from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.notifications.models import Notification
from parta.notifications.queries import INBOX, IS_UNREAD
from parta.notifications.rules import RETENTION


async def delete_old(work: UnitOfWork) -> None:
    """Delete old notifications that count nowhere: read and withdrawn ones."""
    await work.execute(delete(Notification).where(Notification.at <= now() - RETENTION, ~IS_UNREAD))


async def delete_old_unread(work: UnitOfWork, inbox_id: UUID) -> None:
    """Delete old unread notifications of the inbox, and publish how many are left unread. Idempotent."""
    await work.lock_streams(inbox_id)
    await work.execute(
        delete(Notification).where(Notification.inbox_id == inbox_id, Notification.at <= now() - RETENTION)
    )
    work.publish(inbox_id, INBOX, inbox_id)
