"""Handlers of the timetable: they publish classes and lessons."""

from parta.core.clock import today
from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.files.events import FileChanged
from parta.school import queries as school_queries
from parta.school.events import AccountRenamed, ClassChanged, CourseChanged, SchoolDayStarted
from parta.timetable import queries, service
from parta.timetable.events import SubstitutionChanged

PUBLISH_CLASS = Task("timetable.publish_class")


async def class_changed(work: UnitOfWork, event: ClassChanged) -> None:
    """Publish the class."""
    await service.publish_class(work, event.class_id)


async def course_changed(work: UnitOfWork, event: CourseChanged | SubstitutionChanged) -> None:
    """Publish the class of the course."""
    await service.publish_class(work, (await school_queries.get_course(work, event.course_id)).class_id)


async def file_changed(work: UnitOfWork, event: FileChanged) -> None:
    """Publish the lessons with this file."""
    await service.publish_lessons_with_file(work, event.file_id)


async def school_day_started(work: UnitOfWork, event: SchoolDayStarted) -> None:
    """Enqueue the publishing of every class: the new date may change its subscribers."""
    school = await school_queries.get_school(work, event.school_id)
    work.enqueue(PUBLISH_CLASS, *await school_queries.list_classes(work, school.id, since=today(school.time_zone)))


async def account_renamed(work: UnitOfWork, event: AccountRenamed) -> None:
    """Emit ClassChanged for the classes in which this person was ever a substitute: their lessons name them."""
    for class_id in sorted(await queries.list_substituted_classes(work, event.account_id)):
        work.emit(ClassChanged(class_id=class_id))
