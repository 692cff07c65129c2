"""Reads of the hours of a day: when a lesson can be, who and which classroom is free then."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal
from parta.school import queries as schools
from parta.school.queries.access import require_administrator
from parta.timetable.queries.bookings import (
    LessonTime,
    get_course_booking,
    get_lesson_booking,
    list_lesson_bookings,
)
from parta.timetable.queries.lessons import get_lesson
from parta.timetable.queries.office import get_bells
from parta.timetable.rules.conflicts import find_conflicts
from parta.timetable.rules.schedule import to_utc
from parta.timetable.schemas import OfficeHour


async def read_hours(
    session: AsyncSession, actor: AccountPrincipal, course_id: UUID, on: date, lesson_id: UUID | None
) -> Sequence[OfficeHour]:
    """Return what is busy at each bell of a day for a lesson of the course: this one, or one more.

    With a fixed number of statements. Raises Forbidden, NotFound.
    """
    await require_administrator(session, actor)
    course = await schools.get_course(session, course_id)
    lesson = await get_lesson(session, lesson_id) if lesson_id else None
    if course.school_id != actor.school_id or (lesson is not None and lesson.course_id != course_id):
        raise NotFound
    school = await schools.get_school(session, course.school_id)
    zone = ZoneInfo(school.time_zone)
    bells = await get_bells(session, school.id, on)
    spans = {number: (to_utc(on, begin, zone), to_utc(on, end, zone)) for number, (begin, end) in bells.items()}
    if not spans:
        return []
    day = LessonTime(school.id, on, 0, min(one for one, _ in spans.values()), max(one for _, one in spans.values()))
    booking = (
        await get_lesson_booking(session, lesson, day.days, None)
        if lesson is not None
        else await get_course_booking(session, course_id, None, day.days)
    )
    others = await list_lesson_bookings(session, day, exclude=lesson_id)
    hours: list[OfficeHour] = []
    for number, span in sorted(spans.items()):
        then = [other for other in others if other.overlaps(*span)]
        hours.append(
            OfficeHour.model_validate(
                {
                    "number": number,
                    "conflicts": list(dict.fromkeys(one.kind.value for one in find_conflicts(booking, then))),
                    "busy_teachers": sorted({teacher for other in then for teacher in other.teachers}),
                    "busy_classrooms": sorted({other.classroom_id for other in then if other.classroom_id}),
                }
            )
        )
    return hours
