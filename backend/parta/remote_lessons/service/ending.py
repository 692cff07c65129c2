"""The two ends of a remote lesson: of its call, which its teacher may open again, and of the lesson itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls import queries as presence
from parta.calls import service as calls
from parta.core.actor import Actor, JournalActor
from parta.core.clock import now
from parta.core.errors import Forbidden
from parta.core.outbox import emit
from parta.journal import queries as journal
from parta.linking import queries as linking
from parta.remote_lessons import queries
from parta.remote_lessons.events import RemoteLessonForgotten
from parta.remote_lessons.models import LessonRole, RemoteLesson, RemoteState
from parta.remote_lessons.queries import OpenCall
from parta.remote_lessons.rules.entering import TEACHER_GONE_AFTER
from parta.remote_lessons.rules.moves import Move, after
from parta.remote_lessons.rules.refusals import NoRemoteLesson
from parta.remote_lessons.service.holding import hold_lesson, tell_remote
from parta.remote_lessons.service.preparing import hold_own


async def end_as_teacher(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """End the lesson and its call, from the journal. Safe to repeat. Raises NotFound, Forbidden, LessonNotRunning."""
    await _end(session, await hold_own(session, actor, lesson_id), Move.END)


async def end_as_person(session: AsyncSession, actor: Actor, lesson_id: UUID) -> None:
    """End the lesson and its call, from the messenger. Safe to repeat. Raises NotFound, Forbidden, LessonNotRunning."""
    await queries.get_standing(session, actor, lesson_id)
    remote = await hold_lesson(session, lesson_id)
    standing = await queries.get_standing(session, actor, lesson_id)
    if standing.role is not LessonRole.TEACHER:
        raise Forbidden
    await _end(session, remote, Move.END)


async def forget_lesson(session: AsyncSession, lesson_id: UUID) -> None:
    """End a lesson whose day is over and whose teacher did not end it. Safe to repeat."""
    remote = await hold_lesson(session, lesson_id)
    if remote is None or after(remote.state, Move.FORGET) is remote.state:
        return
    remote.ended_by_itself = True
    if remote.state is RemoteState.RUNNING and remote.holder_id is not None:
        emit(session, RemoteLessonForgotten(lesson_id=lesson_id, holder_id=remote.holder_id))
    await _end(session, remote, Move.FORGET)


async def cancel_lesson(session: AsyncSession, remote: RemoteLesson) -> None:
    """Let the remote lesson follow the lesson that the school has cancelled. It is held."""
    await _end(session, remote, Move.CANCEL)


async def close_deserted(session: AsyncSession, lesson_id: UUID) -> None:
    """Close the lesson's call if its teachers have been gone for long; the lesson stays. Safe to repeat."""
    remote = await hold_lesson(session, lesson_id)
    call = await queries.find_open_call(session, remote)
    if call is not None and now() - await _teachers_seen_at(session, lesson_id, call) >= TEACHER_GONE_AFTER:
        await calls.end_call(session, call.id, calls.EndReason.LESSON)


async def _end(session: AsyncSession, remote: RemoteLesson | None, move: Move) -> None:
    if remote is None:
        raise NoRemoteLesson
    state = after(remote.state, move)
    if state is remote.state:
        return
    remote.state = state
    if state is RemoteState.ENDED:
        remote.ended_at = now()
        call = await queries.find_open_call(session, remote)
        if call is not None:
            await calls.end_call(session, call.id, calls.EndReason.LESSON)
    await session.flush()
    tell_remote(session, remote)


async def _teachers_seen_at(session: AsyncSession, lesson_id: UUID, call: OpenCall) -> datetime:
    """Give when a teacher of the lesson was last connected to the call; at its opening at the earliest."""
    teachers = (await journal.lesson_people(session, lesson_id)).teachers
    profiles = set((await linking.profiles_of(session, teachers)).values())
    connected = await presence.presence_of(session, [call.id])
    seen = [one.to_at or now() for one in connected if one.profile_id in profiles]
    return max([call.opened_at, *seen])
