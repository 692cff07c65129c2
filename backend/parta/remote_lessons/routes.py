"""HTTP of remote lessons: for journal accounts, who prepare and see them, and for profiles, who come to them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import Invalid
from parta.core.http import Caller, JournalCaller, Transaction
from parta.journal.schemas.office import Day
from parta.remote_lessons import queries, service
from parta.remote_lessons.schemas import (
    LessonEntered,
    LessonEntry,
    ProposedAttendance,
    RemoteLessonRead,
    RunningLesson,
)

_LONGEST = timedelta(days=62)

journal_router = APIRouter(prefix="/api/journal", tags=["remote lessons"])
router = APIRouter(prefix="/api/lessons", tags=["remote lessons"])
routers = (journal_router, router)


class TooLongSpan(Invalid):
    """More days than are read at once."""

    code = "too_long_span"


@journal_router.get("/remote-lessons")
async def list_remote_lessons(
    session: Transaction, caller: JournalCaller, from_on: Annotated[Day, Query()], to_on: Annotated[Day, Query()]
) -> Sequence[RemoteLessonRead]:
    """Read the remote lessons that one may see between these days; the last one is not included."""
    if to_on - from_on > _LONGEST:
        raise TooLongSpan
    return await queries.list_remote_lessons(session, caller, from_on=from_on, to_on=to_on)


@journal_router.get("/remote-lessons/running")
async def read_running_lesson(session: Transaction, caller: JournalCaller) -> RunningLesson | None:
    """Read which lesson one has opened and not ended."""
    return await queries.find_running(session, caller)


@journal_router.post("/lessons/{lesson_id}/remote", status_code=201)
async def create_remote_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """Prepare to hold the lesson remotely; only who teaches it knows."""
    await service.create_remote(session, caller, lesson_id)
    return await _told(session, lesson_id)


@journal_router.delete("/lessons/{lesson_id}/remote", status_code=204)
async def delete_remote_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> None:
    """Let the lesson be an ordinary one again."""
    await service.delete_remote(session, caller, lesson_id)


@journal_router.post("/lessons/{lesson_id}/remote/publish")
async def publish_remote_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """Let students and guardians see it, and be told of it."""
    await service.publish(session, caller, lesson_id)
    return await _told(session, lesson_id)


@journal_router.post("/lessons/{lesson_id}/remote/take-back")
async def take_back_remote_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """Let only who teaches it know of it again."""
    await service.take_back(session, caller, lesson_id)
    return await _told(session, lesson_id)


@journal_router.post("/lessons/{lesson_id}/remote/end")
async def end_remote_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> RemoteLessonRead:
    """End the lesson, and its call with it."""
    await service.end_as_teacher(session, caller, lesson_id)
    return await _told(session, lesson_id)


@journal_router.get("/lessons/{lesson_id}/attendance-proposal")
async def propose_attendance(
    session: Transaction, caller: JournalCaller, lesson_id: UUID
) -> Sequence[ProposedAttendance]:
    """Read how each student was at the lesson by their presence, for the teacher to confirm."""
    return await queries.propose_attendance(session, caller, lesson_id)


@router.get("/{lesson_id}/entry")
async def read_lesson_entry(session: Transaction, caller: Caller, lesson_id: UUID) -> LessonEntry:
    """Read what the door of a lesson says."""
    return await queries.read_entry(session, caller, lesson_id)


@router.post("/{lesson_id}/enter")
async def enter_lesson(session: Transaction, caller: Caller, lesson_id: UUID) -> LessonEntered:
    """Come in: the teacher opens the call, others come to what is open."""
    return await service.enter_lesson(session, caller, lesson_id)


@router.post("/{lesson_id}/end", status_code=204)
async def end_lesson(session: Transaction, caller: Caller, lesson_id: UUID) -> None:
    """End the lesson, and its call with it, as who teaches it."""
    await service.end_as_person(session, caller, lesson_id)


async def _told(session: AsyncSession, lesson_id: UUID) -> RemoteLessonRead:
    return await queries.read_own(session, lesson_id)
