"""Double clicks, two tabs, ten keepers: real commits, really at once."""

import asyncio
from dataclasses import replace

import pytest
from httpx import AsyncClient

from parta.autochats.service import keep_class, keep_course, keep_staff
from parta.journal import service as journal
from parta.journal.service import Care
from tests.cast import ANNA, IGOR, KOLYA, LENA, MISHA, NINA, OLGA, VERA
from tests.integration.school.school import School
from tests.integration.school.test_link_refusals import begin, both

pytestmark = pytest.mark.anyio

TIMES = 10


async def test_a_double_click_makes_one_link(school: School) -> None:
    anna = await school.arrive(ANNA)
    path = await begin(school, anna)
    answers = await asyncio.gather(*(anna.ask("POST", f"{path}/finish", accept_differences=False) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await anna.get("/api/linking/links")) == 1


async def test_two_tabs_begin_the_same_wish(school: School) -> None:
    anna = await school.arrive(ANNA)
    first = await anna.post("/api/linking/intents", provider_id=str(school.provider_id))
    tabs = await asyncio.gather(
        *(anna.post("/api/linking/intents", provider_id=str(school.provider_id)) for _ in range(4))
    )
    assert {tab["id"] for tab in tabs} == {first["id"]}


async def test_two_profiles_reach_for_one_account_and_one_gets_it(school: School) -> None:
    one = await both(school, ANNA, ANNA)
    other = await both(school, replace(ANNA, key="namesake", phone="+79000000097"), ANNA)
    paths = [(one.browser, await begin(school, one)), (other.browser, await begin(school, other))]

    async def finish(browser: AsyncClient, path: str) -> int:
        return (await browser.post(f"{path}/finish", json={"accept_differences": True})).status_code

    codes = await asyncio.gather(*(finish(browser, path) for browser, path in paths))
    assert sorted(codes) == [200, 409]


async def test_finishing_and_cancelling_at_once_leave_one_truth(school: School) -> None:
    anna = await school.arrive(ANNA)
    path = await begin(school, anna)
    finished, cancelled = await asyncio.gather(
        anna.ask("POST", f"{path}/finish", accept_differences=False), anna.ask("DELETE", path)
    )
    links = await anna.get("/api/linking/links")
    if finished.status_code == 200:
        assert (cancelled.status_code, len(links)) == (409, 1)
    else:
        assert (cancelled.status_code, links) == (204, [])


async def test_ten_keepers_at_once_make_each_chat_once_with_each_person_once(school: School) -> None:
    people = (ANNA, IGOR, MISHA, LENA, VERA)
    for person in people:
        async with school.world.work() as session:
            await school.link_quietly(session, person)

    async def keep() -> None:
        async with school.world.work() as session:
            await keep_class(session, school.classes["7Б"])

    await asyncio.gather(*(keep() for _ in range(TIMES)))
    assert set(await school.members("class_students")) == {"anna", "misha", "lena"}
    assert set(await school.members("class_parents")) == {"anna", "vera"}
    assert set(await school.members("class_colleagues")) == {"anna", "igor"}
    anna = await school.arrive(ANNA)
    assert len((await anna.get("/api/chats"))["chats"]) == 3


async def test_keepers_of_everything_race_changes_and_end_in_what_the_school_says(school: School) -> None:
    await school.link(ANNA, IGOR, MISHA, LENA, VERA, OLGA, NINA)

    async def keep(number: int) -> None:
        async with school.world.work() as session:
            if number % 3 == 0:
                await keep_class(session, school.classes["7Б"])
            elif number % 3 == 1:
                await keep_course(session, school.courses["Физика"], appears=True)
            else:
                await keep_staff(session, school.id)

    async def move() -> None:
        async with school.world.work() as session:
            await journal.withdraw_student(session, school.classes["7Б"], school.accounts["lena"], to_on=school.today)
        async with school.world.work() as session:
            care = Care(school.accounts["nina"], school.accounts["misha"])
            await journal.add_guardianships(session, school.id, [care], from_on=school.today)

    await asyncio.gather(move(), *(keep(number) for number in range(TIMES * 3)))
    await school.world.settle()
    assert set(await school.members("class_students")) == {"anna", "misha"}
    assert set(await school.members("class_parents")) == {"anna", "vera", "nina"}


async def test_many_links_of_one_class_at_once_all_arrive(school: School) -> None:
    await school.link(ANNA)
    people = [await school.arrive(person) for person in (IGOR, MISHA, LENA, VERA, KOLYA, OLGA, NINA)]
    paths = [await begin(school, somebody) for somebody in people]
    answers = await asyncio.gather(
        *(one.ask("POST", f"{path}/finish", accept_differences=False) for one, path in zip(people, paths, strict=True))
    )
    assert {answer.status_code for answer in answers} == {200}
    await school.world.settle()
    assert set(await school.members("class_students")) == {"anna", "misha", "lena"}
    assert set(await school.members("staff")) == {"anna", "igor", "olga", "nina"}
