"""Locking what a change of a remote lesson touches."""

from uuid import UUID

from sqlalchemy import select

from parta.calls.service.locks import list_call_streams
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.remote_lessons.models import RemoteLesson
from parta.remote_lessons.queries import REMOTE_LESSON, LoadedLesson, load_lesson, load_own_lesson
from parta.timetable import queries as timetable


def lesson_lock_name(lesson_id: UUID) -> str:
    """Return the name of the advisory lock for changes of this remote lesson."""
    return f"remote lesson:{lesson_id}"


async def lock_lesson(work: UnitOfWork, lesson_id: UUID) -> LoadedLesson:
    """Lock the lesson with all of its streams; return it. Raises NotFound."""
    await lock_lesson_streams(work, await timetable.load_lesson(work, lesson_id))
    return await load_lesson(work, lesson_id)


async def lock_own_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> LoadedLesson:
    """Lock a lesson that the actor may edit, with all of its streams; return it. Raises NotFound, Forbidden."""
    visible, _ = await timetable.load_visible_lesson(work, actor, lesson_id)
    await lock_lesson_streams(work, visible)
    return await load_own_lesson(work, actor, lesson_id)


async def lock_lesson_streams(work: UnitOfWork, lesson: timetable.LoadedLesson, *more: UUID) -> None:
    """Lock the lesson, its class, its last call with all of its streams, and the given streams."""
    lesson_id, class_id = lesson.lesson.id, lesson.lesson.class_id
    await work.advisory_lock(lesson_lock_name(lesson_id))
    call = select(RemoteLesson.call_id).where(RemoteLesson.id == lesson_id).scalar_subquery()
    await work.lock_streams(class_id, *await list_call_streams(work, call), *more)


def publish_remote_lesson(work: UnitOfWork, remote: RemoteLesson) -> None:
    """Publish the remote lesson to its class, which is locked."""
    work.publish(remote.class_id, REMOTE_LESSON, remote.id)
