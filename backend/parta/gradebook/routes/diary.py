"""HTTP routes of diaries."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from parta.core.http import JournalCaller, Work
from parta.gradebook.queries import diary
from parta.gradebook.schemas import DiaryOwner, DiaryWeek
from parta.timetable.schemas.office import Day

router = APIRouter(prefix="/api/journal", tags=["timetable"])

On = Annotated[Day | None, Query()]
"""A day of the requested week; today by default."""


@router.get("/diary")
async def list_diaries(work: Work, caller: JournalCaller) -> Sequence[DiaryOwner]:
    """Return the owners of the diaries the caller may read: the caller, or their children."""
    return await diary.list_diaries(work, caller)


@router.get("/diary/{student_id}")
async def read_diary(work: Work, caller: JournalCaller, student_id: UUID, on: On = None) -> DiaryWeek:
    """Return the week of a student."""
    return await diary.read_diary(work, caller, student_id, on)
