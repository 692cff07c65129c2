"""Moved, cancelled and substituted lessons: who is told what, and what nobody is told."""

from datetime import timedelta
from uuid import UUID

import pytest

from parta.core import clock
from parta.notifications.handlers import lesson_changed
from parta.school.service import StaffRole, join_staff
from parta.timetable.events import LessonChanged
from tests.cast import ANNA, IGOR, LENA, MISHA, OLGA, VERA
from tests.integration.notifications.scenario import JOURNAL, PROFILE, NotifiedScenario
from tests.integration.school.week import in_days

pytestmark = pytest.mark.anyio


async def test_a_moved_lesson_is_told_to_its_people_and_to_nobody_else(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    for named in (PROFILE, JOURNAL):
        for person in (MISHA, LENA, ANNA):
            assert await scenario.told(person, named) == [("lesson_moved", None)]
        assert await scenario.told(VERA, named) == [("lesson_moved", "Михаил")]
        for person in (IGOR, OLGA):
            assert await scenario.told(person, named) == []
    (told,) = (await scenario.page(VERA))["notifications"]
    assert told["child_id"] == str(scenario.school.accounts["misha"])
    assert (told["target"], told["target_id"]) == ("lesson", scenario.lesson)
    assert told["params"]["title"] == "Алгебра, 7Б"
    assert told["params"]["time_zone"] == "Europe/Moscow"
    assert (told["params"]["on"], told["params"]["from_on"]) == (
        str(in_days(scenario.school, 2)),
        str(in_days(scenario.school, 1)),
    )


async def test_who_did_it_is_not_told(scenario: NotifiedScenario) -> None:
    async with scenario.school.installation.transaction() as work:
        anna = scenario.school.accounts["anna"]
        await join_staff(work, anna, StaffRole.ADMINISTRATOR, "завуч", from_on=scenario.school.year.from_on)
    await scenario.move(2, by=ANNA)
    assert await scenario.told(ANNA) == await scenario.told(ANNA, JOURNAL) == []
    assert await scenario.told(MISHA) == [("lesson_moved", None)]


async def test_a_lesson_that_is_moved_twice_before_anybody_looked_is_told_once_as_it_is_now(
    scenario: NotifiedScenario,
) -> None:
    await scenario.move(2)
    await scenario.move(3)
    (told,) = (await scenario.page(VERA))["notifications"]
    assert told["params"]["on"] == str(in_days(scenario.school, 3))
    assert (await scenario.page(VERA))["unread_count"] == 1


async def test_who_has_looked_is_told_of_the_second_time_and_of_the_first_if_it_returns(
    scenario: NotifiedScenario,
) -> None:
    for days in (2, 3, 2):
        await scenario.move(days)
        await scenario.read_all(VERA)
    days = [one["params"]["on"] for one in (await scenario.page(VERA))["notifications"]]
    assert days == [str(in_days(scenario.school, count)) for count in (2, 3, 2)]


async def test_a_lesson_that_returns_to_its_place_is_told_only_to_those_who_knew(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    await scenario.read_all(VERA)
    await scenario.change("restore")
    assert await scenario.told(VERA) == [("lesson_moved", "Михаил"), ("lesson_moved_back", "Михаил")]
    assert await scenario.told(LENA) == []
    assert (await scenario.page(LENA))["unread_count"] == 0


async def test_a_lesson_that_is_moved_and_cancelled_is_told_as_both(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    await scenario.change("cancel", reason="Олимпиада")
    assert await scenario.told(VERA) == [("lesson_moved", "Михаил"), ("lesson_cancelled", "Михаил")]
    assert (await scenario.page(VERA))["notifications"][0]["params"]["reason"] == "Олимпиада"


async def test_a_restored_lesson_is_told_to_those_who_thought_it_cancelled(scenario: NotifiedScenario) -> None:
    await scenario.change("cancel", reason="Болезнь")
    await scenario.read_all(MISHA)
    await scenario.change("restore")
    assert await scenario.told(MISHA) == [("lesson_cancelled", None), ("lesson_restored", None)]
    assert await scenario.told(LENA) == []


async def test_a_substitution_is_told_to_the_class_and_to_both_teachers(scenario: NotifiedScenario) -> None:
    await scenario.change("substitute", teacher_id=str(scenario.school.accounts["igor"]), reason="Болезнь")
    for person in (MISHA, LENA, ANNA, IGOR):
        assert await scenario.told(person) == [("lesson_substituted", None)]
    assert await scenario.told(VERA) == [("lesson_substituted", "Михаил")]
    teacher = (await scenario.page(MISHA))["notifications"][0]["params"]["teacher"]
    assert (teacher["last_name"], teacher["first_name"]) == (IGOR.last_name, IGOR.first_name)
    await scenario.read_all(MISHA)
    await scenario.change("substitute", teacher_id=None, reason=None)
    assert await scenario.told(MISHA) == [("lesson_substituted", None), ("lesson_teacher_returned", None)]


async def test_who_no_longer_substitutes_is_told(scenario: NotifiedScenario) -> None:
    await scenario.change("substitute", teacher_id=str(scenario.school.accounts["igor"]), reason="Болезнь")
    await scenario.read_all(IGOR)
    await scenario.change("substitute", teacher_id=None, reason=None)
    assert await scenario.told(IGOR) == [("lesson_substituted", None), ("lesson_teacher_returned", None)]


async def test_nobody_is_told_of_homework_nor_of_a_lesson_that_is_over(scenario: NotifiedScenario) -> None:
    answer = await scenario[ANNA].ask("PATCH", f"/api/journal/lessons/{scenario.lesson}", homework_text="№ 12")
    assert answer.status_code == 200, answer.text
    await scenario.school.installation.settle()
    assert await scenario.told(MISHA) == []
    await scenario[OLGA].post(f"/api/journal/office/lessons/{scenario.lesson}/cancel", reason="Болезнь")
    clock.move(timedelta(days=2))
    async with scenario.school.installation.transaction() as work:
        await lesson_changed(work, LessonChanged(lesson_id=UUID(scenario.lesson)))
    assert await scenario.told(MISHA) == []


async def test_an_event_that_is_handled_twice_is_told_once(scenario: NotifiedScenario) -> None:
    await scenario.move(2)
    for _ in range(2):
        async with scenario.school.installation.transaction() as work:
            await lesson_changed(work, LessonChanged(lesson_id=UUID(scenario.lesson)))
    assert await scenario.told(MISHA) == [("lesson_moved", None)]
    await scenario.read_all(MISHA)
    async with scenario.school.installation.transaction() as work:
        await lesson_changed(work, LessonChanged(lesson_id=UUID(scenario.lesson)))
    assert await scenario.told(MISHA) == [("lesson_moved", None)]
