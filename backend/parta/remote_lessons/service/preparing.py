"""Preparing a remote lesson: making a draft of it, publishing it, taking it back."""

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
from parta.remote_lessons.rules.moves import Move, after
from parta.remote_lessons.rules.refusals import LessonCancelled, LessonPast, NoRemoteLesson
from parta.remote_lessons.service.holding import hold_lesson, tell_remote


async def create_remote(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Make a draft: the lesson will be held remotely, and only its teacher knows.

    Raises NotFound, Forbidden, RemoteLessonExists, LessonEnded, LessonCancelled, LessonPast.
    """
    remote = await hold_own(session, actor, lesson_id)
    state = after(remote.state if remote else RemoteState.NONE, Move.CREATE)
    await _want_ahead(session, lesson_id)
    if remote is None:
        lesson = await journal.get_lesson(session, lesson_id)
        remote = RemoteLesson(id=lesson_id, school_id=lesson.school_id, class_id=lesson.class_id)
        session.add(remote)
        await school.bind_lesson(session, lesson_id)
    remote.state = state
    await session.flush()
    tell_remote(session, remote)


async def delete_remote(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Let the lesson be an ordinary one again. Raises NotFound, Forbidden, and why it is too late."""
    await _move(session, actor, lesson_id, Move.DELETE)


async def publish(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Let students and guardians see that the lesson is held remotely, and be told so. Safe to repeat.

    Raises NotFound, Forbidden, LessonRunning, LessonEnded, LessonCancelled, LessonPast.
    """
    await _move(session, actor, lesson_id, Move.PUBLISH)


async def take_back(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Let only the teacher know of it again. Safe to repeat. Raises NotFound, Forbidden, LessonRunning, LessonEnded."""
    await _move(session, actor, lesson_id, Move.TAKE_BACK)


async def hold_own(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> RemoteLesson | None:
    """Hold a lesson that the actor teaches; give how it is held remotely. Raises NotFound, Forbidden."""
    await journal.visible_lesson(session, actor, lesson_id)
    remote = await hold_lesson(session, lesson_id)
    await journal.visible_lesson(session, actor, lesson_id)
    if not await journal.teaches(session, actor.account_id, lesson_id):
        raise Forbidden
    return remote


async def _move(session: AsyncSession, actor: JournalActor, lesson_id: UUID, move: Move) -> None:
    remote = await hold_own(session, actor, lesson_id)
    if remote is None:
        raise NoRemoteLesson
    state = after(remote.state, move)
    if state is remote.state:
        return
    if move is Move.PUBLISH:
        await _want_ahead(session, lesson_id)
        emit(session, RemoteLessonPublished(lesson_id=lesson_id))
    remote.state = state
    await session.flush()
    tell_remote(session, remote)


async def _want_ahead(session: AsyncSession, lesson_id: UUID) -> None:
    """Let this pass only for a lesson that takes place, today or later. Raises LessonCancelled, LessonPast."""
    lesson = await journal.get_lesson(session, lesson_id)
    if lesson.state == LessonState.CANCELLED:
        raise LessonCancelled
    if lesson.on < today((await journal.get_school(session, lesson.school_id)).time_zone):
        raise LessonPast
