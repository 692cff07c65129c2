"""A lesson: its page, and what its teacher writes into it."""

from uuid import UUID

from fastapi import APIRouter

from parta.core.http import JournalCaller, Transaction
from parta.journal import service
from parta.journal.queries.pages import read_page
from parta.journal.schemas import AttendanceGiven, LessonGiven, LessonPage

router = APIRouter(prefix="/api/journal/lessons", tags=["lessons"])


@router.get("/{lesson_id}")
async def read_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> LessonPage:
    """Read a lesson that one teaches, attends, or whose class one sees."""
    return await read_page(session, caller, lesson_id)


@router.patch("/{lesson_id}")
async def write_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID, body: LessonGiven) -> LessonPage:
    """Write topic and homework into a lesson that one teaches."""
    await service.write_lesson(session, caller, lesson_id, body)
    return await read_page(session, caller, lesson_id)


@router.put("/{lesson_id}/attendance")
async def confirm_attendance(
    session: Transaction, caller: JournalCaller, lesson_id: UUID, body: AttendanceGiven
) -> LessonPage:
    """Confirm who was at a lesson that one teaches; those who are not named stay as they were."""
    await service.confirm_attendance(session, caller, lesson_id, body.entries)
    return await read_page(session, caller, lesson_id)
