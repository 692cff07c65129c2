"""Events become jobs, and jobs are run, whatever fails meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest
from sqlalchemy import func, select, text

from parta.core.job_tables import count_dead_lettered, count_waiting
from parta.core.jobs import JobFunction, JobFunctions, RetryPolicy, relay_events, run_jobs
from parta.core.outbox import Event, OutboxRow, Task
from tests.installation import Installation

pytestmark = pytest.mark.anyio

QUICK = RetryPolicy(
    attempts=2,
    initial_delay=timedelta(milliseconds=50),
    max_delay=timedelta(milliseconds=100),
    heartbeat_timeout=timedelta(seconds=2),
)
JOBS_BY_EVENT = {"test.bell_rang": ["open the doors", "begin the lesson"]}

SWEEP = Task("test.sweep")
PATROL = Task("test.patrol", is_repeated=True)


@dataclass(frozen=True, slots=True)
class BellRang(Event):
    """The bell rang at this school."""

    name: ClassVar[str] = "test.bell_rang"
    school_id: UUID


@dataclass(frozen=True, slots=True)
class SirenWailed(Event):
    """An event that only newer workers know."""

    name: ClassVar[str] = "test.siren_wailed"
    school_id: UUID


@pytest.fixture
async def pool(installation: Installation) -> AsyncIterator[asyncpg.Pool]:
    """Return a pool of connections; the queue is empty before and after."""
    async with asyncpg.create_pool(installation.context.settings.database_url, min_size=2, max_size=4) as pool:
        yield pool
        await pool.execute("DELETE FROM jobs.pgqueuer")
        await pool.execute("DELETE FROM jobs.pgqueuer_schedules")


@asynccontextmanager
async def run_worker(
    pool: asyncpg.Pool,
    queued: Mapping[str, JobFunction],
    **options: Any,  # noqa: ANN401 - of JobFunctions
) -> AsyncGenerator[asyncio.Event]:
    """Run a worker with these jobs while the block lasts, then stop it cleanly."""
    functions = JobFunctions(queued, **options)
    stopping = asyncio.Event()
    work = asyncio.create_task(run_jobs(pool, functions, stopping, QUICK))
    try:
        yield stopping
    finally:
        stopping.set()
        await work


async def wait_until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(15):
        while not condition():  # noqa: ASYNC110 - what happens has no event
            await asyncio.sleep(0.02)


async def emit_and_relay(installation: Installation, *schools: UUID) -> int:
    """Emit an event for each school and relay them; return the number of events relayed."""
    async with installation.transaction() as work:
        for school in schools:
            work.emit(BellRang(school))
    async with installation.transaction() as work:
        return await relay_events(work, JOBS_BY_EVENT)


async def count_waiting_jobs(installation: Installation) -> int:
    async with installation.sessions() as session:
        return await count_waiting(session)


async def wait_until_no_job_waits(installation: Installation) -> None:
    async with asyncio.timeout(15):
        while await count_waiting_jobs(installation):  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("pool")
async def test_equal_events_become_one_job_for_each_handler(installation: Installation) -> None:
    here, there = uuid4(), uuid4()
    assert await emit_and_relay(installation, here, here, there, here) == 4
    assert await count_waiting_jobs(installation) == 4


@pytest.mark.usefixtures("pool")
async def test_taking_events_and_queueing_their_jobs_is_one_transaction(installation: Installation) -> None:
    async with installation.transaction() as work:
        work.emit(BellRang(uuid4()))
    async with installation.sessions() as session:
        await relay_events(session, JOBS_BY_EVENT)
        await session.rollback()
        assert (await session.execute(select(func.count()).select_from(OutboxRow))).scalar_one() == 1
    assert await count_waiting_jobs(installation) == 0


@pytest.mark.usefixtures("pool")
async def test_a_known_event_without_jobs_is_just_deleted(installation: Installation) -> None:
    async with installation.transaction() as work:
        work.emit(BellRang(uuid4()))
    async with installation.transaction() as work:
        assert await relay_events(work, {BellRang.name: []}) == 1
    assert await count_waiting_jobs(installation) == 0


@pytest.mark.usefixtures("pool")
async def test_events_that_a_worker_does_not_know_wait_for_another_and_keep_nothing_up(
    installation: Installation,
) -> None:
    async with installation.transaction() as work:
        for _ in range(150):  # more than are taken at once
            work.emit(SirenWailed(uuid4()))
    assert await emit_and_relay(installation, uuid4()) == 1
    assert await count_waiting_jobs(installation) == 2
    async with installation.transaction() as work:
        assert await relay_events(work, {SirenWailed.name: []}) == 100
        assert await relay_events(work, {SirenWailed.name: []}) == 50


async def test_jobs_are_run_as_soon_as_they_are_queued(installation: Installation, pool: asyncpg.Pool) -> None:
    done: list[bytes] = []
    school = uuid4()

    async def do(payload: bytes) -> None:
        done.append(payload)

    async with run_worker(pool, dict.fromkeys(JOBS_BY_EVENT["test.bell_rang"], do)):
        await emit_and_relay(installation, school)
        await wait_until(lambda: len(done) == 2)
    assert done == [f'{{"school_id":"{school}"}}'.encode()] * 2
    assert await count_waiting_jobs(installation) == 0


async def test_a_job_that_fails_is_tried_again(installation: Installation, pool: asyncpg.Pool) -> None:
    tries: list[bytes] = []

    async def do(payload: bytes) -> None:
        tries.append(payload)
        if len(tries) == 1:
            raise ConnectionError

    async with run_worker(pool, {"open the doors": do, "begin the lesson": _do_nothing}):
        await emit_and_relay(installation, uuid4())
        await wait_until(lambda: len(tries) == 2)
    assert await count_waiting_jobs(installation) == 0


async def test_a_job_that_keeps_failing_is_dead_lettered_and_blocks_no_other(
    installation: Installation, pool: asyncpg.Pool
) -> None:
    done: list[bytes] = []

    async def fail(_: bytes) -> None:
        raise ValueError

    async def do(payload: bytes) -> None:
        done.append(payload)

    async def count_failed() -> int:
        async with installation.sessions() as session:
            return await count_dead_lettered(session)

    async with run_worker(pool, {"open the doors": fail, "begin the lesson": do}):
        await emit_and_relay(installation, uuid4())
        async with asyncio.timeout(15):
            while await count_failed() == 0:  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(0.05)
        await emit_and_relay(installation, uuid4())
        await wait_until(lambda: len(done) == 2)


async def test_the_jobs_of_a_worker_that_was_killed_go_to_another(
    installation: Installation, pool: asyncpg.Pool
) -> None:
    done: list[bytes] = []

    async def do(payload: bytes) -> None:
        done.append(payload)

    await emit_and_relay(installation, uuid4())
    async with installation.transaction() as work:
        killed = "status = 'picked', queue_manager_id = gen_random_uuid(), heartbeat = now() - interval '1 minute'"
        await work.execute(text(f"UPDATE jobs.pgqueuer SET {killed}"))  # noqa: S608 - our own constant
    async with run_worker(pool, {"open the doors": do, "begin the lesson": do}):
        await wait_until(lambda: len(done) == 2)


async def test_a_worker_that_is_stopped_completes_running_jobs(installation: Installation, pool: asyncpg.Pool) -> None:
    started, go_on, done = asyncio.Event(), asyncio.Event(), list[bytes]()

    async def do(payload: bytes) -> None:
        started.set()
        await go_on.wait()
        done.append(payload)

    async with run_worker(pool, {"open the doors": do, "begin the lesson": _do_nothing}) as stopping:
        await emit_and_relay(installation, uuid4())
        await started.wait()
        stopping.set()
        go_on.set()
    assert len(done) == 1
    assert await count_waiting_jobs(installation) == 0


async def test_scheduled_jobs_are_run_again_and_again(pool: asyncpg.Pool) -> None:
    done: list[bytes] = []

    async def do(payload: bytes) -> None:
        done.append(payload)

    async with run_worker(pool, {}, scheduled={"every second": ("* * * * * *", do)}):
        await wait_until(lambda: len(done) >= 2)


async def test_the_queue_probes_its_listener_only_once_it_listens(installation: Installation) -> None:
    order: list[str] = []

    class SlowToListen(asyncpg.Connection):
        async def add_listener(self, channel: str, callback: Any) -> None:  # noqa: ANN401 - asyncpg's own
            await asyncio.sleep(0.2)
            await super().add_listener(channel, callback)
            order.append("listens")

        async def execute(self, query: str, *args: object, timeout: float | None = None) -> str:  # noqa: ASYNC109 - asyncpg's own
            if "pg_notify" in query:
                order.append("probes")
            return await super().execute(query, *args, timeout=timeout)

    url = installation.context.settings.database_url
    async with (
        asyncpg.create_pool(url, min_size=2, max_size=4, connection_class=SlowToListen) as pool,
        run_worker(pool, {}),
    ):
        await wait_until(lambda: len(order) == 2)
    assert order == ["listens", "probes"]


async def enqueue(installation: Installation, task: Task, *ids: UUID) -> None:
    """Enqueue the task for these ids."""
    async with installation.transaction() as work:
        work.enqueue(task, *ids)


async def enqueue_and_relay(installation: Installation, task: Task, *ids: UUID) -> None:
    """Enqueue the task for these ids, and turn it into jobs."""
    await enqueue(installation, task, *ids)
    async with installation.transaction() as work:
        await relay_events(work, {}, [task.name])


@pytest.mark.usefixtures("pool")
async def test_a_task_that_waits_is_not_enqueued_again(installation: Installation) -> None:
    here, there = uuid4(), uuid4()
    await enqueue_and_relay(installation, SWEEP, here, there, here)
    await enqueue_and_relay(installation, SWEEP, here)
    assert await count_waiting_jobs(installation) == 2


async def test_a_task_enqueued_often_while_it_runs_runs_once_more(
    installation: Installation, pool: asyncpg.Pool
) -> None:
    started, go_on, done = asyncio.Event(), asyncio.Event(), list[bytes]()

    async def do(payload: bytes) -> None:
        started.set()
        await go_on.wait()
        done.append(payload)

    school = uuid4()
    async with run_worker(pool, {SWEEP.name: do}, tasks=[SWEEP]):
        await enqueue_and_relay(installation, SWEEP, school)
        await started.wait()
        async with installation.transaction() as work:  # no worker can take the next run before it commits
            for _ in range(2):
                await enqueue(installation, SWEEP, school)
                await enqueue(installation, SWEEP, school)
                assert await relay_events(work, {}, [SWEEP.name]) == 2
        assert await count_waiting_jobs(installation) == 2, "the one that runs, and one more"
        go_on.set()
        await wait_until(lambda: len(done) == 2)
    assert await count_waiting_jobs(installation) == 0
    assert len(done) == 2


async def test_what_a_task_is_enqueued_for_is_seen_by_a_run_that_begins_later(
    installation: Installation, pool: asyncpg.Pool
) -> None:
    changes, seen, school = 0, list[int](), uuid4()

    async def do(_: bytes) -> None:
        seen.append(changes)

    async with run_worker(pool, {SWEEP.name: do}, tasks=[SWEEP]):
        for _ in range(20):
            changes += 1
            await enqueue_and_relay(installation, SWEEP, school)
        await wait_until_no_job_waits(installation)
    assert max(seen) == changes
    assert len(seen) <= changes, "at most one run for each time"


async def test_a_repeated_task_is_not_enqueued_while_it_runs(installation: Installation, pool: asyncpg.Pool) -> None:
    started, go_on, done = asyncio.Event(), asyncio.Event(), list[bytes]()

    async def do(payload: bytes) -> None:
        started.set()
        await go_on.wait()
        done.append(payload)

    school = uuid4()
    async with run_worker(pool, {PATROL.name: do}, tasks=[PATROL]):
        await enqueue_and_relay(installation, PATROL, school)
        await started.wait()
        await enqueue_and_relay(installation, PATROL, school)
        assert await count_waiting_jobs(installation) == 1
        go_on.set()
        await wait_until(lambda: len(done) == 1)


@pytest.mark.parametrize("task", [pytest.param(SWEEP, id="task"), pytest.param(PATROL, id="repeated task")])
async def test_a_poisoned_thing_stops_no_other_and_leaves_one_dead_letter(
    installation: Installation, pool: asyncpg.Pool, task: Task
) -> None:
    poisoned, others, tries = uuid4(), {uuid4() for _ in range(25)}, list[bytes]()
    done = set[UUID]()

    async def do(payload: bytes) -> None:
        tries.append(payload)
        one = UUID(msgspec.json.decode(payload)["id"])
        if one == poisoned:
            raise ValueError
        done.add(one)

    async with run_worker(pool, {task.name: do}, tasks=[task]):
        for count in (1, 2):
            await enqueue_and_relay(installation, task, poisoned, *others)
            await wait_until(lambda: done == others)
            await wait_until(lambda: sum(str(poisoned).encode() in one for one in tries) == 3 * count)  # noqa: B023 - awaited here
            await wait_until_no_job_waits(installation)
            async with installation.sessions() as session:
                assert await count_dead_lettered(session) == 1
            done.clear()


@pytest.mark.usefixtures("pool")
async def test_a_task_that_only_newer_workers_know_waits(installation: Installation) -> None:
    await enqueue(installation, SWEEP, uuid4())
    async with installation.transaction() as work:
        assert await relay_events(work, JOBS_BY_EVENT, [PATROL.name]) == 0
    async with installation.transaction() as work:
        assert await relay_events(work, JOBS_BY_EVENT, [SWEEP.name]) == 1


async def _do_nothing(_: bytes) -> None:
    """Do nothing."""
