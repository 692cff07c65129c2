"""A remote lesson as it takes place: its teacher opens it, others enter, and it ends with its call."""

from datetime import datetime
from uuid import UUID

from parta.autochats import service as autochats
from parta.calls import queries as call_queries
from parta.calls import service as calls
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound, Unauthenticated
from parta.core.principals import AccountPrincipal, Actor
from parta.core.unit_of_work import UnitOfWork
from parta.remote_lessons import queries
from parta.remote_lessons.events import RemoteLessonAutoEnded
from parta.remote_lessons.models import LessonCall, LessonRole, RemoteLesson, RemoteState
from parta.remote_lessons.queries import LessonAccess, LoadedLesson, OpenCall
from parta.remote_lessons.rules.entry import TEACHER_ABSENCE_TIMEOUT, entry_error, opens_at
from parta.remote_lessons.rules.errors import NoRemoteLesson, NotPublished, OtherLessonRunning, WaitingForTeacher
from parta.remote_lessons.rules.states import LESSON_STATES, LessonAction
from parta.remote_lessons.schemas import LessonEntered
from parta.remote_lessons.service.locks import (
    lesson_lock_name,
    lock_lesson,
    lock_lesson_streams,
    lock_own_lesson,
    publish_remote_lesson,
)
from parta.timetable import queries as timetable
from parta.timetable.queries import LoadedLesson as ScheduledLesson


async def enter_lesson(work: UnitOfWork, actor: Actor, lesson_id: UUID) -> LessonEntered:
    """Return the call to join. A teacher opens it, and at the first time creates the chat of the course.

    Raises NotFound, Unauthenticated, NotPublished, TooEarly, WaitingForTeacher, LessonEnded, OtherLessonRunning.
    """
    scheduled, role, child = await queries.get_lesson_role(work, actor, lesson_id)
    if role is LessonRole.TEACHER:
        return await _enter_as_teacher(work, actor, scheduled)
    access = await queries.load_access(work, actor, scheduled, role, child)
    _require_open(access)
    call = access.lesson.call
    if call is None:
        raise WaitingForTeacher
    return LessonEntered(call_id=call.id, chat_id=call.chat_id)


async def _enter_as_teacher(work: UnitOfWork, actor: Actor, scheduled: ScheduledLesson) -> LessonEntered:
    """Open the lesson's call unless one is open. Of two teachers at the same time, one opens the call for both."""
    if actor.id is None:
        raise Unauthenticated
    course_id, lesson_id = scheduled.course.id, scheduled.lesson.id
    names = (
        lesson_lock_name(lesson_id),
        f"teacher of lessons:{actor.id}",
        autochats.course_chat_lock(course_id),
    )
    await work.advisory_lock(*names)
    chat = await autochats.find_course_chat(work, course_id)
    await lock_lesson_streams(work, scheduled, *([chat.id] if chat else []))
    access = await queries.get_lesson_access(work, actor, lesson_id)
    _require_open(access)
    lesson = access.lesson
    if lesson.remote is None:
        raise NotPublished
    other = access.other_running
    if lesson.call is None and other is not None:
        raise OtherLessonRunning(lesson_id=str(other.lesson_id), title=other.title)
    roster = await timetable.read_course_of(work, lesson.scheduled)
    chat_id = await autochats.sync_locked_course_chat(work, roster, chat)
    if chat_id is None:
        raise NotFound
    call = lesson.call or await _open_call(work, lesson, lesson.remote, chat_id, actor.id)
    state = LESSON_STATES.next_state(lesson.remote.state, LessonAction.OPEN)
    if state is not lesson.remote.state:
        lesson.remote.state = state
        await work.flush()
        publish_remote_lesson(work, lesson.remote)
    return LessonEntered(call_id=call.id, chat_id=call.chat_id)


