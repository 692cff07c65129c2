"""HTTP routes of weeks: a teacher's own, a class's."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from parta.core.http import JournalCaller, Work
from parta.timetable.queries import weeks
from parta.timetable.schemas import MyClass, Week
from parta.timetable.schemas.office import Day

router = APIRouter(prefix="/api/journal", tags=["timetable"])

On = Annotated[Day | None, Query()]
"""A day of the requested week; today by default."""


@router.get("/timetable/mine")
async def read_my_week(work: Work, caller: JournalCaller, on: On = None) -> Week:
    """Return the caller's week as a teacher, including substitutions."""
    return await weeks.read_own_week(work, caller, on)


@router.get("/timetable/classes")
async def list_my_classes(work: Work, caller: JournalCaller) -> Sequence[MyClass]:
    """Return the caller's classes as teacher or homeroom teacher."""
    return await weeks.list_my_classes(work, caller)


@router.get("/timetable/classes/{class_id}")
async def read_class_week(work: Work, caller: JournalCaller, class_id: UUID, on: On = None) -> Week:
    """Return the week of a class of the caller."""
    return await weeks.read_class_week(work, caller, class_id, on)
