"""HTTP routes of the school office: timetable slots and single lessons. For administrators of the school."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from parta.core.http import JournalCaller, Work
from parta.timetable.queries import hours
from parta.timetable.queries import office as queries
from parta.timetable.queries.lessons import read_lessons
from parta.timetable.schemas import (
    CancelRequest,
    ExtraLessonCreate,
    LessonRead,
    MoveRequest,
    OfficeChoices,
    OfficeHour,
    SlotRead,
    SlotRequest,
    SubstituteRequest,
)
from parta.timetable.schemas.office import Day
from parta.timetable.service import office, slots

router = APIRouter(prefix="/api/journal/office", tags=["office"])


@router.get("/choices")
async def read_choices(work: Work, caller: JournalCaller) -> OfficeChoices:
    """Return all options of the office."""
    return await queries.read_choices(work, caller)


@router.get("/hours")
async def read_hours(
    work: Work, caller: JournalCaller, course_id: UUID, on: Annotated[Day, Query()], lesson_id: UUID | None = None
) -> Sequence[OfficeHour]:
    """Return what is busy at each bell of a day for a lesson of the course: this one, or one more."""
    return await hours.read_hours(work, caller, course_id, on, lesson_id)


@router.get("/timetable/{class_id}")
async def read_class_slots(work: Work, caller: JournalCaller, class_id: UUID) -> Sequence[SlotRead]:
    """Return the current and future slots of a class."""
    return await queries.read_class_slots(work, caller, class_id)


@router.post("/slots", status_code=status.HTTP_201_CREATED)
async def add_slot(work: Work, caller: JournalCaller, body: SlotRequest) -> SlotRead:
    """Create a slot of a course from a day on."""
    (slot,) = await queries.read_slots(work, [await slots.add_slot(work, caller, body)], body.from_on)
    return slot


@router.put("/slots/{slot_id}")
async def change_slot(work: Work, caller: JournalCaller, slot_id: UUID, body: SlotRequest) -> SlotRead:
    """Change a slot from a day on; what it was before stays."""
    changed = await slots.change_slot(work, caller, slot_id, body)
    (slot,) = await queries.read_slots(work, [changed], body.from_on)
    return slot


@router.delete("/slots/{slot_id}", status_code=status.HTTP_204_NO_CONTENT)
async def end_slot(work: Work, caller: JournalCaller, slot_id: UUID, from_on: Annotated[Day, Query()]) -> None:
    """End a slot from a day on."""
    await slots.end_slot(work, caller, slot_id, from_on)


@router.post("/lessons", status_code=status.HTTP_201_CREATED)
async def add_extra_lesson(work: Work, caller: JournalCaller, body: ExtraLessonCreate) -> LessonRead:
    """Create a lesson of a course outside the timetable."""
    return await _read_lesson(work, await office.add_extra_lesson(work, caller, body))


@router.post("/lessons/{lesson_id}/substitute")
async def substitute_teacher(work: Work, caller: JournalCaller, lesson_id: UUID, body: SubstituteRequest) -> LessonRead:
    """Set or remove the substitute of a lesson."""
    await office.substitute_teacher(work, caller, lesson_id, body)
    return await _read_lesson(work, lesson_id)


@router.post("/lessons/{lesson_id}/cancel")
async def cancel_lesson(work: Work, caller: JournalCaller, lesson_id: UUID, body: CancelRequest) -> LessonRead:
    """Cancel a lesson."""
    await office.cancel_lesson(work, caller, lesson_id, body.reason)
    return await _read_lesson(work, lesson_id)


@router.post("/lessons/{lesson_id}/move")
async def move_lesson(work: Work, caller: JournalCaller, lesson_id: UUID, body: MoveRequest) -> LessonRead:
    """Move a lesson to another time or classroom."""
    await office.move_lesson(work, caller, lesson_id, body)
    return await _read_lesson(work, lesson_id)


@router.post("/lessons/{lesson_id}/restore")
async def restore_lesson(work: Work, caller: JournalCaller, lesson_id: UUID) -> LessonRead:
    """Restore a cancelled lesson, or move a moved one back."""
    await office.restore_lesson(work, caller, lesson_id)
    return await _read_lesson(work, lesson_id)


async def _read_lesson(work: Work, lesson_id: UUID) -> LessonRead:
    (lesson,) = await read_lessons(work, [lesson_id])
    return lesson
