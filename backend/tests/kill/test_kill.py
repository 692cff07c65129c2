"""Whatever process is killed: nothing acknowledged is lost or doubled, and nobody hears what is not theirs."""

import asyncio

import asyncpg
import pytest

from tests.kill.conftest import Gathering
from tests.kill.following import Follower, writing

pytestmark = pytest.mark.anyio


async def test_the_web_process_is_killed(gathering: Gathering) -> None:
    async with writing(gathering) as story:
        for _ in range(3):
            await story.wait_for_progress(40)
            gathering.parta.kill("web")
            await asyncio.to_thread(gathering.parta.start, "web")
        await story.wait_for_progress(40)
        assert all(follower.connections > 1 for follower in story.followers)


async def test_the_worker_is_killed(gathering: Gathering) -> None:
    async with writing(gathering) as story:
        for _ in range(3):
            await story.wait_for_progress(40)
            gathering.parta.kill("worker")
            gathering.parta.start("worker")
        await story.wait_for_progress(40)


async def test_the_database_is_killed(gathering: Gathering) -> None:
    async with writing(gathering) as story:
        for _ in range(2):
            await story.wait_for_progress(40)
            gathering.parta.kill_postgres()
            await asyncio.to_thread(gathering.parta.restart_postgres)
        await story.wait_for_progress(40)


async def test_who_is_removed_by_a_process_that_is_killed_before_it_tells_hears_nothing_more(
    gathering: Gathering,
) -> None:
    async with writing(gathering) as story:
        await story.wait_for_progress(20)
        outsiders = [Follower(gathering.parta.url, one, f"chat:{gathering.chat}") for one in gathering.people[10:]]
        following = [asyncio.create_task(follower.follow()) for follower in outsiders]
        await gathering.seat(gathering.people)
        await story.wait_for_progress(20)
        await gathering.seat(gathering.people[:10])
        removed_at = await _head(gathering)
        await story.wait_for_progress(60)
        gathering.parta.kill("web")
        await asyncio.to_thread(gathering.parta.start, "web")
        await story.wait_for_progress(60)
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        assert all(follower.heard for follower in outsiders), "they were in it for a while"
        assert max(seq for follower in outsiders for seq, _ in follower.heard) <= removed_at


async def _head(gathering: Gathering) -> int:
    connection = await asyncpg.connect(gathering.parta.database_url)
    try:
        return await connection.fetchval("SELECT audience_seq FROM stream WHERE id = $1", gathering.chat)
    finally:
        await connection.close()
