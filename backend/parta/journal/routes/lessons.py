"""A lesson: its page, and what its teacher writes into it."""

from uuid import UUID

from fastapi import APIRouter

from parta.core.http import JournalCaller, Transaction
from parta.journal.queries.pages import read_page
from parta.journal.schemas import LessonPage

router = APIRouter(prefix="/api/journal/lessons", tags=["lessons"])


@router.get("/{lesson_id}")
async def read_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> LessonPage:
    """Read a lesson that one teaches, attends, or whose class one sees."""
    return await read_page(session, caller, lesson_id)
