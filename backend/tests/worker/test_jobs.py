"""Events become jobs, and jobs are done, whatever goes wrong meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import func, select, text

from parta.core.jobs import RetryPolicy, Run, count_dead_lettered, count_waiting, relay_events, run_jobs
from parta.core.outbox import Event, OutboxRow, emit
from tests.world import World

pytestmark = pytest.mark.anyio

QUICK = RetryPolicy(
    attempts=2,
    first_wait=timedelta(milliseconds=50),
    longest_wait=timedelta(milliseconds=100),
    heartbeat_timeout=timedelta(seconds=2),
)
EFFECTS = {"test.bell_rang": ["open the doors", "begin the lesson"]}


@dataclass(frozen=True, slots=True)
class BellRang(Event):
    """The bell rang at this school."""

    name: ClassVar[str] = "test.bell_rang"
    school_id: UUID


@pytest.fixture
async def pool(world: World, database_url: str) -> AsyncIterator[asyncpg.Pool]:
    """Give the way to the queue, which is empty before and after."""
    assert world
    async with asyncpg.create_pool(database_url, min_size=2, max_size=4) as pool:
        yield pool
        await pool.execute("DELETE FROM jobs.pgqueuer")
        await pool.execute("DELETE FROM jobs.pgqueuer_schedules")


@asynccontextmanager
async def working(
    pool: asyncpg.Pool, jobs: Mapping[str, Run], schedules: Mapping[str, tuple[str, Run]] | None = None
) -> AsyncGenerator[asyncio.Event]:
    """Let a worker do these jobs while the block lasts, then let it stop cleanly."""
    stopping = asyncio.Event()
    work = asyncio.create_task(run_jobs(pool, jobs, schedules or {}, stopping, QUICK))
    try:
        yield stopping
    finally:
        stopping.set()
        await work


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(15):
        while not happened():  # noqa: ASYNC110 - what happens has no event
            await asyncio.sleep(0.02)


async def ring(world: World, *schools: UUID) -> int:
    """Let the bell ring and the relay take it; give how many events it took."""
    async with world.work() as session:
        for school in schools:
            emit(session, BellRang(school))
    async with world.work() as session:
        return await relay_events(session, EFFECTS)


async def waiting(world: World) -> int:
    async with world.sessions() as session:
        return await count_waiting(session)


async def test_events_that_say_the_same_become_one_job_for_each_effect(world: World, pool: asyncpg.Pool) -> None:
    here, there = uuid4(), uuid4()
    assert await ring(world, here, here, there, here) == 4
    assert await waiting(world) == 4
    assert pool


async def test_taking_events_and_queueing_their_jobs_is_one_act(world: World, pool: asyncpg.Pool) -> None:
    async with world.work() as session:
        emit(session, BellRang(uuid4()))
    async with world.sessions() as session:
        await relay_events(session, EFFECTS)
        await session.rollback()
        assert (await session.execute(select(func.count()).select_from(OutboxRow))).scalar_one() == 1
    assert await waiting(world) == 0
    assert pool


async def test_an_event_that_asks_for_nothing_is_just_taken_away(world: World, pool: asyncpg.Pool) -> None:
    async with world.work() as session:
        emit(session, BellRang(uuid4()))
    async with world.work() as session:
        assert await relay_events(session, {}) == 1
    assert await waiting(world) == 0
    assert pool


async def test_jobs_are_done_as_soon_as_they_are_queued(world: World, pool: asyncpg.Pool) -> None:
    done: list[bytes] = []
    school = uuid4()

    async def do(payload: bytes) -> None:
        done.append(payload)

    async with working(pool, dict.fromkeys(EFFECTS["test.bell_rang"], do)):
        await ring(world, school)
        await until(lambda: len(done) == 2)
    assert done == [f'{{"school_id":"{school}"}}'.encode()] * 2
    assert await waiting(world) == 0


async def test_a_job_that_fails_is_tried_again(world: World, pool: asyncpg.Pool) -> None:
    tries: list[bytes] = []

    async def do(payload: bytes) -> None:
        tries.append(payload)
        if len(tries) == 1:
            raise ConnectionError

    async with working(pool, {"open the doors": do, "begin the lesson": _nothing}):
        await ring(world, uuid4())
        await until(lambda: len(tries) == 2)
    assert await waiting(world) == 0


async def test_a_job_that_keeps_failing_is_parked_and_holds_up_no_other(world: World, pool: asyncpg.Pool) -> None:
    done: list[bytes] = []

    async def fail(_: bytes) -> None:
        raise ValueError

    async def do(payload: bytes) -> None:
        done.append(payload)

    async def parked() -> int:
        async with world.sessions() as session:
            return await count_dead_lettered(session)

    async with working(pool, {"open the doors": fail, "begin the lesson": do}):
        await ring(world, uuid4())
        async with asyncio.timeout(15):
            while await parked() == 0:  # noqa: ASYNC110 - it is the database that knows
                await asyncio.sleep(0.05)
        await ring(world, uuid4())
        await until(lambda: len(done) == 2)


async def test_the_jobs_of_a_worker_that_was_killed_go_to_another(world: World, pool: asyncpg.Pool) -> None:
    done: list[bytes] = []

    async def do(payload: bytes) -> None:
        done.append(payload)

    await ring(world, uuid4())
    async with world.work() as session:
        killed = "status = 'picked', queue_manager_id = gen_random_uuid(), heartbeat = now() - interval '1 minute'"
        await session.execute(text(f"UPDATE jobs.pgqueuer SET {killed}"))  # noqa: S608 - our own words
    async with working(pool, {"open the doors": do, "begin the lesson": do}):
        await until(lambda: len(done) == 2)


async def test_a_worker_that_is_told_to_end_finishes_what_it_began(world: World, pool: asyncpg.Pool) -> None:
    begun, go_on, done = asyncio.Event(), asyncio.Event(), list[bytes]()

    async def do(payload: bytes) -> None:
        begun.set()
        await go_on.wait()
        done.append(payload)

    async with working(pool, {"open the doors": do, "begin the lesson": _nothing}) as stopping:
        await ring(world, uuid4())
        await begun.wait()
        stopping.set()
        go_on.set()
    assert len(done) == 1
    assert await waiting(world) == 0


async def test_what_is_on_the_schedule_is_done_again_and_again(pool: asyncpg.Pool) -> None:
    done: list[bytes] = []

    async def do(payload: bytes) -> None:
        done.append(payload)

    async with working(pool, {}, {"every second": ("* * * * * *", do)}):
        await until(lambda: len(done) >= 2)


async def _nothing(_: bytes) -> None:
    """Do nothing."""
