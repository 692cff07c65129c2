"""The days of a school, each started once, at or after its midnight."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.core.clock import today
from parta.core.unit_of_work import UnitOfWork
from parta.school.events import SchoolDayStarted
from parta.school.models import SchoolDay
from parta.school.queries import get_school


async def start_school_day(work: UnitOfWork, school_id: UUID) -> None:
    """Start today at the school, unless it was started before. Idempotent. Raises NotFound."""
    await work.advisory_lock(f"school day:{school_id}")
    school = await get_school(work, school_id)
    on = today(school.time_zone)
    ends_at = datetime.combine(on + timedelta(days=1), time(), ZoneInfo(school.time_zone))
    last = await work.get(SchoolDay, school_id)
    if last is not None and last.on == on:
        last.ends_at = ends_at
        return
    await work.merge(SchoolDay(school_id=school_id, on=on, ends_at=ends_at))
    work.emit(SchoolDayStarted(school_id=school_id))
