"""How long the lessons of a year take to be made for 40 classes, and a week to be read."""

import json
import statistics
import sys
import time as clock
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

import uvloop
from sqlalchemy.ext.asyncio import AsyncSession

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from parta.core.actor import JournalActor
from parta.core.bus import LocalBus
from parta.core.clock import today
from parta.core.db import Sessions, make_engine, make_sessions
from parta.core.ids import new_id
from parta.core.transaction import transaction
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.journal import queries
from parta.journal import service as journal
from parta.journal.queries.weeks import read_diary, read_own_week
from parta.journal.service import Newcomer, SchoolYear, Slot, Span, TermKind
from tests.processes import running

CLASSES = 40
HOURS = 6
DAYS = 5
READS = 100
ZONE = "Europe/Moscow"


async def found(session: AsyncSession) -> tuple[SchoolYear, UUID, UUID]:
    """Make a school whose classes have full weeks, and the year's lessons; give the year, a teacher, a student."""
    school = await journal.found_school(session, "Школа", city="Москва", time_zone=ZONE)
    first = today(ZONE) - timedelta(days=30)
    span = Span("Год", first, first + timedelta(days=34 * 7))
    year = await journal.open_year(session, school.id, span, kind=TermKind.QUARTER, terms=[span])
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    wanted = [Newcomer(name, f"person{number}", None, Sex.MALE) for number in range(2 * CLASSES)]
    people = [account.id for account in await journal.create_accounts(session, school.id, wanted)]
    teachers, students = people[:CLASSES], people[CLASSES:]
    subjects = [await journal.add_subject(session, school.id, f"Предмет {number}") for number in range(HOURS)]
    slots: list[Slot] = []
    for number in range(CLASSES):
        opened = await journal.open_class(session, year, f"{number}А", 7)
        await journal.enroll_students(session, opened.id, [students[number]], from_on=first)
        for hour, subject in enumerate(subjects):
            course = await journal.open_course(session, opened.id, subject.id)
            await journal.assign_teacher(session, course.id, teachers[(number + hour) % CLASSES], from_on=first)
            slots += [Slot(course.id, weekday, hour + 1) for weekday in range(1, DAYS + 1)]
    bells = [(time(8 + hour, 30), time(9 + hour, 15)) for hour in range(HOURS)]
    schedule = await journal.set_bells(session, school.id, "Обычный день", bells)
    begun = clock.perf_counter()
    await journal.set_timetable(session, year, schedule, span, slots)
    figures["generate_s"] = round(clock.perf_counter() - begun, 2)
    begun = clock.perf_counter()
    await journal.make_lessons(session, year.id, since=first)
    figures["again_s"] = round(clock.perf_counter() - begun, 2)
    return year, teachers[0], students[0]


figures: dict[str, float] = {}


async def read(sessions: Sessions, school_id: UUID, teacher: UUID, student: UUID) -> None:
    """Note how long a teacher's and a student's weeks take."""
    for name, account in (("week_ms", teacher), ("diary_ms", student)):
        actor, times = JournalActor(account, school_id, new_id()), list[float]()
        for _ in range(READS):
            async with sessions() as session:
                begun = clock.perf_counter()
                if account == teacher:
                    await read_own_week(session, actor, None)
                else:
                    await read_diary(session, actor, student, None)
                times.append(clock.perf_counter() - begun)
        figures[name] = round(statistics.median(times) * 1000, 1)


async def measure(database_url: str) -> None:
    """Make the year, then read weeks."""
    engine = make_engine(database_url)
    sessions = make_sessions(engine)
    async with transaction(sessions, LocalBus()) as session:
        year, teacher, student = await found(session)
    async with sessions() as session:
        days = (year.from_on, year.to_on)
        figures["lessons"] = len(await queries.read_register(session, year.school_id, days))
    await read(sessions, year.school_id, teacher, student)
    await engine.dispose()


def main() -> None:
    """Measure on a Parta of its own, and print the figures."""
    with running(parts=()) as parta:
        uvloop.run(measure(parta.database_url))
    print(json.dumps({"bench": "timetable", **figures}))


if __name__ == "__main__":
    main()
