"""Handlers and scheduled tasks of remote lessons."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.core.clock import today
from parta.core.transaction import transaction
from parta.journal import queries as journal
from parta.journal.events import LessonChanged, SchoolDayStarted
from parta.remote_lessons import queries, service
from parta.remote_lessons.events import RemoteLessonAutoEnded, RemoteLessonPublished


async def lesson_changed(session: AsyncSession, event: LessonChanged) -> None:
    """Reconcile the remote lesson with its lesson."""
    await service.sync_with_lesson(session, event.lesson_id)


async def published(session: AsyncSession, event: RemoteLessonPublished) -> None:
    """Notify students and guardians."""
    await service.notify_published(session, event.lesson_id)


async def auto_ended(session: AsyncSession, event: RemoteLessonAutoEnded) -> None:
    """Notify the teacher."""
    await service.notify_auto_ended(session, event.lesson_id, event.teacher_id)


async def school_day_started(context: Context, event: SchoolDayStarted) -> None:
    """End the lessons of earlier days that were not ended."""
    async with transaction(context.sessions, context.bus) as session:
        school = await journal.get_school(session, event.school_id)
        unended = await queries.list_unended(session, school.id, before=today(school.time_zone))
    for lesson_id in unended:
        async with transaction(context.sessions, context.bus) as session:
            await service.auto_end_lesson(session, lesson_id)


async def close_abandoned_calls(context: Context) -> None:
    """End the calls of running lessons whose teachers have been absent for too long."""
    async with transaction(context.sessions, context.bus) as session:
        lesson_ids = await queries.list_running(session)
    for lesson_id in lesson_ids:
        async with transaction(context.sessions, context.bus) as session:
            await service.close_abandoned_call(session, lesson_id)
