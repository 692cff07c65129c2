"""Answers of the journal to what happens: those who hear of a class are told."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.core.clock import today
from parta.core.transaction import transaction
from parta.files.events import FileChanged
from parta.journal import queries, service
from parta.journal.events import ClassChanged, CourseChanged, SchoolDayBegan, SubstitutionChanged


async def class_changed(session: AsyncSession, event: ClassChanged) -> None:
    """Tell that the class is another."""
    await service.tell_class(session, event.class_id)


async def course_changed(session: AsyncSession, event: CourseChanged | SubstitutionChanged) -> None:
    """Tell that the class has other people."""
    await service.tell_class(session, (await queries.get_course(session, event.course_id)).class_id)


async def file_changed(session: AsyncSession, event: FileChanged) -> None:
    """Show the lessons anew that carry the file."""
    await service.show_file_anew(session, event.file_id)


async def school_day_began(outside: Context, event: SchoolDayBegan) -> None:
    """Tell every class, in short transactions: by today's date others may hear of it."""
    async with transaction(outside.sessions, outside.bus) as session:
        school = await queries.get_school(session, event.school_id)
        classes = await queries.list_classes(session, event.school_id, since=today(school.time_zone))
    for class_id in classes:
        async with transaction(outside.sessions, outside.bus) as session:
            await service.tell_class(session, class_id)
