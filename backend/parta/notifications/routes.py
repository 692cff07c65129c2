"""Routes of notifications: a page names the profile or the journal account whose they are."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from parta.core.errors import NotFound, raises
from parta.core.http import PersonCaller, Work
from parta.notifications import queries, service
from parta.notifications.schemas import NotificationPage

router = APIRouter(prefix="/api/notifications", tags=["notifications"])

Before = Annotated[UUID | None, Query()]
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("")
async def list_notifications(
    work: Work, caller: PersonCaller, before: Before = None, limit: Limit = 50
) -> NotificationPage:
    """Return a page of the caller's notifications, the newest first."""
    return await queries.list_notifications(work, caller, before=before, limit=limit)


@router.put("/read", status_code=status.HTTP_204_NO_CONTENT)
async def mark_all_notifications_read(work: Work, caller: PersonCaller) -> None:
    """Mark all notifications of the caller as read."""
    await service.mark_all_read(work, caller)


@router.put("/{notification_id}/read", status_code=status.HTTP_204_NO_CONTENT)
@raises(NotFound)
async def mark_notification_read(work: Work, caller: PersonCaller, notification_id: UUID) -> None:
    """Mark a notification as read."""
    await service.mark_read(work, caller, notification_id)
