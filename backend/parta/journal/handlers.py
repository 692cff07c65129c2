"""Event handlers of the journal: they publish classes and lessons to their subscribers."""

from parta.adapters.context import Context
from parta.core.clock import today
from parta.core.unit_of_work import UnitOfWork
from parta.files.events import FileChanged
from parta.journal import queries, service
from parta.journal.events import ClassChanged, CourseChanged, SchoolDayStarted, SubstitutionChanged


async def class_changed(work: UnitOfWork, event: ClassChanged) -> None:
    """Publish the class."""
    await service.publish_class(work, event.class_id)


async def course_changed(work: UnitOfWork, event: CourseChanged | SubstitutionChanged) -> None:
    """Publish the class of the course."""
    await service.publish_class(work, (await queries.get_course(work, event.course_id)).class_id)


async def file_changed(work: UnitOfWork, event: FileChanged) -> None:
    """Publish the lessons with this file."""
    await service.publish_lessons_with_file(work, event.file_id)


async def school_day_started(context: Context, event: SchoolDayStarted) -> None:
    """Publish every class, in short transactions: the new date may change its subscribers."""
    async with context.transaction() as work:
        school = await queries.get_school(work, event.school_id)
        classes = await queries.list_classes(work, event.school_id, since=today(school.time_zone))
    for class_id in classes:
        async with context.transaction() as work:
            await service.publish_class(work, class_id)
