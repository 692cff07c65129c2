"""Reconciling a remote lesson with its lesson in the timetable."""

from uuid import UUID

from parta.core.unit_of_work import UnitOfWork
from parta.remote_lessons import queries
from parta.remote_lessons.events import RemoteLessonPublished
from parta.remote_lessons.models import RemoteState
from parta.remote_lessons.service.locks import lock_lesson, publish_remote_lesson
from parta.remote_lessons.service.session import end_cancelled_lesson
from parta.timetable.schemas import LessonState


async def sync_with_lesson(work: UnitOfWork, lesson_id: UUID) -> None:
    """Reconcile the remote lesson with its lesson: withdraw it if cancelled, else publish its times. Idempotent."""
    if not await queries.exists_remote_lesson(work, lesson_id):
        return
    lesson = await lock_lesson(work, lesson_id)
    remote = lesson.remote
    if remote is None or remote.state is RemoteState.NONE:
        return
    if lesson.scheduled.lesson.state == LessonState.CANCELLED:
        await end_cancelled_lesson(work, lesson)
        return
    publish_remote_lesson(work, remote)
    if remote.state is RemoteState.PUBLISHED:
        work.emit(RemoteLessonPublished(lesson_id=lesson_id))