async def _open_call(
    work: UnitOfWork, lesson: LoadedLesson, remote: RemoteLesson, chat_id: UUID, teacher_id: UUID
) -> OpenCall:
    call = await calls.open_call(
        work,
        chat_id,
        title=lesson.title,
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


async def end_from_journal(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> None:
    """End the lesson and its call, as a journal account. Idempotent. Raises NotFound, Forbidden, LessonNotRunning."""
    await _end(work, await lock_own_lesson(work, actor, lesson_id), LessonAction.END)


async def end_from_messenger(work: UnitOfWork, actor: Actor, lesson_id: UUID) -> None:
    """End the lesson and its call, as a profile. Idempotent. Raises NotFound, Forbidden, LessonNotRunning."""
    scheduled, _, _ = await queries.get_lesson_role(work, actor, lesson_id)
    await lock_lesson_streams(work, scheduled)
    access = await queries.get_lesson_access(work, actor, lesson_id)
    if access.role is not LessonRole.TEACHER:
        raise Forbidden
    await _end(work, access.lesson, LessonAction.END)


async def auto_end_lesson(work: UnitOfWork, lesson_id: UUID) -> None:
    """End a lesson of a past day that its teacher did not end. Idempotent."""
    lesson = await lock_lesson(work, lesson_id)
    remote = lesson.remote
    if remote is None or LESSON_STATES.next_state(remote.state, LessonAction.AUTO_END) is remote.state:
        return
    remote.ended_by_itself = True
    if remote.state is RemoteState.RUNNING and remote.opened_by_id is not None:
        work.emit(RemoteLessonAutoEnded(lesson_id=lesson_id, teacher_id=remote.opened_by_id))
    await _end(work, lesson, LessonAction.AUTO_END)


async def end_cancelled_lesson(work: UnitOfWork, lesson: LoadedLesson) -> None:
    """Withdraw or end the remote lesson, as the school has cancelled the lesson. It is locked."""
    await _end(work, lesson, LessonAction.CANCEL)


async def close_abandoned_call(work: UnitOfWork, lesson_id: UUID) -> None:
    """End the lesson's call if its teachers have been absent for too long, but not the lesson. Idempotent."""
    call = (await lock_lesson(work, lesson_id)).call
    if call is None:
        return
    last = await queries.find_last_teacher_presence(work, lesson_id, call.id)
    if last.is_there or now() - (last.at or call.opened_at) < TEACHER_ABSENCE_TIMEOUT:
        return
    await _end_call(work, call)


async def sync_closing_time(work: UnitOfWork, call_id: UUID) -> None:
    """Make the call say when it ends, if its teachers have left it: nobody is locked where nothing changes.

    Idempotent.
    """
    lesson_id = await queries.find_lesson_of_call(work, call_id)
    call = await call_queries.find_call(work, call_id)
    if lesson_id is None or call is None or call.closes_at == await _closes_at(work, lesson_id, call_id):
        return
    await work.lock_streams(call_id)
    call = await call_queries.find_call(work, call_id)
    if call is not None:
        await calls.set_closing_time(work, call, await _closes_at(work, lesson_id, call_id))


async def _closes_at(work: UnitOfWork, lesson_id: UUID, call_id: UUID) -> datetime | None:
    last = await queries.find_last_teacher_presence(work, lesson_id, call_id)
    return last.at + TEACHER_ABSENCE_TIMEOUT if last.at is not None and not last.is_there else None


async def _end(work: UnitOfWork, lesson: LoadedLesson, action: LessonAction) -> None:
    remote = lesson.remote
    if remote is None:
        raise NoRemoteLesson
    state = LESSON_STATES.next_state(remote.state, action)
    if state is remote.state:
        return
    remote.state = state
    if state is RemoteState.ENDED:
        remote.ended_at = now()
        if lesson.call is not None:
            await _end_call(work, lesson.call)
    await work.flush()
    publish_remote_lesson(work, remote)


async def _end_call(work: UnitOfWork, open_call: OpenCall) -> None:
    """End the open call, which is locked with all of its streams."""
    call = await call_queries.find_call(work, open_call.id)
    if call is not None:
        await calls.end_locked_call(work, call, calls.EndReason.LESSON)
