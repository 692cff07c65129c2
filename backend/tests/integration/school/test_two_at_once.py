"""Double clicks, two tabs, ten reconciliations: real commits, really at once."""

import asyncio
from dataclasses import replace

import pytest
from httpx import AsyncClient

from parta.autochats.service import sync_class_chats, sync_course_chat, sync_staff_chat
from parta.school import service as schools
from parta.school.service import GuardianshipSpec
from tests.cast import ANNA, IGOR, KOLYA, LENA, MISHA, NINA, OLGA, VERA
from tests.integration.school.school import School
from tests.integration.school.test_link_refusals import sign_in_as_both, start_link

pytestmark = pytest.mark.anyio

TIMES = 10


async def test_a_double_click_makes_one_link(school: School) -> None:
    anna = await school.sign_in(ANNA)
    path = await start_link(school, anna)
    answers = await asyncio.gather(*(anna.ask("POST", f"{path}/finish", accept_mismatches=False) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await anna.get("/api/linking/links")) == 1


async def test_two_tabs_start_the_same_link_request(school: School) -> None:
    anna = await school.sign_in(ANNA)
    first = await anna.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    tabs = await asyncio.gather(
        *(anna.post("/api/linking/link-requests", provider_id=str(school.provider_id)) for _ in range(4))
    )
    assert {tab["id"] for tab in tabs} == {first["id"]}


async def test_two_profiles_reach_for_one_account_and_one_gets_it(school: School) -> None:
    one = await sign_in_as_both(school, ANNA, ANNA)
    other = await sign_in_as_both(school, replace(ANNA, key="namesake", phone="+79000000097"), ANNA)
    paths = [(one.browser, await start_link(school, one)), (other.browser, await start_link(school, other))]

    async def finish(browser: AsyncClient, path: str) -> int:
        return (await browser.post(f"{path}/finish", json={"accept_mismatches": True})).status_code

    codes = await asyncio.gather(*(finish(browser, path) for browser, path in paths))
    assert sorted(codes) == [200, 409]


async def test_finishing_and_cancelling_at_once_leave_one_truth(school: School) -> None:
    anna = await school.sign_in(ANNA)
    path = await start_link(school, anna)
    finished, cancelled = await asyncio.gather(
        anna.ask("POST", f"{path}/finish", accept_mismatches=False), anna.ask("DELETE", path)
    )
    links = await anna.get("/api/linking/links")
    if finished.status_code == 200:
        assert (cancelled.status_code, len(links)) == (409, 1)
    else:
        assert (cancelled.status_code, links) == (204, [])


async def test_ten_syncs_at_once_make_each_chat_once_with_each_person_once(school: School) -> None:
    people = (ANNA, IGOR, MISHA, LENA, VERA)
    for person in people:
        async with school.installation.transaction() as work:
            await school.link_without_settling(work, person)

    async def sync() -> None:
        async with school.installation.transaction() as work:
            await sync_class_chats(work, school.classes["7Б"])

    await asyncio.gather(*(sync() for _ in range(TIMES)))
    assert set(await school.members("class_students")) == {"anna", "misha", "lena"}
    assert set(await school.members("class_parents")) == {"anna", "vera"}
    assert set(await school.members("class_colleagues")) == {"anna", "igor"}
    anna = await school.sign_in(ANNA)
    assert len((await anna.get("/api/chats"))["chats"]) == 3


async def test_syncs_of_everything_race_changes_and_end_in_what_the_school_says(school: School) -> None:
    await school.link(ANNA, IGOR, MISHA, LENA, VERA, OLGA, NINA)

    async def sync(number: int) -> None:
        async with school.installation.transaction() as work:
            if number % 3 == 0:
                await sync_class_chats(work, school.classes["7Б"])
            elif number % 3 == 1:
                await sync_course_chat(work, school.courses["Физика"], create=True)
            else:
                await sync_staff_chat(work, school.id)

    async def move() -> None:
        async with school.installation.transaction() as work:
            await schools.withdraw_student(work, school.classes["7Б"], school.accounts["lena"], to_on=school.today)
        async with school.installation.transaction() as work:
            guardianship = GuardianshipSpec(school.accounts["nina"], school.accounts["misha"])
            await schools.add_guardianships(work, school.id, [guardianship], from_on=school.today)

    await asyncio.gather(move(), *(sync(number) for number in range(TIMES * 3)))
    await school.installation.settle()
    assert set(await school.members("class_students")) == {"anna", "misha"}
    assert set(await school.members("class_parents")) == {"anna", "vera", "nina"}


async def test_many_links_of_one_class_at_once_all_arrive(school: School) -> None:
    await school.link(ANNA)
    people = [await school.sign_in(person) for person in (IGOR, MISHA, LENA, VERA, KOLYA, OLGA, NINA)]
    paths = [await start_link(school, somebody) for somebody in people]
    answers = await asyncio.gather(
        *(one.ask("POST", f"{path}/finish", accept_mismatches=False) for one, path in zip(people, paths, strict=True))
    )
    assert {answer.status_code for answer in answers} == {200}
    await school.installation.settle()
    assert set(await school.members("class_students")) == {"anna", "misha", "lena"}
    assert set(await school.members("staff")) == {"anna", "igor", "olga", "nina"}
