"""Drafts of remote lessons: creating, deleting, publishing them and taking them back."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import today
from parta.core.errors import Forbidden
from parta.core.outbox import emit
from parta.journal import queries as journal
from parta.journal import service as school
from parta.journal.schemas import LessonState
from parta.remote_lessons.events import RemoteLessonPublished
from parta.remote_lessons.models import RemoteLesson, RemoteState
from parta.remote_lessons.rules.errors import LessonCancelled, LessonPast, NoRemoteLesson
from parta.remote_lessons.rules.states import LessonAction, next_state
from parta.remote_lessons.service.locks import lock_lesson, publish_remote_lesson


async def create_draft(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Create a draft of a remote lesson, visible to its teacher only.

    Raises NotFound, Forbidden, RemoteLessonExists, LessonEnded, LessonCancelled, LessonPast.
    """
    remote = await lock_taught_lesson(session, actor, lesson_id)
    state = next_state(remote.state if remote else RemoteState.NONE, LessonAction.CREATE)
    await _require_upcoming(session, lesson_id)
    if remote is None:
        lesson = await journal.get_lesson(session, lesson_id)
        remote = RemoteLesson(id=lesson_id, school_id=lesson.school_id, class_id=lesson.class_id)
        session.add(remote)
        await school.bind_lesson(session, lesson_id)
    remote.state = state
    await session.flush()
    publish_remote_lesson(session, remote)


async def delete_draft(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Delete the draft. Raises NotFound, Forbidden, NoRemoteLesson, LessonPublished, LessonRunning, LessonEnded."""
    await _apply(session, actor, lesson_id, LessonAction.DELETE)


async def publish_lesson(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Publish the remote lesson to students and guardians, who are notified. Idempotent.

    Raises NotFound, Forbidden, LessonRunning, LessonEnded, LessonCancelled, LessonPast.
    """
    await _apply(session, actor, lesson_id, LessonAction.PUBLISH)


async def take_back_lesson(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Make the published lesson a draft again. Idempotent. Raises NotFound, Forbidden, LessonRunning, LessonEnded."""
    await _apply(session, actor, lesson_id, LessonAction.TAKE_BACK)


async def lock_taught_lesson(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> RemoteLesson | None:
    """Lock a lesson that the actor teaches; return its remote lesson, if any. Raises NotFound, Forbidden."""
    await journal.get_visible_lesson(session, actor, lesson_id)
    remote = await lock_lesson(session, lesson_id)
    await journal.get_visible_lesson(session, actor, lesson_id)
    if not await journal.teaches(session, actor.account_id, lesson_id):
        raise Forbidden
    return remote


async def _apply(session: AsyncSession, actor: JournalActor, lesson_id: UUID, action: LessonAction) -> None:
    remote = await lock_taught_lesson(session, actor, lesson_id)
    if remote is None:
        raise NoRemoteLesson
    state = next_state(remote.state, action)
    if state is remote.state:
        return
    if action is LessonAction.PUBLISH:
        await _require_upcoming(session, lesson_id)
        emit(session, RemoteLessonPublished(lesson_id=lesson_id))
    remote.state = state
    await session.flush()
    publish_remote_lesson(session, remote)


async def _require_upcoming(session: AsyncSession, lesson_id: UUID) -> None:
    """Require a lesson that takes place, today or later. Raises LessonCancelled, LessonPast."""
    lesson = await journal.get_lesson(session, lesson_id)
    if lesson.state == LessonState.CANCELLED:
        raise LessonCancelled
    if lesson.on < today((await journal.get_school(session, lesson.school_id)).time_zone):
        raise LessonPast
