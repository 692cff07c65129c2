"""Reading: what a person reads in one place is read wherever else they are told the same."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update

from parta.core.clock import now
from parta.core.principals import AccountPrincipal, Person
from parta.core.unit_of_work import UnitOfWork
from parta.linking import queries as linking
from parta.notifications import queries
from parta.notifications.models import Inbox, Notification
from parta.notifications.queries import IS_UNREAD
from parta.notifications.service.notify import publish


async def mark_read(work: UnitOfWork, actor: Person, notification_id: UUID) -> None:
    """Mark the actor's notification as read, in the inboxes of linked profile and accounts too. Idempotent.

    Raises NotFound.
    """
    subject = (await queries.get_notification(work, actor, notification_id)).subject
    inboxes = await _lock_own_inboxes(work, actor)
    found = await queries.get_notification(work, actor, notification_id)
    if found.read_at is None and not found.is_withdrawn:
        await _mark_read(work, inboxes, [subject])


async def mark_all_read(work: UnitOfWork, actor: Person) -> None:
    """Mark all notifications of the actor as read, likewise. Idempotent."""
    inboxes = await _lock_own_inboxes(work, actor)
    unread = select(Notification.subject).join(Inbox, Inbox.id == Notification.inbox_id)
    subjects = (await work.execute(unread.where(queries.is_of(actor), IS_UNREAD))).scalars().all()
    if subjects:
        await _mark_read(work, inboxes, subjects)


async def _lock_own_inboxes(work: UnitOfWork, actor: Person) -> Collection[UUID]:
    """Lock and return the inboxes of the actor, and of the profile or the accounts that are linked with theirs."""
    own = select(Inbox.id).where(or_(queries.is_of(actor), await _is_of_linked(work, actor)))
    inboxes = (await work.execute(own)).scalars().all()
    await work.lock_streams(*inboxes)
    return inboxes


async def _is_of_linked(work: UnitOfWork, actor: Person) -> ColumnElement[bool]:
    if isinstance(actor, AccountPrincipal):
        return Inbox.profile_id.in_((await linking.get_profile_ids(work, [actor.id])).values())
    return Inbox.account_id.in_(linking.select_account_ids(actor.id))


async def _mark_read(work: UnitOfWork, inboxes: Collection[UUID], subjects: Collection[str]) -> None:
    unread = select(Notification).where(
        Notification.inbox_id.in_(inboxes), Notification.subject.in_(subjects), IS_UNREAD
    )
    found = (await work.execute(unread)).scalars().all()
    ids = [one.id for one in found]
    await work.execute(
        update(Notification)
        .where(Notification.id.in_(ids))
        .values(read_at=now())
        .execution_options(synchronize_session=False)
    )
    publish(work, found)
