"""Locking what a change of a remote lesson touches."""

from uuid import UUID

from parta.calls.service.locks import lock_call_and_chat
from parta.core.unit_of_work import UnitOfWork
from parta.remote_lessons import queries
from parta.remote_lessons.models import RemoteLesson
from parta.remote_lessons.queries import REMOTE_LESSON


def lesson_lock_name(lesson_id: UUID) -> str:
    """Return the name of the advisory lock for changes of this remote lesson."""
    return f"remote lesson:{lesson_id}"


async def lock_lesson(work: UnitOfWork, lesson_id: UUID, *more: UUID) -> RemoteLesson | None:
    """Lock the lesson, its class, its last call with all of its streams, and the given streams; return the present row.

    Raises NotFound if there is no such lesson.
    """
    await work.advisory_lock(lesson_lock_name(lesson_id))
    class_id = (await queries.get_lesson_read(work, lesson_id)).class_id
    remote = await queries.find_remote_lesson(work, lesson_id)
    if remote is not None and remote.call_id is not None:
        await lock_call_and_chat(work, remote.call_id, class_id, *more)
    else:
        await work.lock_streams(class_id, *more)
    return await queries.find_remote_lesson(work, lesson_id)


def publish_remote_lesson(work: UnitOfWork, remote: RemoteLesson) -> None:
    """Publish the remote lesson to its class, which is locked."""
    work.publish(remote.class_id, REMOTE_LESSON, remote.id)
