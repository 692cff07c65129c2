"""HTTP routes of a lesson: its page, and its teacher's changes."""

from uuid import UUID

from fastapi import APIRouter

from parta.core.http import JournalCaller, Work
from parta.gradebook import service
from parta.gradebook.queries.pages import read_page
from parta.gradebook.schemas import AttendanceUpdate, LessonPage, LessonUpdate

router = APIRouter(prefix="/api/journal/lessons", tags=["lessons"])


@router.get("/{lesson_id}")
async def read_lesson(work: Work, caller: JournalCaller, lesson_id: UUID) -> LessonPage:
    """Return the page of a visible lesson."""
    return await read_page(work, caller, lesson_id)


@router.patch("/{lesson_id}")
async def update_lesson(work: Work, caller: JournalCaller, lesson_id: UUID, body: LessonUpdate) -> LessonPage:
    """Update topic and homework of a lesson that the caller teaches."""
    await service.update_lesson(work, caller, lesson_id, body)
    return await read_page(work, caller, lesson_id)


@router.put("/{lesson_id}/attendance")
async def confirm_attendance(work: Work, caller: JournalCaller, lesson_id: UUID, body: AttendanceUpdate) -> LessonPage:
    """Confirm the attendance of a lesson that the caller teaches; students not listed stay unchanged."""
    await service.confirm_attendance(work, caller, lesson_id, body.entries)
    return await read_page(work, caller, lesson_id)
