"""Drafts of remote lessons: creating, deleting, publishing them and taking them back."""

from uuid import UUID

from parta.core.clock import today
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.remote_lessons.events import RemoteLessonPublished
from parta.remote_lessons.models import RemoteLesson, RemoteState
from parta.remote_lessons.queries import LoadedLesson
from parta.remote_lessons.rules.errors import LessonCancelled, LessonPast, NoRemoteLesson
from parta.remote_lessons.rules.states import LESSON_STATES, LessonAction
from parta.remote_lessons.service.locks import lock_own_lesson, publish_remote_lesson
from parta.timetable import service as timetable
from parta.timetable.schemas import LessonState


async def create_draft(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> None:
    """Create a draft of a remote lesson, visible to its teacher only.

    Raises NotFound, Forbidden, RemoteLessonExists, LessonEnded, LessonCancelled, LessonPast.
    """
    lesson = await lock_own_lesson(work, actor, lesson_id)
    remote, scheduled = lesson.remote, lesson.scheduled.lesson
    state = LESSON_STATES.next_state(remote.state if remote else RemoteState.NONE, LessonAction.CREATE)
    _require_upcoming(lesson)
    if remote is None:
        remote = RemoteLesson(id=lesson_id, school_id=scheduled.school_id, class_id=scheduled.class_id)
        work.add(remote)
        timetable.bind_lesson(scheduled)
    remote.state = state
    await work.flush()
    publish_remote_lesson(work, remote)


async def delete_draft(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> None:
    """Delete the draft. Raises NotFound, Forbidden, NoRemoteLesson, LessonPublished, LessonRunning, LessonEnded."""
    await _apply(work, actor, lesson_id, LessonAction.DELETE)


async def publish_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> None:
    """Publish the remote lesson to students and guardians, who are notified. Idempotent.

    Raises NotFound, Forbidden, LessonRunning, LessonEnded, LessonCancelled, LessonPast.
    """
    await _apply(work, actor, lesson_id, LessonAction.PUBLISH)


async def take_back_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> None:
    """Make the published lesson a draft again. Idempotent. Raises NotFound, Forbidden, LessonRunning, LessonEnded."""
    await _apply(work, actor, lesson_id, LessonAction.TAKE_BACK)


async def _apply(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID, action: LessonAction) -> None:
    lesson = await lock_own_lesson(work, actor, lesson_id)
    remote = lesson.remote
    if remote is None:
        raise NoRemoteLesson
    state = LESSON_STATES.next_state(remote.state, action)
    if state is remote.state:
        return
    if action is LessonAction.PUBLISH:
        _require_upcoming(lesson)
        work.emit(RemoteLessonPublished(lesson_id=lesson_id))
    remote.state = state
    await work.flush()
    publish_remote_lesson(work, remote)


def _require_upcoming(lesson: LoadedLesson) -> None:
    """Require a lesson that takes place, today or later. Raises LessonCancelled, LessonPast."""
    scheduled = lesson.scheduled
    if scheduled.lesson.state == LessonState.CANCELLED:
        raise LessonCancelled
    if scheduled.lesson.on < today(scheduled.school.time_zone):
        raise LessonPast
