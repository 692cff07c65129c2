"""A poisoned lesson stops no other."""

from datetime import timedelta

import pytest

from parta.core import clock
from parta.remote_lessons.handlers import CLOSE_ABANDONED_CALL, END_LESSON, close_abandoned_calls
from tests.cast import ANNA, IGOR, MISHA
from tests.integration.remote_lessons.scenario import LessonScenario
from tests.integration.school.school import until_midnight
from tests.worker.poison import settle_poisoned

pytestmark = pytest.mark.anyio


async def test_the_other_lessons_of_yesterday_end_when_one_is_poisoned(scenario: LessonScenario) -> None:
    other = await scenario.make_lesson("Физика")
    await scenario.publish(ANNA)
    await scenario.publish(IGOR, other)
    clock.move(until_midnight())
    await scenario.school.start_days()
    await settle_poisoned(scenario.installation, END_LESSON, scenario.lesson)
    assert [await scenario.state(MISHA, one) for one in (scenario.lesson, other)] == ["published", "ended"]


async def test_the_calls_of_the_other_absent_teachers_end_when_one_is_poisoned(scenario: LessonScenario) -> None:
    other = await scenario.make_lesson("Физика")
    await scenario.publish(ANNA)
    await scenario.publish(IGOR, other)
    await scenario.enter(ANNA)
    await scenario[IGOR].post(f"/api/lessons/{other}/enter")
    await scenario.installation.settle()
    clock.move(timedelta(minutes=11))
    async with scenario.installation.transaction() as work:
        await close_abandoned_calls(work)
    await settle_poisoned(scenario.installation, CLOSE_ABANDONED_CALL, scenario.lesson)
    entries = [(await scenario.entry(MISHA, one))["state"] for one in (scenario.lesson, other)]
    assert entries == ["open", "waiting_for_teacher"]
