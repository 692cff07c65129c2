"""The office: the week as it is kept, and single lessons. For administrators of the school."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from parta.core.http import JournalCaller, Transaction
from parta.journal.queries import office as queries
from parta.journal.queries.lessons import read_lessons
from parta.journal.schemas import (
    CancelGiven,
    ExtraGiven,
    LessonRead,
    MoveGiven,
    OfficeChoices,
    SlotGiven,
    SlotRead,
    SubstituteGiven,
)
from parta.journal.schemas.office import Day
from parta.journal.service import office, slots

router = APIRouter(prefix="/api/journal/office", tags=["office"])


@router.get("/choices")
async def read_choices(session: Transaction, caller: JournalCaller) -> OfficeChoices:
    """Read all that the office chooses from."""
    return await queries.read_choices(session, caller)


@router.get("/timetable/{class_id}")
async def read_class_slots(session: Transaction, caller: JournalCaller, class_id: UUID) -> Sequence[SlotRead]:
    """Read the week of a class as it is kept, now and later on."""
    return await queries.read_class_slots(session, caller, class_id)


@router.post("/slots", status_code=status.HTTP_201_CREATED)
async def add_slot(session: Transaction, caller: JournalCaller, body: SlotGiven) -> SlotRead:
    """Give a course a place in the week from a day on."""
    (told,) = await queries.read_slots(session, [await slots.add_slot(session, caller, body)], body.from_on)
    return told


@router.put("/slots/{slot_id}")
async def change_slot(session: Transaction, caller: JournalCaller, slot_id: UUID, body: SlotGiven) -> SlotRead:
    """Change a place in the week from a day on; what it was before stays."""
    changed = await slots.change_slot(session, caller, slot_id, body)
    (told,) = await queries.read_slots(session, [changed], body.from_on)
    return told


@router.delete("/slots/{slot_id}", status_code=status.HTTP_204_NO_CONTENT)
async def end_slot(
    session: Transaction, caller: JournalCaller, slot_id: UUID, from_on: Annotated[Day, Query()]
) -> None:
    """Take a place out of the week from a day on."""
    await slots.end_slot(session, caller, slot_id, from_on)


@router.post("/lessons", status_code=status.HTTP_201_CREATED)
async def add_extra_lesson(session: Transaction, caller: JournalCaller, body: ExtraGiven) -> LessonRead:
    """Let a course have a lesson beside the timetable."""
    return await _told(session, await office.add_extra(session, caller, body))


@router.post("/lessons/{lesson_id}/substitute")
async def substitute_teacher(
    session: Transaction, caller: JournalCaller, lesson_id: UUID, body: SubstituteGiven
) -> LessonRead:
    """Let a teacher stand in, or nobody any more."""
    await office.substitute(session, caller, lesson_id, body)
    return await _told(session, lesson_id)


@router.post("/lessons/{lesson_id}/cancel")
async def cancel_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID, body: CancelGiven) -> LessonRead:
    """Let a lesson not take place."""
    await office.cancel(session, caller, lesson_id, body.reason)
    return await _told(session, lesson_id)


@router.post("/lessons/{lesson_id}/move")
async def move_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID, body: MoveGiven) -> LessonRead:
    """Let a lesson take place at another time or in another room."""
    await office.move(session, caller, lesson_id, body)
    return await _told(session, lesson_id)


@router.post("/lessons/{lesson_id}/restore")
async def restore_lesson(session: Transaction, caller: JournalCaller, lesson_id: UUID) -> LessonRead:
    """Let a cancelled lesson take place after all, or bring a moved one back."""
    await office.restore(session, caller, lesson_id)
    return await _told(session, lesson_id)


async def _told(session: Transaction, lesson_id: UUID) -> LessonRead:
    (told,) = await read_lessons(session, [lesson_id])
    return told
