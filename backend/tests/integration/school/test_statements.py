"""The number of statements must not grow with the number of people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.autochats.service import sync_class_chats
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from parta.linking import service as linking
from parta.school import service as schools
from parta.school.service import NewAccount
from tests.cast import ANNA, MISHA, OLGA
from tests.integration.school.school import School, Somebody
from tests.integration.school.week import create_timetable, find_lesson, in_days
from tests.statements import Statements, check_limits, count_request, count_statements

pytestmark = pytest.mark.anyio

LIMITS: Mapping[str, int] = {
    "open": 9,
    "save topic and homework": 20,
    "confirm attendance": 22,
    "confirm again": 22,
    "read the diary": 12,
    "read one's week": 8,
    "substitute": 30,
    "move": 33,
    "restore": 35,
    "cancel": 20,
}


async def enroll(school: School, count: int, begin: int) -> None:
    """Enroll so many new students in 7Б, all linked."""
    names = [PersonName(last_name="Новый", first_name=f"Ученик{begin + i}", patronymic=None) for i in range(count)]
    async with school.installation.transaction() as work:
        new_accounts = [NewAccount(name, f"new{begin + i}", date(2013, 1, 1), None) for i, name in enumerate(names)]
        accounts = await schools.create_accounts(work, school.id, new_accounts)
        students = [account.id for account in accounts]
        await schools.enroll_students(work, school.classes["7Б"], students, from_on=school.today)
        profiles = [
            await create_profile(work, f"+7902{begin + i:07}", name, birth_on=date(2013, 1, 1), sex=Sex.MALE)
            for i, name in enumerate(names)
        ]
        pairs = {account: profile.id for account, profile in zip(students, profiles, strict=True)}
        await linking.make_links(work, pairs, school.provider_id)
    await school.installation.settle()


async def test_syncing_a_school_costs_no_more_for_many_than_for_few(school: School, engine: AsyncEngine) -> None:
    await school.link(ANNA)
    await enroll(school, 3, 0)
    with count_statements(engine) as few:
        await school.sync()
    await enroll(school, 40, 3)
    with count_statements(engine) as many:
        await school.sync()
    assert len(many) <= len(few)


async def test_who_comes_in_costs_the_same_for_one_and_for_many(school: School, engine: AsyncEngine) -> None:
    await school.link(ANNA)
    costs: list[int] = []
    for count, begin in ((1, 0), (40, 1)):
        await enroll(school, count, begin)
        async with school.installation.transaction() as work:
            await schools.appoint_homeroom_teacher(work, school.classes["7Б"], None, from_on=school.today)
            await schools.rename_class(work, school.classes["7Б"], f"7Б{begin}")
        with count_statements(engine) as seen:
            async with school.installation.transaction() as work:
                await sync_class_chats(work, school.classes["7Б"])
        costs.append(len(seen))
        await school.installation.settle()
    assert costs[1] <= costs[0]


async def test_working_on_a_lesson(school: School, engine: AsyncEngine) -> None:
    await create_timetable(school)
    anna, misha, olga = [await school.sign_in(one, profile=False) for one in (ANNA, MISHA, OLGA)]
    today = await find_lesson(school, "Алгебра", school.today)
    tomorrow = await find_lesson(school, "Алгебра", in_days(school, 1))

    async def work() -> dict[str, Statements]:
        seen = dict[str, Statements]()

        async def ask(act: str, who: Somebody, method: str, path: str, **body: Any) -> None:  # noqa: ANN401 - JSON
            seen[act] = await count_request(engine, who.browser, method, f"/api/journal/{path}", **body)

        path, office = f"lessons/{today}", f"office/lessons/{tomorrow}"
        await ask("open", anna, "GET", path)
        await ask("save topic and homework", anna, "PATCH", path, topic="Дроби", homework_text="№ 5")
        students = [one["id"] for one in (await anna.get(f"/api/journal/{path}"))["students"]]
        entries = [{"student_id": one, "state": "present", "late_minutes": 0} for one in students]
        await ask("confirm attendance", anna, "PUT", f"{path}/attendance", entries=entries)
        changed = [one | {"state": "late", "late_minutes": 5} for one in entries]
        await ask("confirm again", anna, "PUT", f"{path}/attendance", entries=changed)
        await ask("read the diary", misha, "GET", f"diary/{school.accounts['misha']}")
        await ask("read one's week", anna, "GET", "timetable/mine")
        teacher = str(school.accounts["igor"])
        await ask("substitute", olga, "POST", f"{office}/substitute", teacher_id=teacher, reason="Болезнь")
        await ask("move", olga, "POST", f"{office}/move", on=str(in_days(school, 2)), number=4, accept_unusual=True)
        await ask("restore", olga, "POST", f"{office}/restore")
        await ask("cancel", olga, "POST", f"{office}/cancel", reason="Олимпиада")
        await olga.post(f"/api/journal/{office}/restore")
        return seen

    few = await work()
    await enroll(school, 28, 0)
    many = await work()
    check_limits(LIMITS, few, many)
