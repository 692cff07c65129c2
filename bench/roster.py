"""How long 1,000 students, their guardians and teachers, all linked, take to get their chats; and one change."""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import uvloop
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from parta.adapters.context import Context, open_context
from parta.autochats.handlers import keep_school
from parta.core.bus import LocalBus
from parta.core.clock import today
from parta.core.db import make_engine, make_sessions
from parta.core.settings import Settings
from parta.core.transaction import transaction
from parta.demo.seed_catalogue import write_catalogue
from parta.identity import service as identity
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.journal import service as journal
from parta.journal.service import Care, Kinship, Newcomer, Span, StaffRole, TermKind
from parta.linking import queries as linking
from parta.linking import service as links
from parta.manage.home import complete
from parta.messenger.models import Member
from parta.worker import settle
from tests.processes import running

CLASSES = 40
PER_CLASS = 25
TEACHERS = 60
COURSES = 10
CHANGES = 30
ZONE = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class School:
    """The accounts of a school, by what they are."""

    school_id: UUID
    classes: list[UUID]
    students: list[UUID]
    everybody: list[UUID]


async def found(session: AsyncSession) -> School:
    """Make the school: each student has a guardian, each class a homeroom teacher and courses."""
    school = await journal.found_school(session, "Школа", city="Москва", time_zone=ZONE)
    first = today(ZONE) - timedelta(days=30)
    span = Span("Год", first, first + timedelta(days=300))
    year = await journal.open_year(session, school.id, span, kind=TermKind.QUARTER, terms=[span])
    teachers = await _issue(session, school.id, "teacher", TEACHERS, born=date(1980, 1, 1))
    students = await _issue(session, school.id, "student", CLASSES * PER_CLASS, born=date(2013, 1, 1))
    guardians = await _issue(session, school.id, "guardian", CLASSES * PER_CLASS, born=date(1985, 1, 1))
    for teacher in teachers:
        await journal.join_staff(session, teacher, StaffRole.TEACHER, "учитель", from_on=first)
    cares = [Care(guardian, child, Kinship.MOTHER) for guardian, child in zip(guardians, students, strict=True)]
    await journal.add_guardianships(session, school.id, cares, from_on=first)
    subjects = [await journal.add_subject(session, school.id, f"Предмет {number}") for number in range(COURSES)]
    classes: list[UUID] = []
    for number in range(CLASSES):
        opened = await journal.open_class(session, year, f"{number}А", 7, homeroom_teacher_id=teachers[number])
        theirs = students[number * PER_CLASS : (number + 1) * PER_CLASS]
        await journal.enroll_students(session, opened.id, theirs, from_on=first)
        for place, subject in enumerate(subjects):
            course = await journal.open_course(session, opened.id, subject.id)
            await journal.assign_teacher(session, course.id, teachers[(number + place) % TEACHERS], from_on=first)
        classes.append(opened.id)
    return School(school.id, classes, students, [*teachers, *students, *guardians])


async def link(session: AsyncSession, accounts: Sequence[UUID]) -> None:
    """Give everybody a learning profile and link it."""
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    people: dict[UUID, UUID] = {}
    for number, account in enumerate(accounts):
        phone, born = f"+7900{number:07}", date(1990, 1, 1)
        people[account] = (await identity.create_profile(session, phone, name, birth_on=born, sex=Sex.MALE)).id
    await write_catalogue(session)
    provider = await linking.find_own_provider(session)
    assert provider is not None, "the catalogue has our own journal"
    await links.make_links(session, people, provider.id)


async def measure(database_url: str, home: Path) -> dict[str, float]:
    """Bring the whole school into line from nothing, then let students leave one by one."""
    engine = make_engine(database_url)
    settings = complete(Settings(database_url=database_url, home=home, demo=True))
    outside = open_context(settings, make_sessions(engine), LocalBus())
    async with transaction(outside.sessions, outside.bus) as session:
        school = await found(session)
    async with transaction(outside.sessions, outside.bus) as session:
        await link(session, school.everybody)
    begun = time.perf_counter()
    await keep_school(outside, school.school_id)
    full = time.perf_counter() - begun
    async with transaction(outside.sessions, outside.bus) as session:
        seats = (await session.execute(select(func.count()).select_from(Member))).scalar_one()
    begun = time.perf_counter()
    await keep_school(outside, school.school_id)
    again = time.perf_counter() - begun
    await settle(outside)
    changes = [await _let_go(outside, school, number) for number in range(CHANGES)]
    await engine.dispose()
    return {
        "full_s": round(full, 2),
        "again_s": round(again, 2),
        "one_ms": round(statistics.median(changes) * 1000, 1),
        "one_ms_worst": round(max(changes) * 1000, 1),
        "seats": seats,
    }


async def _let_go(outside: Context, school: School, number: int) -> float:
    """Let one student leave their class; give the seconds until all chats have followed, all effects included."""
    place = number % CLASSES
    student = school.students[place * PER_CLASS]
    begun = time.perf_counter()
    async with transaction(outside.sessions, outside.bus) as session:
        await journal.withdraw_student(session, school.classes[place], student, to_on=today(ZONE))
    await settle(outside)
    return time.perf_counter() - begun


async def _issue(session: AsyncSession, school_id: UUID, what: str, count: int, *, born: date) -> list[UUID]:
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    wanted = [Newcomer(name, f"{what}{number}", born, Sex.MALE) for number in range(count)]
    return [account.id for account in await journal.create_accounts(session, school_id, wanted)]


def main() -> None:
    """Measure on a Parta of its own, and print the figures."""
    with running(parts=()) as parta:
        figures = uvloop.run(measure(parta.database_url, parta.folder / "home"))
    print(json.dumps({"bench": "roster", **figures}))


if __name__ == "__main__":
    main()
