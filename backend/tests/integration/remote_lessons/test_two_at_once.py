"""Two tabs, two teachers, at the same moment."""

import asyncio

import pytest

from parta.school.service import assign_teacher
from tests.cast import ANNA, IGOR, MISHA
from tests.integration.remote_lessons.scenario import LessonScenario

pytestmark = pytest.mark.anyio


async def test_two_tabs_create_one_remote_lesson(scenario: LessonScenario) -> None:
    path = f"/api/journal/lessons/{scenario.lesson}/remote"
    answers = await asyncio.gather(*(scenario[ANNA].ask("POST", path) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_two_tabs_publish_and_everybody_is_notified_once(scenario: LessonScenario) -> None:
    await scenario.create(ANNA)
    path = f"/api/journal/lessons/{scenario.lesson}/remote/publish"
    answers = await asyncio.gather(*(scenario[ANNA].ask("POST", path) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    await scenario.installation.settle()
    assert len(await scenario.notifications(MISHA, "lesson_published")) == 1


async def test_two_teachers_who_enter_at_once_meet_in_one_call(scenario: LessonScenario) -> None:
    async with scenario.installation.transaction() as work:
        course, igor = scenario.school.courses["Алгебра"], scenario.school.accounts["igor"]
        await assign_teacher(work, course, igor, from_on=scenario.school.year.from_on)
    await scenario.publish(ANNA)
    path = f"/api/lessons/{scenario.lesson}/enter"
    tabs = (ANNA, IGOR, ANNA, IGOR)
    answers = await asyncio.gather(*(scenario[person].post(path) for person in tabs))
    assert all(answer == answers[0] for answer in answers)
    await scenario.deliver_webhooks()
    assert await scenario.enter(MISHA) == answers[0]


async def test_one_teacher_in_two_tabs_begins_one_of_two_lessons(scenario: LessonScenario) -> None:
    other = await scenario.make_lesson("Алгебра")
    for lesson in (scenario.lesson, other):
        await scenario.publish(ANNA, lesson)
    asked = (scenario[ANNA].ask("POST", f"/api/lessons/{lesson}/enter") for lesson in (scenario.lesson, other))
    answers = await asyncio.gather(*asked)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    (refused,) = [answer.json()["code"] for answer in answers if answer.status_code == 409]
    assert refused == "other_lesson_running"


async def test_the_lesson_is_ended_in_two_places_while_somebody_enters(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    await scenario.enter(ANNA)
    answers = await asyncio.gather(
        scenario[ANNA].ask("POST", f"/api/journal/lessons/{scenario.lesson}/remote/end"),
        scenario[ANNA].ask("POST", f"/api/lessons/{scenario.lesson}/end"),
        scenario[ANNA].ask("POST", f"/api/lessons/{scenario.lesson}/enter"),
        scenario[MISHA].ask("POST", f"/api/lessons/{scenario.lesson}/enter"),
    )
    assert [answer.status_code for answer in answers[:2]] == [200, 204]
    assert all(answer.status_code in {200, 409} for answer in answers[2:])
    await scenario.deliver_webhooks()
    assert await scenario.state(ANNA) == "ended"
