"""A school whose people have linked, and a lesson of Анна's that takes place now."""

from collections.abc import AsyncIterator

import pytest

from parta.core import clock
from tests.cast import ANNA, IGOR, LENA, MISHA, VERA
from tests.integration.remote_lessons.teaching import Teaching
from tests.integration.school.school import found_school
from tests.world import World


@pytest.fixture
async def teaching(world: World) -> AsyncIterator[Teaching]:
    """Give Анна, Игорь, Миша, Лена and Вера at browsers of their own, signed in on both sides, and a lesson."""
    here = Teaching(await found_school(world))
    await here.school.link(ANNA, IGOR, MISHA, LENA, VERA)
    for person in (ANNA, IGOR, MISHA, LENA, VERA):
        await here.come(person)
    here.lesson = await here.make_lesson("Алгебра")
    yield here
    clock.restore()
