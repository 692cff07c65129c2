"""How long it takes to generate a year's lessons of 40 classes, and to read a week."""

import json
import statistics
import sys
import time as clock
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

import uvloop

from parta.core.unit_of_work import UnitOfWork

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from smoke import choose, run_parta

from parta.core.bus import LocalBus
from parta.core.clock import today
from parta.core.db import make_engine
from parta.core.principals import AccountPrincipal
from parta.core.transaction import transaction
from parta.core.unit_of_work import Sessions, make_sessions
from parta.gradebook.queries.diary import read_diary
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.school import service as schools
from parta.school.service import NamedPeriod, NewAccount, SchoolYear, TermKind
from parta.timetable import queries as timetable_queries
from parta.timetable import service as timetable
from parta.timetable.queries.weeks import read_own_week
from parta.timetable.service import SlotSpec

CLASSES = choose(40, 2)
LESSONS_A_DAY = choose(6, 2)
DAYS = 5
WEEKS = choose(34, 6)
READS = choose(100, 3)
ZONE = "Europe/Moscow"


async def create_school(work: UnitOfWork) -> tuple[SchoolYear, UUID, UUID]:
    """Create a school whose classes have full weeks, and the year's lessons; return the year, a teacher, a student."""
    school = await schools.create_school(work, "Школа", city="Москва", time_zone=ZONE)
    first = today(ZONE) - timedelta(days=30)
    span = NamedPeriod("Год", first, first + timedelta(weeks=WEEKS))
    year = await schools.open_year(work, school.id, span, kind=TermKind.QUARTER, terms=[span])
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    new_accounts = [NewAccount(name, f"person{number}", None, Sex.MALE) for number in range(2 * CLASSES)]
    people = [account.id for account in await schools.create_accounts(work, school.id, new_accounts)]
    teachers, students = people[:CLASSES], people[CLASSES:]
    subjects = [await schools.add_subject(work, school.id, f"Предмет {number}") for number in range(LESSONS_A_DAY)]
    slots: list[SlotSpec] = []
    for number in range(CLASSES):
        opened = await schools.open_class(work, year, f"{number}А", 7)
        await schools.enroll_students(work, opened.id, [students[number]], from_on=first)
        for hour, subject in enumerate(subjects):
            course = await schools.open_course(work, opened.id, subject.id)
            await schools.assign_teacher(work, course.id, teachers[(number + hour) % CLASSES], from_on=first)
            slots += [SlotSpec(course.id, weekday, hour + 1) for weekday in range(1, DAYS + 1)]
    bells = [(time(8 + hour, 30), time(9 + hour, 15)) for hour in range(LESSONS_A_DAY)]
    schedule = await timetable.add_bell_schedule(work, school.id, "Обычный день", bells)
    started = clock.perf_counter()
    await timetable.add_timetable(work, year, schedule, span, slots)
    figures["generate_s"] = round(clock.perf_counter() - started, 2)
    started = clock.perf_counter()
    await timetable.sync_lessons(work, year.id, since=first)
    figures["again_s"] = round(clock.perf_counter() - started, 2)
    return year, teachers[0], students[0]


figures: dict[str, float] = {}


async def measure_reads(sessions: Sessions, school_id: UUID, teacher: UUID, student: UUID) -> None:
    """Measure reading a teacher's and a student's week."""
    for name, account in (("week_ms", teacher), ("diary_ms", student)):
        actor, times = AccountPrincipal(account, school_id=school_id), list[float]()
        for _ in range(READS):
            async with sessions() as session:
                started = clock.perf_counter()
                if account == teacher:
                    await read_own_week(session, actor, None)
                else:
                    await read_diary(session, actor, student, None)
                times.append(clock.perf_counter() - started)
        figures[name] = round(statistics.median(times) * 1000, 1)


async def measure(database_url: str) -> None:
    """Create the year, then read weeks."""
    engine = make_engine(database_url)
    sessions = make_sessions(engine)
    async with transaction(sessions, LocalBus()) as work:
        year, teacher, student = await create_school(work)
    async with sessions() as session:
        days = (year.from_on, year.to_on)
        figures["lessons"] = len(await timetable_queries.read_register(session, year.school_id, days))
    await measure_reads(sessions, year.school_id, teacher, student)
    await engine.dispose()


def main() -> None:
    """Measure and print the figures; the last line is JSON."""
    with run_parta() as parta:
        uvloop.run(measure(parta.database_url))
    print(json.dumps({"bench": "timetable", **figures}))


if __name__ == "__main__":
    main()
