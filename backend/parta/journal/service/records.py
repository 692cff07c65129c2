"""Saving many lessons at once, for imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.ids import new_id
from parta.core.streams import lock_streams, publish
from parta.journal.models import Attendance, AttendanceState, Lesson
from parta.journal.queries.conditions import among
from parta.journal.queries.lessons import CLASS

AttendanceMark = tuple[AttendanceState, int]
"""The attendance of a student, and the minutes late."""


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """The topic, homework and, if confirmed, attendance of a lesson."""

    lesson_id: UUID
    topic: str
    homework_text: str
    confirmed_at: datetime | None = None
    attendance: Mapping[UUID, AttendanceMark] = field(default_factory=dict[UUID, AttendanceMark])


async def save_lesson_records(session: AsyncSession, school_id: UUID, records: Sequence[LessonRecord]) -> None:
    """Save these lessons, which have no attendance yet; each class is published once."""
    if not records:
        return
    query = select(Lesson.class_id).where(among(Lesson.id, [one.lesson_id for one in records])).distinct()
    classes = (await session.execute(query)).scalars().all()
    await lock_streams(session, *classes)
    updates = [
        {
            "id": one.lesson_id,
            "topic": one.topic,
            "homework_text": one.homework_text,
            "attendance_confirmed_at": one.confirmed_at,
        }
        for one in records
    ]
    await session.execute(update(Lesson), updates)
    rows = [
        {
            "id": new_id(),
            "school_id": school_id,
            "lesson_id": one.lesson_id,
            "student_id": student_id,
            "state": state,
            "late_minutes": late,
        }
        for one in records
        for student_id, (state, late) in one.attendance.items()
    ]
    if rows:
        await session.execute(insert(Attendance), rows)
    for class_id in classes:
        publish(session, class_id, CLASS, class_id)
