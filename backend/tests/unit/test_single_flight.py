"""Single flight: doing once what many callers request at the same time."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from uuid import UUID, uuid4

import pytest

from parta.core.single_flight import SingleFlight


def _run_async(test: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
    @wraps(test)
    def run() -> None:
        asyncio.run(test())

    return run


class Work:
    """Work that counts its runs, and ends when `may_end` is set."""

    def __init__(self) -> None:
        """Create it without runs."""
        self.started = 0
        self.running = 0
        self.max_running = 0
        self.may_end = asyncio.Event()

    async def run(self) -> None:
        """Run until `may_end` is set."""
        self.started += 1
        self.running += 1
        self.max_running = max(self.max_running, self.running)
        await self.may_end.wait()
        self.running -= 1


async def _request(flight: SingleFlight, key: UUID, work: Work, times: int) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(flight.run(key, work.run)) for _ in range(times)]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


@_run_async
async def test_what_many_request_is_run_once_and_once_more_for_who_came_while_it_ran() -> None:
    flight, work, key = SingleFlight(), Work(), uuid4()
    first = await _request(flight, key, work, 5)
    later = await _request(flight, key, work, 7)
    assert work.started == 1
    work.may_end.set()
    await asyncio.gather(*first, *later)
    assert (work.started, work.max_running) == (2, 1)


@_run_async
async def test_runs_of_different_keys_do_not_wait_for_each_other() -> None:
    flight, work = SingleFlight(), Work()
    tasks = [*await _request(flight, uuid4(), work, 1), *await _request(flight, uuid4(), work, 1)]
    assert work.running == 2
    work.may_end.set()
    await asyncio.gather(*tasks)


@_run_async
async def test_all_callers_receive_a_failure_and_the_next_caller_starts_another_run() -> None:
    flight, key = SingleFlight(), uuid4()

    async def fail() -> None:
        await asyncio.sleep(0)
        raise OSError("away")

    for _ in range(2):
        results = await asyncio.gather(*(flight.run(key, fail) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in results] == [OSError, OSError, OSError]


@_run_async
async def test_a_cancelled_caller_does_not_cancel_it_for_the_others() -> None:
    flight, work, key = SingleFlight(), Work(), uuid4()
    cancelled, patient = await _request(flight, key, work, 2)
    cancelled.cancel()
    work.may_end.set()
    await patient
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    assert work.started == 1
