"""Handlers and scheduled tasks of remote lessons."""

from parta.adapters.context import Context
from parta.core.clock import today
from parta.core.unit_of_work import UnitOfWork
from parta.journal import queries as journal
from parta.journal.events import LessonChanged, SchoolDayStarted
from parta.remote_lessons import queries, service
from parta.remote_lessons.events import RemoteLessonAutoEnded, RemoteLessonPublished


async def lesson_changed(work: UnitOfWork, event: LessonChanged) -> None:
    """Reconcile the remote lesson with its lesson."""
    await service.sync_with_lesson(work, event.lesson_id)


async def published(work: UnitOfWork, event: RemoteLessonPublished) -> None:
    """Notify students and guardians."""
    await service.notify_published(work, event.lesson_id)


async def auto_ended(work: UnitOfWork, event: RemoteLessonAutoEnded) -> None:
    """Notify the teacher."""
    await service.notify_auto_ended(work, event.lesson_id, event.teacher_id)


async def school_day_started(context: Context, event: SchoolDayStarted) -> None:
    """End the lessons of earlier days that were not ended."""
    async with context.transaction() as work:
        school = await journal.get_school(work, event.school_id)
        unended = await queries.list_unended(work, school.id, before=today(school.time_zone))
    for lesson_id in unended:
        async with context.transaction() as work:
            await service.auto_end_lesson(work, lesson_id)


async def close_abandoned_calls(context: Context) -> None:
    """End the calls of running lessons whose teachers have been absent for too long."""
    async with context.transaction() as work:
        lesson_ids = await queries.list_running(work)
    for lesson_id in lesson_ids:
        async with context.transaction() as work:
            await service.close_abandoned_call(work, lesson_id)
