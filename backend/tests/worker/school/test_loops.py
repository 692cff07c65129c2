"""A poisoned class, person or case stops nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from parta.autochats.handlers import SYNC_CLASS_CHATS, SYNC_FAMILY_LINKS
from parta.core import clock
from parta.linking.handlers import SYNC_BADGES
from parta.messenger.queries.people import list_family_links
from parta.school import service as schools
from parta.school.service import GuardianshipSpec, Kinship, StaffRole
from parta.support.handlers import SYNC_CASE_CHAT
from parta.support.models import SupportCase
from parta.timetable.handlers import PUBLISH_CLASS
from tests.cast import ANNA, IGOR, KOLYA, MISHA, NINA, OLGA, VERA, Person
from tests.integration.school.school import School, until_midnight
from tests.integration.school.test_link_refusals import sign_in_as_both, start_link
from tests.worker.poison import settle_poisoned

pytestmark = pytest.mark.anyio


async def badges(school: School, person: Person) -> set[str]:
    """Return the roles that the person's badges show."""
    somebody = await school.sign_in(person, journal=False)
    return {badge["role"] for badge in (await somebody.get("/api/id/me"))["profile"]["badges"]}


async def create_case(school: School, profile: Person, account: Person) -> str:
    """Try to link another person's account; return the chat of the case."""
    somebody = await sign_in_as_both(school, profile, account)
    answer = await somebody.ask("POST", f"{await start_link(school, somebody)}/finish", accept_mismatches=True)
    case_id = answer.json()["case_id"]
    await school.installation.settle()
    opened = await somebody.post(f"/api/support/cases/{case_id}/chat")
    await school.installation.settle()
    return opened["chat_id"]


async def start_tomorrow(school: School) -> None:
    """Move the clock past the school's midnight, and run the scheduled check."""
    clock.move(until_midnight())
    await school.start_days()


async def test_who_links_enters_their_other_classes_when_one_is_poisoned(school: School) -> None:
    async with school.installation.transaction() as work:
        await schools.appoint_homeroom_teacher(
            work, school.classes["3А"], school.accounts["igor"], from_on=school.year.from_on
        )
    await school.link(ANNA, IGOR, MISHA)
    async with school.installation.transaction() as work:
        await school.link_without_settling(work, VERA)
    await settle_poisoned(school.installation, SYNC_CLASS_CHATS, school.classes["7Б"])
    assert "vera" in await school.members("class_parents", of="3А")
    assert "vera" not in await school.members("class_parents")
    async with school.installation.sessions() as session:
        family = await list_family_links(session, [await school.profile_of(VERA)])
    assert family == {(await school.profile_of(VERA), await school.profile_of(MISHA))}


async def test_a_new_day_reaches_the_chats_of_the_other_classes_when_one_is_poisoned(school: School) -> None:
    await school.link(ANNA, IGOR, KOLYA)
    tomorrow = school.today + timedelta(days=1)
    async with school.installation.transaction() as work:
        for of in ("7Б", "3А"):
            await schools.appoint_homeroom_teacher(work, school.classes[of], school.accounts["igor"], from_on=tomorrow)
    await school.installation.settle()
    await start_tomorrow(school)
    await settle_poisoned(school.installation, SYNC_CLASS_CHATS, school.classes["7Б"])
    assert (await school.members("class_students", of="3А"))["igor"]["role"] == "admin"
    assert "igor" not in await school.members("class_students")


async def test_a_new_day_is_published_to_the_other_classes_when_one_is_poisoned(school: School) -> None:
    await start_tomorrow(school)
    published = school.installation.published.frames
    published.clear()
    await settle_poisoned(school.installation, PUBLISH_CLASS, school.classes["7Б"])
    streams = {frame.stream for frame in published}
    assert f"class:{school.classes['3А']}" in streams
    assert f"class:{school.classes['7Б']}" not in streams


async def test_a_new_day_gives_the_others_their_badges_when_one_person_is_poisoned(school: School) -> None:
    people = sorted([NINA, IGOR], key=lambda one: one.key)
    await school.link(*people)
    tomorrow = school.today + timedelta(days=1)
    async with school.installation.transaction() as work:
        for person in people:
            await schools.join_staff(
                work, school.accounts[person.key], StaffRole.ADMINISTRATOR, "завуч", from_on=tomorrow
            )
    await school.installation.settle()
    await start_tomorrow(school)
    profiles = {await school.profile_of(person): person for person in people}
    poisoned, other = sorted(profiles)
    await settle_poisoned(school.installation, SYNC_BADGES, poisoned)
    assert "administrator" in await badges(school, profiles[other])
    assert "administrator" not in await badges(school, profiles[poisoned])


async def test_a_new_day_makes_the_family_links_of_the_others_when_one_person_is_poisoned(school: School) -> None:
    await school.link(NINA, OLGA, MISHA, KOLYA)
    tomorrow = school.today + timedelta(days=1)
    who = school.accounts
    specs = [
        GuardianshipSpec(who["nina"], who["misha"], Kinship.MOTHER),
        GuardianshipSpec(who["olga"], who["kolya"], Kinship.MOTHER),
    ]
    async with school.installation.transaction() as work:
        await schools.add_guardianships(work, school.id, specs, from_on=tomorrow)
    await school.installation.settle()
    children = {await school.profile_of(NINA): MISHA, await school.profile_of(OLGA): KOLYA}
    poisoned, other = sorted(children)
    await start_tomorrow(school)
    await settle_poisoned(school.installation, SYNC_FAMILY_LINKS, poisoned)
    async with school.installation.sessions() as session:
        assert await list_family_links(session, children) == {(other, await school.profile_of(children[other]))}


async def test_administrators_enter_the_other_cases_when_one_is_poisoned(school: School) -> None:
    chats = [await create_case(school, VERA, KOLYA), await create_case(school, IGOR, MISHA)]
    async with school.installation.transaction() as work:
        await school.link_without_settling(work, OLGA)
    async with school.installation.sessions() as session:
        cases = (await session.execute(select(SupportCase.id).order_by(SupportCase.id))).scalars().all()
    await settle_poisoned(school.installation, SYNC_CASE_CHAT, cases[0])
    assert [("olga" in await school.roles_in(chat)) for chat in chats] == [False, True]
