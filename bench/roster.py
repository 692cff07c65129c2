"""How long it takes to create the chats of 1,000 students, their guardians and teachers; and to apply one change."""

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

from parta.core.unit_of_work import UnitOfWork

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from smoke import choose, run_parta

from parta.adapters.context import Context, open_context
from parta.core.bus import LocalBus
from parta.core.clock import today
from parta.core.db import make_engine
from parta.core.encryption import Encryption
from parta.core.settings import Settings
from parta.core.transaction import transaction
from parta.core.unit_of_work import make_sessions
from parta.demo.school_sync import sync_school
from parta.demo.seed_providers import write_providers
from parta.identity import service as identity
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.linking import queries as linking
from parta.linking import service as links
from parta.linking.rules import get_client_secret_encryption
from parta.manage.home import complete_settings
from parta.messenger.models import Member
from parta.school import service as schools
from parta.school.service import GuardianshipSpec, Kinship, NamedPeriod, NewAccount, StaffRole, TermKind
from parta.worker import settle

CLASSES = choose(40, 2)
PER_CLASS = choose(25, 2)
TEACHERS = choose(60, 3)
COURSES = choose(10, 2)
CHANGES = choose(30, 2)
ZONE = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class School:
    """The ids of a school, its classes and journal accounts."""

    school_id: UUID
    classes: list[UUID]
    students: list[UUID]
    everybody: list[UUID]


async def create_school(work: UnitOfWork) -> School:
    """Create the school: each student has a guardian, each class a homeroom teacher and courses."""
    school = await schools.create_school(work, "Школа", city="Москва", time_zone=ZONE)
    first = today(ZONE) - timedelta(days=30)
    span = NamedPeriod("Год", first, first + timedelta(days=300))
    year = await schools.open_year(work, school.id, span, kind=TermKind.QUARTER, terms=[span])
    teachers = await _create_accounts(work, school.id, "teacher", TEACHERS, born=date(1980, 1, 1))
    students = await _create_accounts(work, school.id, "student", CLASSES * PER_CLASS, born=date(2013, 1, 1))
    guardians = await _create_accounts(work, school.id, "guardian", CLASSES * PER_CLASS, born=date(1985, 1, 1))
    for teacher in teachers:
        await schools.join_staff(work, teacher, StaffRole.TEACHER, "учитель", from_on=first)
    guardianships = [
        GuardianshipSpec(guardian, child, Kinship.MOTHER) for guardian, child in zip(guardians, students, strict=True)
    ]
    await schools.add_guardianships(work, school.id, guardianships, from_on=first)
    subjects = [await schools.add_subject(work, school.id, f"Предмет {number}") for number in range(COURSES)]
    classes: list[UUID] = []
    for number in range(CLASSES):
        opened = await schools.open_class(work, year, f"{number}А", 7, homeroom_teacher_id=teachers[number])
        enrolled = students[number * PER_CLASS : (number + 1) * PER_CLASS]
        await schools.enroll_students(work, opened.id, enrolled, from_on=first)
        for index, subject in enumerate(subjects):
            course = await schools.open_course(work, opened.id, subject.id)
            await schools.assign_teacher(work, course.id, teachers[(number + index) % TEACHERS], from_on=first)
        classes.append(opened.id)
    return School(school.id, classes, students, [*teachers, *students, *guardians])


async def link_everybody(work: UnitOfWork, accounts: Sequence[UUID], encryption: Encryption) -> None:
    """Create a linked learning profile for each account."""
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    people: dict[UUID, UUID] = {}
    for number, account in enumerate(accounts):
        phone, born = f"+7900{number:07}", date(1990, 1, 1)
        people[account] = (await identity.create_profile(work, phone, name, birth_on=born, sex=Sex.MALE)).id
    await write_providers(work, encryption)
    provider = await linking.find_own_provider(work)
    assert provider is not None, "our own journal is among the providers"
    await links.make_links(work, people, provider.id)


async def measure(database_url: str, home: Path) -> dict[str, float]:
    """Create all chats of the school, then withdraw students one by one."""
    engine = make_engine(database_url)
    settings = complete_settings(Settings(database_url=database_url, home=home, demo=True))
    context = open_context(settings, make_sessions(engine), LocalBus())
    async with transaction(context.sessions, context.bus) as work:
        school = await create_school(work)
    async with transaction(context.sessions, context.bus) as work:
        await link_everybody(work, school.everybody, get_client_secret_encryption(settings))
    started = time.perf_counter()
    await sync_school(context, school.school_id)
    full = time.perf_counter() - started
    async with transaction(context.sessions, context.bus) as work:
        members = (await work.execute(select(func.count()).select_from(Member))).scalar_one()
    started = time.perf_counter()
    await sync_school(context, school.school_id)
    again = time.perf_counter() - started
    await settle(context)
    changes = [await _withdraw_student(context, school, number) for number in range(CHANGES)]
    await engine.dispose()
    return {
        "full_s": round(full, 2),
        "again_s": round(again, 2),
        "one_ms": round(statistics.median(changes) * 1000, 1),
        "one_ms_worst": round(max(changes) * 1000, 1),
        "members": members,
    }


async def _withdraw_student(context: Context, school: School, number: int) -> float:
    """Withdraw one student from their class; return the seconds until all effects are settled."""
    index = number % CLASSES
    student = school.students[index * PER_CLASS]
    started = time.perf_counter()
    async with transaction(context.sessions, context.bus) as work:
        await schools.withdraw_student(work, school.classes[index], student, to_on=today(ZONE))
    await settle(context)
    return time.perf_counter() - started


async def _create_accounts(work: UnitOfWork, school_id: UUID, what: str, count: int, *, born: date) -> list[UUID]:
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    new_accounts = [NewAccount(name, f"{what}{number}", born, Sex.MALE) for number in range(count)]
    return [account.id for account in await schools.create_accounts(work, school_id, new_accounts)]


def main() -> None:
    """Measure and print the figures; the last line is JSON."""
    with run_parta() as parta:
        figures = uvloop.run(measure(parta.database_url, parta.folder / "home"))
    print(json.dumps({"bench": "roster", **figures}))


if __name__ == "__main__":
    main()
