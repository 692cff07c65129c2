"""Handlers and schedules of the journal: they publish classes and lessons, and start the days of schools."""

from parta.core.clock import today
from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.files.events import FileChanged
from parta.journal import queries, service
from parta.journal.events import ClassChanged, CourseChanged, SchoolDayStarted, SubstitutionChanged
from parta.journal.queries.school_days import list_schools_to_start

PUBLISH_CLASS = Task("journal.publish_class")
START_SCHOOL_DAY = Task("journal.start_school_day", is_repeated=True)


async def class_changed(work: UnitOfWork, event: ClassChanged) -> None:
    """Publish the class."""
    await service.publish_class(work, event.class_id)


async def course_changed(work: UnitOfWork, event: CourseChanged | SubstitutionChanged) -> None:
    """Publish the class of the course."""
    await service.publish_class(work, (await queries.get_course(work, event.course_id)).class_id)


async def file_changed(work: UnitOfWork, event: FileChanged) -> None:
    """Publish the lessons with this file."""
    await service.publish_lessons_with_file(work, event.file_id)


async def school_day_started(work: UnitOfWork, event: SchoolDayStarted) -> None:
    """Enqueue the publishing of every class: the new date may change its subscribers."""
    school = await queries.get_school(work, event.school_id)
    work.enqueue(PUBLISH_CLASS, *await queries.list_classes(work, school.id, since=today(school.time_zone)))


async def start_school_days(work: UnitOfWork) -> None:
    """Enqueue the start of the day at each school whose last started day has ended.

    Time zones differ by quarters of an hour. After a restart it finds what was missed, and no more.
    """
    work.enqueue(START_SCHOOL_DAY, *await list_schools_to_start(work))
