"""Drafts of remote lessons: creating, deleting, publishing them and taking them back."""

from uuid import UUID

from parta.core.actor import JournalActor
from parta.core.clock import today
from parta.core.errors import Forbidden
from parta.core.unit_of_work import UnitOfWork
from parta.journal import queries as journal
from parta.journal import service as school
from parta.journal.schemas import LessonState
from parta.remote_lessons.events import RemoteLessonPublished
from parta.remote_lessons.models import RemoteLesson, RemoteState
from parta.remote_lessons.rules.errors import LessonCancelled, LessonPast, NoRemoteLesson
from parta.remote_lessons.rules.states import LessonAction, next_state
from parta.remote_lessons.service.locks import lock_lesson, publish_remote_lesson


async def create_draft(work: UnitOfWork, actor: JournalActor, lesson_id: UUID) -> None:
    """Create a draft of a remote lesson, visible to its teacher only.

    Raises NotFound, Forbidden, RemoteLessonExists, LessonEnded, LessonCancelled, LessonPast.
    """
    remote = await lock_taught_lesson(work, actor, lesson_id)
    state = next_state(remote.state if remote else RemoteState.NONE, LessonAction.CREATE)
    await _require_upcoming(work, lesson_id)
    if remote is None:
        lesson = await journal.get_lesson(work, lesson_id)
        remote = RemoteLesson(id=lesson_id, school_id=lesson.school_id, class_id=lesson.class_id)
        work.add(remote)
        await school.bind_lesson(work, lesson_id)
    remote.state = state
    await work.flush()
    publish_remote_lesson(work, remote)


async def delete_draft(work: UnitOfWork, actor: JournalActor, lesson_id: UUID) -> None:
    """Delete the draft. Raises NotFound, Forbidden, NoRemoteLesson, LessonPublished, LessonRunning, LessonEnded."""
    await _apply(work, actor, lesson_id, LessonAction.DELETE)


async def publish_lesson(work: UnitOfWork, actor: JournalActor, lesson_id: UUID) -> None:
    """Publish the remote lesson to students and guardians, who are notified. Idempotent.

    Raises NotFound, Forbidden, LessonRunning, LessonEnded, LessonCancelled, LessonPast.
    """
    await _apply(work, actor, lesson_id, LessonAction.PUBLISH)


async def take_back_lesson(work: UnitOfWork, actor: JournalActor, lesson_id: UUID) -> None:
    """Make the published lesson a draft again. Idempotent. Raises NotFound, Forbidden, LessonRunning, LessonEnded."""
    await _apply(work, actor, lesson_id, LessonAction.TAKE_BACK)


async def lock_taught_lesson(work: UnitOfWork, actor: JournalActor, lesson_id: UUID) -> RemoteLesson | None:
    """Lock a lesson that the actor teaches; return its remote lesson, if any. Raises NotFound, Forbidden."""
    await journal.get_visible_lesson(work, actor, lesson_id)
    remote = await lock_lesson(work, lesson_id)
    await journal.get_visible_lesson(work, actor, lesson_id)
    if not await journal.teaches(work, actor.account_id, lesson_id):
        raise Forbidden
    return remote


async def _apply(work: UnitOfWork, actor: JournalActor, lesson_id: UUID, action: LessonAction) -> None:
    remote = await lock_taught_lesson(work, actor, lesson_id)
    if remote is None:
        raise NoRemoteLesson
    state = next_state(remote.state, action)
    if state is remote.state:
        return
    if action is LessonAction.PUBLISH:
        await _require_upcoming(work, lesson_id)
        work.emit(RemoteLessonPublished(lesson_id=lesson_id))
    remote.state = state
    await work.flush()
    publish_remote_lesson(work, remote)


async def _require_upcoming(work: UnitOfWork, lesson_id: UUID) -> None:
    """Require a lesson that takes place, today or later. Raises LessonCancelled, LessonPast."""
    lesson = await journal.get_lesson(work, lesson_id)
    if lesson.state == LessonState.CANCELLED:
        raise LessonCancelled
    if lesson.on < today((await journal.get_school(work, lesson.school_id)).time_zone):
        raise LessonPast
