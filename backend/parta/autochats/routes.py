"""HTTP of automatic chats: where the pages of the journal lead to."""

from uuid import UUID

from fastapi import APIRouter

from parta.autochats import queries
from parta.autochats.schemas import SchoolChats
from parta.core.http import JournalCaller, Work

router = APIRouter(prefix="/api/journal", tags=["automatic chats"])
routers = (router,)


@router.get("/classes/{class_id}/chats")
async def read_class_chats(
    work: Work, caller: JournalCaller, class_id: UUID, course_id: UUID | None = None
) -> SchoolChats:
    """Return the caller's chats of a class and its courses, or of one course, and the teachers they may write to."""
    return await queries.read_school_chats(work, caller, class_id, course_id)
