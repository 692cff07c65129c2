"""A school whose people have linked, and a lesson of Анна's that takes place now."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from parta.core import clock
from tests.cast import ANNA, IGOR, LENA, MISHA, VERA
from tests.installation import Installation
from tests.integration.remote_lessons.scenario import LessonScenario
from tests.integration.school.school import ZONE, create_school
from tests.snapshots import Snapshots


@pytest.fixture
async def scenario(installation: Installation, snapshots: Snapshots) -> LessonScenario:
    """Return the scenario with Анна, Игорь, Миша, Лена and Вера signed in on both sides, and a lesson."""
    local = clock.now().astimezone(ZoneInfo(ZONE))
    noon = (local + timedelta(days=1)).replace(hour=12, minute=0)
    clock.move(noon - local)  # otherwise tests run near midnight would end on another day
    return await snapshots.open(installation, _create_scenario)


async def _create_scenario(installation: Installation) -> LessonScenario:
    here = LessonScenario(await create_school(installation))
    await here.school.link(ANNA, IGOR, MISHA, LENA, VERA)
    for person in (ANNA, IGOR, MISHA, LENA, VERA):
        await here.sign_in(person)
    here.lesson = await here.make_lesson("Алгебра")
    return here
