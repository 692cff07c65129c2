"""HTTP of remote lessons: for journal accounts, which prepare and see them, and for profiles, which enter them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from parta.calls.schemas import OpenCallRead
from parta.core.errors import Invalid, raises
from parta.core.http import Caller, JournalCaller, Work
from parta.core.unit_of_work import UnitOfWork
from parta.remote_lessons import queries, service
from parta.remote_lessons.rules.errors import LessonNotRunning
from parta.remote_lessons.schemas import (
    AbsentStudent,
    LessonEntered,
    LessonEntry,
    ProposedAttendance,
    RemoteLessonRead,
    RunningLesson,
)
from parta.timetable.schemas.office import Day

_MAX_PERIOD = timedelta(days=62)

journal_router = APIRouter(prefix="/api/journal", tags=["remote lessons"])
router = APIRouter(prefix="/api/lessons", tags=["remote lessons"])
routers = (journal_router, router)


class PeriodTooLong(Invalid):
    """The period has more days than can be read at once."""

    code = "too_long_span"


@journal_router.get("/remote-lessons")
async def list_remote_lessons(
    work: Work, caller: JournalCaller, from_on: Annotated[Day, Query()], to_on: Annotated[Day, Query()]
) -> Sequence[RemoteLessonRead]:
    """Return the visible remote lessons between these days; the last day is excluded."""
    if to_on - from_on > _MAX_PERIOD:
        raise PeriodTooLong
    return await queries.list_remote_lessons(work, caller, from_on=from_on, to_on=to_on)


@journal_router.get("/remote-lessons/running")
async def read_running_lesson(work: Work, caller: JournalCaller) -> RunningLesson | None:
    """Return the lesson that one has opened and not ended."""
    return await queries.find_running(work, caller)


@journal_router.get("/joined-calls")
async def list_joined_calls(work: Work, caller: JournalCaller) -> Sequence[OpenCallRead]:
    """Return the open calls that one's linked profile has joined and not left, to return to."""
    return await queries.list_joined_calls(work, caller)


@journal_router.post("/lessons/{lesson_id}/remote", status_code=201)
async def create_remote_lesson(work: Work, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """Create a draft of a remote lesson, visible to its teacher only."""
    await service.create_draft(work, caller, lesson_id)
    return await _read_as_teacher(work, lesson_id)


@journal_router.delete("/lessons/{lesson_id}/remote", status_code=204)
async def delete_remote_lesson(work: Work, caller: JournalCaller, lesson_id: UUID) -> None:
    """Delete the draft of a remote lesson."""
    await service.delete_draft(work, caller, lesson_id)


@journal_router.post("/lessons/{lesson_id}/remote/publish")
async def publish_remote_lesson(work: Work, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """Publish the remote lesson to students and guardians, who are notified."""
    await service.publish_lesson(work, caller, lesson_id)
    return await _read_as_teacher(work, lesson_id)


@journal_router.post("/lessons/{lesson_id}/remote/take-back")
async def take_back_remote_lesson(work: Work, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """Make the published remote lesson a draft again."""
    await service.take_back_lesson(work, caller, lesson_id)
    return await _read_as_teacher(work, lesson_id)


@journal_router.post("/lessons/{lesson_id}/remote/end")
async def end_remote_lesson(work: Work, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """End the lesson and its call."""
    await service.end_from_journal(work, caller, lesson_id)
    return await _read_as_teacher(work, lesson_id)


@journal_router.get("/lessons/{lesson_id}/attendance-proposal")
@raises(LessonNotRunning)
async def propose_attendance(work: Work, caller: JournalCaller, lesson_id: UUID) -> Sequence[ProposedAttendance]:
    """Return the attendance of each student derived from presence, for the teacher to confirm."""
    return await queries.propose_attendance(work, caller, lesson_id)


@router.get("/{lesson_id}/entry")
async def read_lesson_entry(work: Work, caller: Caller, lesson_id: UUID) -> LessonEntry:
    """Return what is shown of a lesson before entering it."""
    return await queries.read_entry(work, caller, lesson_id)


@router.post("/{lesson_id}/enter")
async def enter_lesson(work: Work, caller: Caller, lesson_id: UUID) -> LessonEntered:
    """Enter a lesson: a teacher opens the call, others get the open one."""
    return await service.enter_lesson(work, caller, lesson_id)


@router.get("/of-call/{call_id}/absent")
async def list_absent_students(work: Work, caller: Caller, call_id: UUID) -> Sequence[AbsentStudent]:
    """Return who of the lesson's students is not in its call, for its teacher."""
    return await queries.list_absent(work, caller, call_id)


@router.post("/of-call/{call_id}/end", status_code=204)
async def end_lesson_of_call(work: Work, caller: Caller, call_id: UUID) -> None:
    """End the lesson of a call, and the call if it is open, as its teacher."""
    await service.end_from_messenger(work, caller, await queries.get_lesson_of_call(work, call_id))


@router.post("/{lesson_id}/end", status_code=204)
async def end_lesson(work: Work, caller: Caller, lesson_id: UUID) -> None:
    """End the lesson and its call, as its teacher."""
    await service.end_from_messenger(work, caller, lesson_id)


async def _read_as_teacher(work: UnitOfWork, lesson_id: UUID) -> RemoteLessonRead:
    return await queries.read_as_teacher(work, lesson_id)
