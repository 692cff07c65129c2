"""Reads of attendance."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.gradebook.models import Attendance
from parta.gradebook.schemas import AttendanceRead
from parta.school.queries.conditions import among


async def read_attendance(
    session: AsyncSession, lessons: Collection[UUID], student_id: UUID | None = None
) -> Mapping[tuple[UUID, UUID], AttendanceRead]:
    """Return the attendance of students, or of this one, at these lessons by (lesson, student)."""
    query = select(Attendance).where(among(Attendance.lesson_id, lessons))
    if student_id is not None:
        query = query.where(Attendance.student_id == student_id)
    rows = (await session.execute(query)).scalars()
    return {(one.lesson_id, one.student_id): AttendanceRead.model_validate(one) for one in rows}
