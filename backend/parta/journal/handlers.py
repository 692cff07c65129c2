"""Event handlers of the journal: they publish classes and lessons to their subscribers."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.core.clock import today
from parta.core.transaction import transaction
from parta.files.events import FileChanged
from parta.journal import queries, service
from parta.journal.events import ClassChanged, CourseChanged, SchoolDayStarted, SubstitutionChanged


async def class_changed(session: AsyncSession, event: ClassChanged) -> None:
    """Publish the class."""
    await service.publish_class(session, event.class_id)


async def course_changed(session: AsyncSession, event: CourseChanged | SubstitutionChanged) -> None:
    """Publish the class of the course."""
    await service.publish_class(session, (await queries.get_course(session, event.course_id)).class_id)


async def file_changed(session: AsyncSession, event: FileChanged) -> None:
    """Publish the lessons with this file."""
    await service.publish_lessons_with_file(session, event.file_id)


async def school_day_started(context: Context, event: SchoolDayStarted) -> None:
    """Publish every class, in short transactions: the new date may change its subscribers."""
    async with transaction(context.sessions, context.bus) as session:
        school = await queries.get_school(session, event.school_id)
        classes = await queries.list_classes(session, event.school_id, since=today(school.time_zone))
    for class_id in classes:
        async with transaction(context.sessions, context.bus) as session:
            await service.publish_class(session, class_id)
