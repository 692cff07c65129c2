"""The number of statements must not grow with the number of people."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.autochats.service import sync_class_chats
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from parta.journal import service as journal
from parta.journal.service import NewAccount
from parta.linking import service as linking
from tests.cast import ANNA
from tests.integration.school.school import School
from tests.statements import count_statements

pytestmark = pytest.mark.anyio


async def enroll(school: School, count: int, begin: int) -> None:
    """Enroll so many new students in 7Б, all linked."""
    names = [PersonName(last_name="Новый", first_name=f"Ученик{begin + i}", patronymic=None) for i in range(count)]
    async with school.installation.transaction() as work:
        new_accounts = [NewAccount(name, f"new{begin + i}", date(2013, 1, 1), None) for i, name in enumerate(names)]
        accounts = await journal.create_accounts(work, school.id, new_accounts)
        students = [account.id for account in accounts]
        await journal.enroll_students(work, school.classes["7Б"], students, from_on=school.today)
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
            await journal.appoint_homeroom_teacher(work, school.classes["7Б"], None, from_on=school.today)
            await journal.rename_class(work, school.classes["7Б"], f"7Б{begin}")
        with count_statements(engine) as seen:
            async with school.installation.transaction() as work:
                await sync_class_chats(work, school.classes["7Б"])
        costs.append(len(seen))
        await school.installation.settle()
    assert costs[1] <= costs[0]
