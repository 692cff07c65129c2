"""Saving many lessons at once, for imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.gradebook.models import Attendance, AttendanceState
from parta.school.queries.classes import CLASS
from parta.school.queries.conditions import among
from parta.timetable.models import Lesson

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


async def save_lesson_records(work: UnitOfWork, school_id: UUID, records: Sequence[LessonRecord]) -> None:
    """Save these lessons, which have no attendance yet; each class is published once."""
    if not records:
        return
    query = select(Lesson.class_id).where(among(Lesson.id, [one.lesson_id for one in records])).distinct()
    classes = (await work.execute(query)).scalars().all()
    await work.lock_streams(*classes)
    updates = [
        {
            "id": one.lesson_id,
            "topic": one.topic,
            "homework_text": one.homework_text,
            "attendance_confirmed_at": one.confirmed_at,
        }
        | ({"is_bound": True} if one.attendance else {})
        for one in records
    ]
    await work.execute(update(Lesson), updates)
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
        await work.execute(insert(Attendance), rows)
    for class_id in classes:
        work.publish(class_id, CLASS, class_id)
