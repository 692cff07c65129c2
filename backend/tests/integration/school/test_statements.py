"""Work must not grow with people where it can be done by set."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from parta.journal import service as journal
from parta.journal.service import Newcomer
from parta.linking import service as linking
from tests.cast import ANNA
from tests.counting import counted
from tests.integration.school.school import School

pytestmark = pytest.mark.anyio


async def enroll(school: School, count: int, begin: int) -> None:
    """Let so many more students learn in 7Б, all linked."""
    names = [PersonName(last_name="Новый", first_name=f"Ученик{begin + i}", patronymic=None) for i in range(count)]
    async with school.world.work() as session:
        newcomers = [Newcomer(name, f"new{begin + i}", date(2013, 1, 1), None) for i, name in enumerate(names)]
        accounts = await journal.create_accounts(session, school.id, newcomers)
        students = [account.id for account in accounts]
        await journal.enroll_students(session, school.classes["7Б"], students, from_on=school.today)
        profiles = [
            await create_profile(session, f"+7902{begin + i:07}", name, birth_on=date(2013, 1, 1), sex=Sex.MALE)
            for i, name in enumerate(names)
        ]
        pairs = {account: profile.id for account, profile in zip(students, profiles, strict=True)}
        await linking.make_links(session, pairs, school.provider_id)
    await school.world.settle()


async def test_keeping_a_school_costs_no_more_for_many_than_for_few(school: School, engine: AsyncEngine) -> None:
    await school.link(ANNA)
    await enroll(school, 3, 0)
    with counted(engine) as few:
        await school.keep()
    await enroll(school, 40, 3)
    with counted(engine) as many:
        await school.keep()
    assert len(many) <= len(few)


async def test_who_comes_in_costs_the_same_for_one_and_for_many(school: School, engine: AsyncEngine) -> None:
    await school.link(ANNA)
    costs: list[int] = []
    for count, begin in ((1, 0), (40, 1)):
        await enroll(school, count, begin)
        async with school.world.work() as session:
            await journal.appoint_homeroom_teacher(session, school.classes["7Б"], None, from_on=school.today)
            await journal.rename_class(session, school.classes["7Б"], f"7Б{begin}")
        with counted(engine) as seen:
            await school.keep()
        costs.append(len(seen))
        await school.world.settle()
    assert costs[1] <= costs[0]
