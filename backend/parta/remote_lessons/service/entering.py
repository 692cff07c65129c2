"""Coming to a remote lesson: its teacher opens it, the others come to what is open."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.autochats import service as autochats
from parta.calls import service as calls
from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import NotFound, Unauthenticated
from parta.core.streams import advisory_lock
from parta.remote_lessons import queries
from parta.remote_lessons.models import LessonCall, LessonRole, RemoteLesson
from parta.remote_lessons.queries import OpenCall, Standing, title_of
from parta.remote_lessons.rules.entering import opens_at, refusal
from parta.remote_lessons.rules.moves import Move, after
from parta.remote_lessons.rules.refusals import NotPublished, OtherLessonRunning, WaitingForTeacher
from parta.remote_lessons.schemas import LessonEntered
from parta.remote_lessons.service.holding import hold_lesson, name_of, tell_remote


async def enter_lesson(session: AsyncSession, actor: Actor, lesson_id: UUID) -> LessonEntered:
    """Let the actor in, and give the call to join. The teacher opens it, and with the first time the subject's chat.

    Raises NotFound, NotPublished, TooEarly, WaitingForTeacher, LessonEnded, OtherLessonRunning.
    """
    standing = await queries.get_standing(session, actor, lesson_id)
    if standing.role is LessonRole.TEACHER:
        return await _enter_as_teacher(session, actor, standing)
    _want_open(standing)
    if standing.call is None:
        raise WaitingForTeacher
    return LessonEntered(call_id=standing.call.id, chat_id=standing.call.chat_id)


async def _enter_as_teacher(session: AsyncSession, actor: Actor, before: Standing) -> LessonEntered:
    """Open the lesson's call if none goes on. Of two teachers who come at once, one opens what both join."""
    if actor.profile_id is None:
        raise Unauthenticated
    lesson_id, course_id = before.lesson.id, before.lesson.course_id
    names = (name_of(lesson_id), f"holder of lessons:{actor.profile_id}", autochats.course_chat_name(course_id))
    await advisory_lock(session, *names)
    chat_id = await autochats.find_course_chat(session, course_id)
    remote = await hold_lesson(session, lesson_id, *([chat_id] if chat_id else []))
    standing = await queries.get_standing(session, actor, lesson_id)
    _want_open(standing)
    if remote is None:
        raise NotPublished
    if standing.call is None:
        other = await queries.find_other_running(session, actor.profile_id, lesson_id)
        if other is not None:
            raise OtherLessonRunning(lesson_id=str(other.lesson_id), title=other.title)
    chat_id = await autochats.keep_course(session, course_id, appears=True)
    if chat_id is None:
        raise NotFound
    call = standing.call or await _open_call(session, remote, standing, chat_id, actor.profile_id)
    state = after(remote.state, Move.OPEN)
    if state is not remote.state:
        remote.state = state
        await session.flush()
        tell_remote(session, remote)
    return LessonEntered(call_id=call.id, chat_id=call.chat_id)


async def _open_call(
    session: AsyncSession, remote: RemoteLesson, standing: Standing, chat_id: UUID, by: UUID
) -> OpenCall:
    lesson = standing.lesson
    call = await calls.open_call(
        session,
        chat_id,
        title=title_of(lesson),
        by=by,
        is_lesson=True,
        rights=calls.LESSON,
        admits_from=opens_at(lesson.starts_at),
    )
    await session.flush()
    session.add(LessonCall(call_id=call.id, lesson_id=remote.id))
    remote.call_id, remote.holder_id = call.id, by
    return OpenCall(call.id, chat_id, call.opened_at or now())


def _want_open(standing: Standing) -> None:
    refused = refusal(standing.state, standing.role, standing.lesson.starts_at)
    if refused is not None:
        raise refused
