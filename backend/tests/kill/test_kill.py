"""Whichever process is killed: no acknowledged message is lost or doubled, and nobody receives what is not theirs."""

import asyncio

import asyncpg
import pytest

from tests.kill.conftest import Scenario
from tests.kill.followers import Follower, running_traffic

pytestmark = pytest.mark.anyio


async def test_the_web_process_is_killed(scenario: Scenario) -> None:
    async with running_traffic(scenario) as traffic:
        for _ in range(3):
            await traffic.wait_for_progress(40)
            scenario.parta.kill("web")
            await asyncio.to_thread(scenario.parta.start, "web")
        await traffic.wait_for_progress(40)
        assert all(follower.connections > 1 for follower in traffic.followers)


async def test_the_worker_is_killed(scenario: Scenario) -> None:
    async with running_traffic(scenario) as traffic:
        for _ in range(3):
            await traffic.wait_for_progress(40)
            scenario.parta.kill("worker")
            scenario.parta.start("worker")
        await traffic.wait_for_progress(40)


async def test_the_database_is_killed(scenario: Scenario) -> None:
    async with running_traffic(scenario) as traffic:
        for _ in range(2):
            await traffic.wait_for_progress(40)
            scenario.parta.kill_postgres()
            await asyncio.to_thread(scenario.parta.restart_postgres)
        await traffic.wait_for_progress(40)


async def test_who_is_removed_by_a_process_that_is_killed_before_it_publishes_receives_nothing_more(
    scenario: Scenario,
) -> None:
    async with running_traffic(scenario) as traffic:
        await traffic.wait_for_progress(20)
        outsiders = [Follower(scenario.parta.url, one, f"chat:{scenario.chat}") for one in scenario.people[10:]]
        following = [asyncio.create_task(follower.follow()) for follower in outsiders]
        await scenario.set_members(scenario.people)
        await traffic.wait_for_progress(20)
        await scenario.set_members(scenario.people[:10])
        removed_at = await _read_audience_seq(scenario)
        await traffic.wait_for_progress(60)
        scenario.parta.kill("web")
        await asyncio.to_thread(scenario.parta.start, "web")
        await traffic.wait_for_progress(60)
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        assert all(follower.received for follower in outsiders), "they were members for a while"
        assert max(seq for follower in outsiders for seq, _ in follower.received) <= removed_at


async def _read_audience_seq(scenario: Scenario) -> int:
    connection = await asyncpg.connect(scenario.parta.database_url)
    try:
        return await connection.fetchval("SELECT audience_seq FROM stream WHERE id = $1", scenario.chat)
    finally:
        await connection.close()
