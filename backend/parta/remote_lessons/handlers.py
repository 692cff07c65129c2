"""Answers of remote lessons to what happens to lessons, to themselves, and by the clock."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.core.clock import today
from parta.core.transaction import transaction
from parta.journal import queries as journal
from parta.journal.events import LessonChanged, SchoolDayBegan
from parta.remote_lessons import queries, service
from parta.remote_lessons.events import RemoteLessonForgotten, RemoteLessonPublished


async def lesson_changed(session: AsyncSession, event: LessonChanged) -> None:
    """Let the remote lesson follow its lesson."""
    await service.follow_lesson(session, event.lesson_id)


async def published(session: AsyncSession, event: RemoteLessonPublished) -> None:
    """Tell whom it concerns."""
    await service.tell_published(session, event.lesson_id)


async def forgotten(session: AsyncSession, event: RemoteLessonForgotten) -> None:
    """Tell the teacher."""
    await service.tell_forgotten(session, event.lesson_id, event.holder_id)


async def school_day_began(outside: Context, event: SchoolDayBegan) -> None:
    """End the lessons of earlier days that nobody ended."""
    async with transaction(outside.sessions, outside.bus) as session:
        school = await journal.get_school(session, event.school_id)
        unended = await queries.list_unended(session, school.id, before=today(school.time_zone))
    for lesson_id in unended:
        async with transaction(outside.sessions, outside.bus) as session:
            await service.forget_lesson(session, lesson_id)


async def close_deserted(outside: Context) -> None:
    """Close the calls of lessons that their teachers have left for long."""
    async with transaction(outside.sessions, outside.bus) as session:
        running = await queries.list_running(session)
    for lesson_id in running:
        async with transaction(outside.sessions, outside.bus) as session:
            await service.close_deserted(session, lesson_id)
