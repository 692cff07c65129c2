"""Handlers and schedules of remote lessons."""

from parta.calls.events import CallChanged, PresenceChanged
from parta.core.clock import today
from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.remote_lessons import queries, service
from parta.school import queries as schools
from parta.school.events import SchoolDayStarted
from parta.timetable.events import LessonChanged

END_LESSON = Task("remote_lessons.end_lesson")
CLOSE_ABANDONED_CALL = Task("remote_lessons.close_abandoned_call", is_repeated=True)


async def lesson_changed(work: UnitOfWork, event: LessonChanged) -> None:
    """Reconcile the remote lesson with its lesson."""
    await service.sync_with_lesson(work, event.lesson_id)


async def presence_changed(work: UnitOfWork, event: PresenceChanged | CallChanged) -> None:
    """Make the call of a lesson say when it ends, if its teacher has left it."""
    await service.sync_closing_time(work, event.call_id)


async def school_day_started(work: UnitOfWork, event: SchoolDayStarted) -> None:
    """Enqueue the end of each lesson of an earlier day that was not ended."""
    school = await schools.get_school(work, event.school_id)
    work.enqueue(END_LESSON, *await queries.list_unended(work, school.id, before=today(school.time_zone)))


async def close_abandoned_calls(work: UnitOfWork) -> None:
    """Enqueue the check of each running lesson's call: it ends if the teachers have been absent for too long."""
    work.enqueue(CLOSE_ABANDONED_CALL, *await queries.list_running(work))
