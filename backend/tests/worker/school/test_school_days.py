"""Each school's day is started once: at its midnight, or after the restart that missed it."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from sqlalchemy import select

from parta.core import clock
from parta.core.clock import now
from parta.core.registry import INSIDE, once
from parta.registry import REGISTRY
from parta.school import service as schools
from parta.school.events import SchoolDayStarted
from parta.school.handlers import START_SCHOOL_DAY, start_school_days
from parta.school.models import SchoolDay
from tests.integration.school.school import ZONE, School, until_midnight
from tests.worker.poison import settle_poisoned

pytestmark = pytest.mark.anyio

VLADIVOSTOK = "Asia/Vladivostok"


async def create_other_school(school: School, zone: str) -> UUID:
    """Create a school without people in this time zone; return its id."""
    async with school.installation.transaction() as work:
        return (await schools.create_school(work, f"Школа, {zone}", city="Город", time_zone=zone)).id


async def start_days(school: School) -> int:
    """Run the check, as a schedule or a restart does, and all its effects; return how many days it started."""
    await school.start_days()
    return (await school.installation.settle()).count(SchoolDayStarted.name)


async def last_days(school: School) -> dict[UUID, date]:
    """Return the last started day by school."""
    async with school.installation.sessions() as session:
        return {day.school_id: day.on for day in (await session.execute(select(SchoolDay))).scalars()}


def until_noon() -> timedelta:
    """Return the time until the school's next noon: in Владивосток the day ends sooner."""
    local = now().astimezone(ZoneInfo(ZONE))
    noon = (local + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
    return noon - local


def test_a_restart_runs_the_check() -> None:
    assert once(start_school_days) in REGISTRY.on_start
    assert [one.runs for one in REGISTRY.schedule if one.function is start_school_days] == [INSIDE]


async def test_a_restart_starts_only_the_days_that_were_missed(school: School) -> None:
    assert await start_days(school) == 1
    assert await start_days(school) == 0
    other = await create_other_school(school, ZONE)
    assert await start_days(school) == 1
    assert (await last_days(school))[other] == school.today
    clock.move(until_midnight())
    assert await start_days(school) == 2
    assert await start_days(school) == 0
    clock.move(timedelta(days=3))
    assert await start_days(school) == 2
    assert set((await last_days(school)).values()) == {school.today}


async def test_each_day_starts_at_its_own_midnight(school: School) -> None:
    other = await create_other_school(school, VLADIVOSTOK)
    clock.move(until_noon())
    assert await start_days(school) == 2
    here = (await last_days(school))[school.id]
    local = now().astimezone(ZoneInfo(VLADIVOSTOK))
    midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), local.tzinfo)
    clock.move(midnight - local - timedelta(minutes=1))
    assert await start_days(school) == 0
    clock.move(timedelta(minutes=2))
    assert await start_days(school) == 1
    assert await last_days(school) == {school.id: here, other: midnight.date()}


async def test_a_day_whose_check_waits_is_not_started_twice(school: School) -> None:
    await school.start_days()
    await school.start_days()
    assert (await school.installation.settle()).count(SchoolDayStarted.name) == 1


async def test_a_school_in_an_impossible_time_zone_delays_no_other(school: School) -> None:
    assert await start_days(school) == 1
    poisoned = await create_other_school(school, "Mars/Olympus")
    other = await create_other_school(school, VLADIVOSTOK)
    assert poisoned < other
    await school.start_days()
    with pytest.raises(ZoneInfoNotFoundError):
        await school.installation.settle()
    assert (await last_days(school)).keys() == {school.id, other}


async def test_a_poisoned_school_delays_no_other(school: School) -> None:
    other = await create_other_school(school, VLADIVOSTOK)
    await school.start_days()
    await settle_poisoned(school.installation, START_SCHOOL_DAY, school.id)
    assert (await last_days(school)).keys() == {other}
