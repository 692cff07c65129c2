"""The list of notifications: pages, reading on all sides, retention, and what it costs."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core import clock
from parta.identity.schemas import PersonName
from parta.notifications.handlers import lesson_changed, sweep
from parta.notifications.models import Inbox, Notification
from parta.school.service import GuardianshipSpec, Kinship, NewAccount, add_guardianships, create_accounts
from parta.timetable.events import LessonChanged
from tests.cast import IGOR, LENA, MISHA, OLGA, VERA
from tests.integration.notifications.scenario import JOURNAL, LIST, PROFILE, NotifiedScenario
from tests.statements import Statements, count_request, count_statements

pytestmark = pytest.mark.anyio

NOTIFY, NOTHING_TO_TELL, LISTING, READ = 20, 6, 5, 11


async def test_what_is_read_in_the_journal_is_read_in_the_messenger(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    await scenario.change("cancel", reason="Олимпиада")
    newest = (await scenario.page(VERA, JOURNAL))["notifications"][0]["id"]
    answer = await scenario[VERA].ask("PUT", f"{LIST}/{newest}/read?as=account")
    assert answer.status_code == 204
    for named in (PROFILE, JOURNAL):
        page = await scenario.page(VERA, named)
        assert [one["read_at"] is not None for one in page["notifications"]] == [True, False]
        assert page["unread_count"] == 1
    await scenario.read_all(VERA)
    for named in (PROFILE, JOURNAL):
        assert (await scenario.page(VERA, named))["unread_count"] == 0
    assert (await scenario.page(MISHA))["unread_count"] == 2


async def test_the_journal_reads_nothing_that_is_the_profiles_alone(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    await scenario.school.sign_in(VERA)
    await scenario.school.installation.settle()
    assert ("new_sign_in", None) in await scenario.told(VERA)
    assert await scenario.told(VERA, JOURNAL) == [("lesson_moved", "Михаил")]
    await scenario.read_all(VERA, JOURNAL)
    unread = [one["kind"] for one in (await scenario.page(VERA))["notifications"] if one["read_at"] is None]
    assert unread == ["new_sign_in"]


async def test_the_list_is_read_in_pages(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    await scenario.change("cancel", reason="Олимпиада")
    first = await scenario.page(VERA, limit=1)
    (newest,) = first["notifications"]
    rest = await scenario.page(VERA, limit=1, before=newest["id"])
    assert [newest["kind"], rest["notifications"][0]["kind"]] == ["lesson_cancelled", "lesson_moved"]
    assert [first["more"], rest["more"]] == [True, False]
    assert (await scenario[VERA].ask("GET", f"{LIST}?limit=101")).status_code == 422


async def test_a_withdrawn_notification_cannot_be_read(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    (moved,) = (await scenario.page(VERA))["notifications"]
    await scenario.change("restore")
    assert (await scenario[VERA].ask("PUT", f"{LIST}/{moved['id']}/read")).status_code == 204
    assert await scenario.told(VERA) == []


async def test_every_device_is_sent_the_notification_and_the_count(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    async with scenario.school.installation.sessions() as session:
        profile_id = await scenario.school.profile_of(VERA)
        inbox_id = (await session.execute(select(Inbox.id).where(Inbox.profile_id == profile_id))).scalar_one()
    heard = scenario.school.installation.published_state("inbox", inbox_id)
    (told,) = (await scenario.page(VERA))["notifications"]
    assert heard[f"notification:{told['id']}"] == told
    assert heard[f"inbox:{inbox_id}"]["unread_count"] == 1
    await scenario.read_all(VERA)
    assert scenario.school.installation.published_state("inbox", inbox_id)[f"inbox:{inbox_id}"]["unread_count"] == 0


async def test_notifications_are_deleted_after_ninety_days_and_counted_no_more(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    await scenario.read_all(MISHA)
    for days, left in ((89, 1), (2, 0)):
        clock.move(timedelta(days=days))
        async with scenario.school.installation.transaction() as work:
            await sweep(work)
        await scenario.school.installation.settle()
        async with scenario.school.installation.sessions() as session:
            count = (await session.execute(select(func.count()).select_from(Notification))).scalar_one()
        assert (count > 0) == bool(left)
    inboxes = [one for one in scenario.school.installation.published.frames if one.stream.startswith("inbox:")]
    assert b'"unread_count":0' in inboxes[-1].body


async def test_two_events_that_find_no_inboxes_create_them_once(scenario: NotifiedScenario) -> None:
    installation = scenario.school.installation
    path = f"/api/journal/office/lessons/{scenario.lesson}/cancel"
    await scenario[OLGA].post(path, reason="Олимпиада")

    async def handle() -> None:
        async with installation.transaction() as work:
            await lesson_changed(work, LessonChanged(lesson_id=UUID(scenario.lesson)))

    await asyncio.gather(*(handle() for _ in range(5)))
    assert await scenario.told(MISHA) == await scenario.told(LENA) == [("lesson_cancelled", None)]


async def add_families(scenario: NotifiedScenario, count: int, begin: int) -> None:
    """Add so many guardians of Лена."""
    school = scenario.school
    names = [PersonName(last_name="Новый", first_name=f"Опекун{begin + i}", patronymic=None) for i in range(count)]
    async with school.installation.transaction() as work:
        new = [NewAccount(name, f"guardian{begin + i}", date(1985, 1, 1), None) for i, name in enumerate(names)]
        created = await create_accounts(work, school.id, new)
        specs = [GuardianshipSpec(one.id, school.accounts["lena"], Kinship.MOTHER) for one in created]
        await add_guardianships(work, school.id, specs, from_on=school.today)
    await school.installation.settle()


async def count_handling(scenario: NotifiedScenario, engine: AsyncEngine) -> Statements:
    """Return the statements of telling the people of the lesson what is new."""
    with count_statements(engine) as seen:
        async with scenario.school.installation.transaction() as work:
            await lesson_changed(work, LessonChanged(lesson_id=UUID(scenario.lesson)))
    return seen


async def test_telling_many_families_takes_no_more_statements_than_telling_few(
    scenario: NotifiedScenario, engine: AsyncEngine
) -> None:
    path = f"/api/journal/office/lessons/{scenario.lesson}"
    unchanged = await count_handling(scenario, engine)
    assert len(unchanged) <= NOTHING_TO_TELL, unchanged
    await scenario[OLGA].post(f"{path}/cancel", reason="Олимпиада")
    few = await count_handling(scenario, engine)
    assert len(few) <= NOTIFY, few
    await scenario[OLGA].post(f"{path}/restore")
    await count_handling(scenario, engine)
    await add_families(scenario, 30, 0)
    await scenario[OLGA].post(f"{path}/cancel", reason="Олимпиада")
    many = await count_handling(scenario, engine)
    assert len(many) <= len(few), many
    assert (await scenario.page(IGOR))["unread_count"] == 0


async def test_reading_the_list_and_marking_it_read(scenario: NotifiedScenario, engine: AsyncEngine) -> None:
    await scenario.move(2)
    seen = await count_request(engine, scenario[VERA].browser, "GET", LIST)
    assert len(seen) <= LISTING, seen
    seen = await count_request(engine, scenario[VERA].browser, "PUT", f"{LIST}/read")
    assert len(seen) <= READ, seen
