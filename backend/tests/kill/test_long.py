"""The same for long and for many: minutes of kills, and a flood of people who come back at once."""

import asyncio
import random
from collections.abc import Iterator

import pytest

from tests.kill.conftest import Scenario, run_scenario
from tests.kill.followers import running_traffic
from tests.processes import Part

pytestmark = [pytest.mark.anyio, pytest.mark.long]

CHAOS_S = 60
BETWEEN_KILLS_S = 2
FLOODS = 3
PARTS: tuple[Part, ...] = ("web", "worker")


@pytest.fixture
def class_of_20() -> Iterator[Scenario]:
    """Return a running Parta with twenty people in a chat."""
    with run_scenario(20, 20) as scenario:
        yield scenario


@pytest.fixture
def crowd_of_200() -> Iterator[Scenario]:
    """Return a running Parta with two hundred people in a chat."""
    with run_scenario(200, 200) as scenario:
        yield scenario


async def test_twenty_people_lose_nothing_in_a_minute_of_kills(class_of_20: Scenario) -> None:
    parta, order = class_of_20.parta, random.Random(7)  # noqa: S311 - which process is killed next
    async with running_traffic(class_of_20, followers=20, writers=20) as traffic:
        ends_at = asyncio.get_running_loop().time() + CHAOS_S
        while asyncio.get_running_loop().time() < ends_at:
            await traffic.wait_for_progress(20)
            await asyncio.sleep(order.random() * BETWEEN_KILLS_S)
            part = order.choice(PARTS)
            parta.kill(part)
            await asyncio.to_thread(parta.start, part)
        await traffic.wait_for_progress(20)
        assert all(follower.connections > 1 for follower in traffic.followers)


async def test_two_hundred_people_who_come_back_at_once_are_up_to_date_again(crowd_of_200: Scenario) -> None:
    parta = crowd_of_200.parta
    async with running_traffic(crowd_of_200, followers=200, pause_s=0.5) as traffic:
        for flood in range(1, FLOODS + 1):
            await traffic.wait_for_progress(10)
            parta.kill("web")
            await asyncio.to_thread(parta.start, "web")
            await traffic.wait_until_connected_again(flood)
            await traffic.wait_until_caught_up()
