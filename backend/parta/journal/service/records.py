"""Writing many lessons at once, as a journal does that is brought along from elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.ids import new_id
from parta.core.streams import lock_streams, publish
from parta.journal.models import Attendance, Lesson, Presence
from parta.journal.queries.conditions import among
from parta.journal.queries.lessons import CLASS

Mark = tuple[Presence, int]
"""How a student was there, and how many minutes late."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a lesson was about, and who was there, if that was confirmed."""

    lesson_id: UUID
    topic: str
    homework_text: str
    confirmed_at: datetime | None = None
    marks: Mapping[UUID, Mark] = field(default_factory=dict[UUID, Mark])


async def write_records(session: AsyncSession, school_id: UUID, records: Sequence[Record]) -> None:
    """Write these lessons, of which nobody was marked yet; their classes are told once."""
    if not records:
        return
    theirs = select(Lesson.class_id).where(among(Lesson.id, [one.lesson_id for one in records])).distinct()
    classes = (await session.execute(theirs)).scalars().all()
    await lock_streams(session, *classes)
    written = [
        {
            "id": one.lesson_id,
            "topic": one.topic,
            "homework_text": one.homework_text,
            "attendance_confirmed_at": one.confirmed_at,
        }
        for one in records
    ]
    await session.execute(update(Lesson), written)
    marks = [
        {
            "id": new_id(),
            "school_id": school_id,
            "lesson_id": one.lesson_id,
            "student_id": student_id,
            "state": state,
            "late_minutes": late,
        }
        for one in records
        for student_id, (state, late) in one.marks.items()
    ]
    if marks:
        await session.execute(insert(Attendance), marks)
    for class_id in classes:
        publish(session, class_id, CLASS, class_id)
