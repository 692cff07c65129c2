"""How long a keystroke of the search for people takes in a school of 3,000, for a teacher and for the deputy head."""

import json
import random
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from smoke import choose, run_parta

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.ids import new_id
from parta.core.principals import ProfilePrincipal
from parta.core.transaction import transaction
from parta.core.unit_of_work import Sessions, UnitOfWork, make_sessions
from parta.identity.models import Sex
from parta.identity.schemas import Badge, BadgeRole, PersonName
from parta.identity.service import create_profile, set_badges
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.queries.people import list_contacts
from parta.messenger.service import ChatSource, MemberSpec, lock_sources, sync_chat

CLASSES = choose(40, 2)
PER_CLASS = choose(25, 3)
GUARDIANS_PER_CLASS = choose(47, 4)
TEACHERS = choose(119, 4)
SUBJECTS = choose(10, 2)
REPEATS = choose(20, 1)

LAST_NAMES = (
    *("Алексеев", "Андреев", "Белов", "Богданов", "Васильев", "Виноградов", "Волков", "Воробьёв", "Голубев", "Гусев"),
    *("Дмитриев", "Егоров", "Жуков", "Зайцев", "Иванов", "Ильин", "Киселёв", "Ковалёв", "Козлов", "Комаров"),
    *("Крылов", "Кузнецов", "Лебедев", "Макаров", "Марков", "Михайлов", "Морозов", "Никитин", "Новиков", "Орлов"),
    *("Павлов", "Петров", "Попов", "Романов", "Семёнов", "Сергеев", "Сидоров", "Соколов", "Соловьёв", "Тарасов"),
)
FIRST_NAMES = (
    *("Александр", "Андрей", "Анна", "Артём", "Вера", "Виктор", "Дарья", "Дмитрий", "Екатерина", "Елена"),
    *("Иван", "Игорь", "Ирина", "Кирилл", "Мария", "Максим", "Михаил", "Наталья", "Ольга", "Сергей"),
)
QUERIES: Mapping[str, Sequence[str]] = {
    "one": ["а", "в", "к", "м", "с"],
    "two": ["ал", "ма", "ко", "се", "со"],
    "three": ["але", "мар", "куз", "сер", "сок"],
    "words": ["со ма", "иван се", "мар але", "к а"],
}


@dataclass(frozen=True, slots=True)
class People:
    """The profiles of a school, by what they are there."""

    teachers: list[UUID]
    students: list[UUID]
    guardians: list[UUID]


async def create_people(work: UnitOfWork) -> People:
    """Create everybody with a name, and with the badge of what they are."""
    generator, numbers = random.Random(1), iter(range(10**7))  # noqa: S311 - names

    async def create(role: BadgeRole, count: int) -> list[UUID]:
        made: list[UUID] = []
        for _ in range(count):
            last, first = generator.choice(LAST_NAMES), generator.choice(FIRST_NAMES)
            name = PersonName(last_name=last, first_name=first, patronymic="Сергеевич")
            phone = f"+7900{next(numbers):07}"
            made.append((await create_profile(work, phone, name, birth_on=date(1990, 1, 1), sex=Sex.MALE)).id)
        badge = Badge(role=role, school_id=new_id(), school="Школа", detail="")
        await set_badges(work, {one: [badge] for one in made})
        return made

    return People(
        await create(BadgeRole.TEACHER, TEACHERS + 1),
        await create(BadgeRole.STUDENT, CLASSES * PER_CLASS),
        await create(BadgeRole.GUARDIAN, CLASSES * GUARDIANS_PER_CLASS),
    )


async def create_chats(sessions: Sessions, people: People) -> None:
    """Create the chats of the school; its first teacher, the deputy head, is in those of every class."""
    head, *teachers = people.teachers
    await _create_chat(sessions, SourceKind.STAFF, "school", people.teachers)
    for number in range(CLASSES):
        students = people.students[number * PER_CLASS : (number + 1) * PER_CLASS]
        guardians = people.guardians[number * GUARDIANS_PER_CLASS : (number + 1) * GUARDIANS_PER_CLASS]
        homeroom_teacher = teachers[number % TEACHERS]
        await _create_chat(sessions, SourceKind.CLASS_STUDENTS, f"{number}", [head, homeroom_teacher, *students])
        await _create_chat(sessions, SourceKind.CLASS_PARENTS, f"{number}", [head, homeroom_teacher, *guardians])
        for subject in range(SUBJECTS):
            teacher = teachers[(subject * CLASSES + number) // SUBJECTS % TEACHERS]
            members = [teacher, *students, *guardians]
            await _create_chat(sessions, SourceKind.SUBJECT, f"{number}-{subject}", members)


async def _create_chat(sessions: Sessions, kind: SourceKind, key: str, people: Sequence[UUID]) -> None:
    source = ChatSource(kind, key)
    async with transaction(sessions, LocalBus()) as work:
        locked = (await lock_sources(work, source))[source]
        await sync_chat(work, locked, f"Чат {key}", [MemberSpec(one, MemberRole.MEMBER) for one in people])


async def measure(database_url: str) -> dict[str, float]:
    """Create the school, then search as if typing; return the slowest keystroke of each length, each a median."""
    engine = make_engine(database_url)
    sessions = make_sessions(engine)
    async with transaction(sessions, LocalBus()) as work:
        people = await create_people(work)
    await create_chats(sessions, people)
    async with engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).exec_driver_sql("ANALYZE")
    figures: dict[str, float] = {"people": sum(map(len, (people.teachers, people.students, people.guardians)))}
    for who, profile_id in (("teacher", people.teachers[1]), ("head", people.teachers[0])):
        for length, queries in QUERIES.items():
            slowest = max([await _time(sessions, profile_id, query) for query in queries])
            figures[f"{who}_{length}_ms"] = round(slowest * 1000, 1)
    await engine.dispose()
    return figures


async def _time(sessions: Sessions, profile_id: UUID, query: str) -> float:
    """Return the median seconds of this search, the connection being warm."""
    taken: list[float] = []
    for _ in range(REPEATS + 1):
        async with sessions() as session:
            await session.connection()
            started = time.perf_counter()
            await list_contacts(session, ProfilePrincipal(profile_id), query)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])


def main() -> None:
    """Measure and print the figures; the last line is JSON."""
    with run_parta() as parta:
        figures = uvloop.run(measure(parta.database_url))
    print(json.dumps({"bench": "contacts", **figures}))


if __name__ == "__main__":
    main()
