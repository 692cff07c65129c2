"""A school whose people have linked, and a lesson of Анна's that takes place now."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from parta.core import clock
from tests.cast import ANNA, IGOR, LENA, MISHA, VERA
from tests.integration.remote_lessons.teaching import Teaching
from tests.integration.school.school import ZONE, found_school
from tests.world import World


@pytest.fixture
async def teaching(world: World) -> Teaching:
    """Give Анна, Игорь, Миша, Лена and Вера at browsers of their own, signed in on both sides, and a lesson."""
    local = clock.now().astimezone(ZoneInfo(ZONE))
    noon = (local + timedelta(days=1)).replace(hour=12, minute=0)
    clock.move(noon - local)  # else stories told near midnight would end on another day than they began
    here = Teaching(await found_school(world))
    await here.school.link(ANNA, IGOR, MISHA, LENA, VERA)
    for person in (ANNA, IGOR, MISHA, LENA, VERA):
        await here.come(person)
    here.lesson = await here.make_lesson("Алгебра")
    return here
