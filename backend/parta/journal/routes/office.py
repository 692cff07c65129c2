"""HTTP routes of the school office: timetable slots and single lessons. For administrators of the school."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from parta.core.http import JournalCaller, Transaction
from parta.journal.queries import office as queries
from parta.journal.queries.lessons import read_lessons
from parta.journal.schemas import (
    CancelRequest,
    ExtraLessonCreate,
    LessonRead,
    MoveRequest,
    OfficeChoices,
    SlotRead,
    SlotRequest,
    SubstituteRequest,
)
from parta.journal.schemas.office import Day
from parta.journal.service import office, slots

router = APIRouter(prefix="/api/journal/office", tags=["office"])


@router.get("/choices")
async def read_choices(session: Transaction, caller: JournalCaller) -> OfficeChoices:
    """Return all options of the office."""
    return await queries.read_choices(session, caller)


@router.get("/timetable/{class_id}")
async def read_class_slots(session: Transaction, caller: JournalCaller, class_id: UUID) -> Sequence[SlotRead]:
    """Return the current and future slots of a class."""
    return await queries.read_class_slots(session, caller, class_id)


@router.post("/slots", status_code=status.HTTP_201_CREATED)
async def add_slot(session: Transaction, caller: JournalCaller, body: SlotRequest) -> SlotRead:
    """Create a slot of a course from a day on."""
    (slot,) = await queries.read_slots(session, [await slots.add_slot(session, caller, body)], body.from_on)
    return slot


@router.put("/slots/{slot_id}")
async def change_slot(session: Transaction, caller: JournalCaller, slot_id: UUID, body: SlotRequest) -> SlotRead:
    """Change a slot from a day on; what it was before stays."""
    changed = await slots.change_slot(session, caller, slot_id, body)
    (slot,) = await queries.read_slots(session, [changed], body.from_on)
    return slot


@router.delete("/slots/{slot_id}", status_code=status.HTTP_204_NO_CONTENT)
async def end_slot(
    session: Transaction, caller: JournalCaller, slot_id: UUID, from_on: Annotated[Day, Query()]
) -> None:
    """End a slot from a day on."""
    await slots.end_slot(session, caller, slot_id, from_on)


@router.post("/lessons", status_code=status.HTTP_201_CREATED)
async def add_extra_lesson(session: Transaction, caller: JournalCaller, body: ExtraLessonCreate) -> LessonRead:
    """Create a lesson of a course outside the timetable."""
    return await _read_lesson(session, await office.add_extra_lesson(session, caller, body))


@router.post("/lessons/{lesson_id}/substitute")
async def substitute_teacher(
    session: Transaction, caller: JournalCaller, lesson_id: UUID, body: SubstituteRequest
) -> LessonRead:
    """Set or remove the substitute of a lesson."""
    await office.substitute_teacher(session, caller, lesson_id, body)
    return await _read_lesson(session, lesson_id)


@router.post("/lessons/{lesson_id}/cancel")
async def cancel_lesson(
    session: Transaction, caller: JournalCaller, lesson_id: UUID, body: CancelRequest
) -> LessonRead:
    """Cancel a lesson."""
    await office.cancel_lesson(session, caller, lesson_id, body.reason)
    return await _read_lesson(session, lesson_id)


@router.post("/lessons/{lesson_id}/move")
async def move_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID, body: MoveRequest) -> LessonRead:
    """Move a lesson to another time or classroom."""
    await office.move_lesson(session, caller, lesson_id, body)
    return await _read_lesson(session, lesson_id)


@router.post("/lessons/{lesson_id}/restore")
async def restore_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> LessonRead:
    """Restore a cancelled lesson, or move a moved one back."""
    await office.restore_lesson(session, caller, lesson_id)
    return await _read_lesson(session, lesson_id)


async def _read_lesson(session: Transaction, lesson_id: UUID) -> LessonRead:
    (lesson,) = await read_lessons(session, [lesson_id])
    return lesson
