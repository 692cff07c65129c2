"""A remote lesson as it takes place: its teacher opens it, others enter, and it ends with its call."""

from datetime import datetime
from uuid import UUID

from parta.autochats import service as autochats
from parta.calls import queries as call_queries
from parta.calls import service as calls
from parta.core.actor import Actor, JournalActor
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound, Unauthenticated
from parta.core.unit_of_work import UnitOfWork
from parta.journal import queries as journal
from parta.linking import queries as linking
from parta.remote_lessons import queries
from parta.remote_lessons.events import RemoteLessonAutoEnded
from parta.remote_lessons.models import LessonCall, LessonRole, RemoteLesson, RemoteState
from parta.remote_lessons.queries import LessonAccess, OpenCall, build_lesson_title
from parta.remote_lessons.rules.entry import TEACHER_ABSENCE_TIMEOUT, entry_error, opens_at
from parta.remote_lessons.rules.errors import NoRemoteLesson, NotPublished, OtherLessonRunning, WaitingForTeacher
from parta.remote_lessons.rules.states import LessonAction, next_state
from parta.remote_lessons.schemas import LessonEntered
from parta.remote_lessons.service.draft import lock_taught_lesson
from parta.remote_lessons.service.locks import lesson_lock_name, lock_lesson, publish_remote_lesson


async def enter_lesson(work: UnitOfWork, actor: Actor, lesson_id: UUID) -> LessonEntered:
    """Return the call to join. A teacher opens it, and at the first time creates the chat of the course.

    Raises NotFound, Unauthenticated, NotPublished, TooEarly, WaitingForTeacher, LessonEnded, OtherLessonRunning.
    """
    access = await queries.get_lesson_access(work, actor, lesson_id)
    if access.role is LessonRole.TEACHER:
        return await _enter_as_teacher(work, actor, access)
    _require_open(access)
    if access.call is None:
        raise WaitingForTeacher
    return LessonEntered(call_id=access.call.id, chat_id=access.call.chat_id)


async def _enter_as_teacher(work: UnitOfWork, actor: Actor, initial: LessonAccess) -> LessonEntered:
    """Open the lesson's call unless one is open. Of two teachers at the same time, one opens the call for both."""
    if actor.profile_id is None:
        raise Unauthenticated
    lesson_id, course_id = initial.lesson.id, initial.lesson.course_id
    names = (
        lesson_lock_name(lesson_id),
        f"teacher of lessons:{actor.profile_id}",
        autochats.course_chat_lock(course_id),
    )
    await work.advisory_lock(*names)
    chat_id = await autochats.find_course_chat(work, course_id)
    remote = await lock_lesson(work, lesson_id, *([chat_id] if chat_id else []))
    access = await queries.get_lesson_access(work, actor, lesson_id)
    _require_open(access)
    if remote is None:
        raise NotPublished
    if access.call is None:
        other = await queries.find_other_running(work, actor.profile_id, lesson_id)
        if other is not None:
            raise OtherLessonRunning(lesson_id=str(other.lesson_id), title=other.title)
    chat_id = await autochats.sync_course_chat(work, course_id, create=True)
    if chat_id is None:
        raise NotFound
    call = access.call or await _open_call(work, remote, access, chat_id, actor.profile_id)
    state = next_state(remote.state, LessonAction.OPEN)
    if state is not remote.state:
        remote.state = state
        await work.flush()
        publish_remote_lesson(work, remote)
    return LessonEntered(call_id=call.id, chat_id=call.chat_id)


async def _open_call(
    work: UnitOfWork, remote: RemoteLesson, access: LessonAccess, chat_id: UUID, teacher_id: UUID
) -> OpenCall:
    lesson = access.lesson
    call = await calls.open_call(
        work,
        chat_id,
        title=build_lesson_title(lesson),
        creator_id=teacher_id,
        is_lesson=True,
        rights=calls.LESSON_RIGHTS,
        opens_to_all_at=opens_at(lesson.starts_at),
    )
    await work.flush()
    work.add(LessonCall(call_id=call.id, lesson_id=remote.id))
    remote.call_id, remote.opened_by_id = call.id, teacher_id
    return OpenCall(call.id, chat_id, call.opened_at or now())


def _require_open(access: LessonAccess) -> None:
    error = entry_error(access.state, access.role, access.lesson.starts_at)
    if error is not None:
        raise error


async def end_from_journal(work: UnitOfWork, actor: JournalActor, lesson_id: UUID) -> None:
    """End the lesson and its call, as a journal account. Idempotent. Raises NotFound, Forbidden, LessonNotRunning."""
    await _end(work, await lock_taught_lesson(work, actor, lesson_id), LessonAction.END)


async def end_from_messenger(work: UnitOfWork, actor: Actor, lesson_id: UUID) -> None:
    """End the lesson and its call, as a profile. Idempotent. Raises NotFound, Forbidden, LessonNotRunning."""
    await queries.get_lesson_access(work, actor, lesson_id)
    remote = await lock_lesson(work, lesson_id)
    access = await queries.get_lesson_access(work, actor, lesson_id)
    if access.role is not LessonRole.TEACHER:
        raise Forbidden
    await _end(work, remote, LessonAction.END)


async def auto_end_lesson(work: UnitOfWork, lesson_id: UUID) -> None:
    """End a lesson of a past day that its teacher did not end. Idempotent."""
    remote = await lock_lesson(work, lesson_id)
    if remote is None or next_state(remote.state, LessonAction.AUTO_END) is remote.state:
        return
    remote.ended_by_itself = True
    if remote.state is RemoteState.RUNNING and remote.opened_by_id is not None:
        work.emit(RemoteLessonAutoEnded(lesson_id=lesson_id, teacher_id=remote.opened_by_id))
    await _end(work, remote, LessonAction.AUTO_END)


async def end_cancelled_lesson(work: UnitOfWork, remote: RemoteLesson) -> None:
    """Withdraw or end the remote lesson, as the school has cancelled the lesson. It is locked."""
    await _end(work, remote, LessonAction.CANCEL)


async def close_abandoned_call(work: UnitOfWork, lesson_id: UUID) -> None:
    """End the lesson's call if its teachers have been absent for too long, but not the lesson. Idempotent."""
    remote = await lock_lesson(work, lesson_id)
    call = await queries.find_open_call(work, remote)
    if call is not None and now() - await _last_teacher_presence_at(work, lesson_id, call) >= TEACHER_ABSENCE_TIMEOUT:
        await calls.end_call(work, call.id, calls.EndReason.LESSON)


async def _end(work: UnitOfWork, remote: RemoteLesson | None, action: LessonAction) -> None:
    if remote is None:
        raise NoRemoteLesson
    state = next_state(remote.state, action)
    if state is remote.state:
        return
    remote.state = state
    if state is RemoteState.ENDED:
        remote.ended_at = now()
        call = await queries.find_open_call(work, remote)
        if call is not None:
            await calls.end_call(work, call.id, calls.EndReason.LESSON)
    await work.flush()
    publish_remote_lesson(work, remote)


async def _last_teacher_presence_at(work: UnitOfWork, lesson_id: UUID, call: OpenCall) -> datetime:
    """Return when a teacher of the lesson was last connected to the call, or else when it was opened."""
    teachers = (await journal.get_lesson_people(work, lesson_id)).teachers
    profiles = set((await linking.get_profile_ids(work, teachers)).values())
    connected = await call_queries.list_presence(work, [call.id])
    times = [one.to_at or now() for one in connected if one.profile_id in profiles]
    return max([call.opened_at, *times])
