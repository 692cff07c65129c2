"""Holding what a change of a remote lesson touches."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.service.holding import hold_whole
from parta.core.streams import advisory_lock, lock_streams, publish
from parta.remote_lessons import queries
from parta.remote_lessons.models import RemoteLesson
from parta.remote_lessons.queries import REMOTE_LESSON


def name_of(lesson_id: UUID) -> str:
    """Give the name that is held while it is decided how a lesson is held remotely."""
    return f"remote lesson:{lesson_id}"


async def hold_lesson(session: AsyncSession, lesson_id: UUID, *more: UUID) -> RemoteLesson | None:
    """Hold the lesson's name, its class, these streams, and where it had a call all of that; give it as it is now.

    Raises NotFound where there is no such lesson.
    """
    await advisory_lock(session, name_of(lesson_id))
    class_id = (await queries.get_lesson_read(session, lesson_id)).class_id
    remote = await queries.find_remote(session, lesson_id)
    if remote is not None and remote.call_id is not None:
        await hold_whole(session, remote.call_id, class_id, *more)
    else:
        await lock_streams(session, class_id, *more)
    return await queries.find_remote(session, lesson_id)


def tell_remote(session: AsyncSession, remote: RemoteLesson) -> None:
    """Tell the class how the lesson is held now. The class is held."""
    publish(session, remote.class_id, REMOTE_LESSON, remote.id)
