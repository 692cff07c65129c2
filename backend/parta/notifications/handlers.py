"""Handlers, tasks and schedules of notifications: what happened elsewhere is told here."""

from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.identity.events import NewSignIn, PasswordChanged
from parta.linking.events import LinkRefused
from parta.notifications import queries, service
from parta.remote_lessons.events import RemoteLessonAutoEnded, RemoteLessonPublished
from parta.timetable.events import LessonChanged

DELETE_OLD_UNREAD = Task("notifications.delete_old_unread")


async def new_sign_in(work: UnitOfWork, event: NewSignIn) -> None:
    """Notify the person, on all their devices."""
    await service.notify_new_sign_in(work, event)


async def password_changed(work: UnitOfWork, event: PasswordChanged) -> None:
    """Notify the person."""
    await service.notify_password_changed(work, event)


async def link_refused(work: UnitOfWork, event: LinkRefused) -> None:
    """Notify the person who tried to link."""
    await service.notify_link_refused(work, event.refused_id)


async def lesson_changed(work: UnitOfWork, event: LessonChanged) -> None:
    """Notify the people of the lesson of how it differs from the timetable."""
    await service.notify_lesson_changed(work, event)


async def lesson_published(work: UnitOfWork, event: RemoteLessonPublished) -> None:
    """Notify students and guardians."""
    await service.notify_published(work, event.lesson_id)


async def lesson_auto_ended(work: UnitOfWork, event: RemoteLessonAutoEnded) -> None:
    """Notify the teacher."""
    await service.notify_auto_ended(work, event.lesson_id, event.teacher_id)


async def sweep(work: UnitOfWork) -> None:
    """Delete old notifications; enqueue each inbox in which old ones are unread."""
    await service.delete_old(work)
    work.enqueue(DELETE_OLD_UNREAD, *await queries.list_inboxes_to_clear(work))
