"""Doing once what many ask for at the same time."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from uuid import UUID, uuid4

import pytest

from parta.core.single_flight import SingleFlight


def _run_async(story: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
    @wraps(story)
    def told() -> None:
        asyncio.run(story())

    return told


class Work:
    """Something that is done as often as it is told, and ends when it is let."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.started = 0
        self.running = 0
        self.max_running = 0
        self.may_end = asyncio.Event()

    async def run(self) -> None:
        """Do it."""
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
async def test_what_many_ask_for_is_done_once_and_once_more_for_who_came_while_it_ran() -> None:
    gathering, work, key = SingleFlight(), Work(), uuid4()
    first = await _request(gathering, key, work, 5)
    later = await _request(gathering, key, work, 7)
    assert work.started == 1
    work.may_end.set()
    await asyncio.gather(*first, *later)
    assert (work.started, work.max_running) == (2, 1)


@_run_async
async def test_what_concerns_different_things_does_not_wait_for_each_other() -> None:
    gathering, work = SingleFlight(), Work()
    asked = [*await _request(gathering, uuid4(), work, 1), *await _request(gathering, uuid4(), work, 1)]
    assert work.running == 2
    work.may_end.set()
    await asyncio.gather(*asked)


@_run_async
async def test_all_who_asked_hear_of_a_failure_and_who_asks_next_gets_another_try() -> None:
    gathering, key = SingleFlight(), uuid4()

    async def fail() -> None:
        await asyncio.sleep(0)
        raise OSError("away")

    for _ in range(2):
        told = await asyncio.gather(*(gathering.run(key, fail) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in told] == [OSError, OSError, OSError]


@_run_async
async def test_who_is_told_to_stop_does_not_stop_it_for_the_others() -> None:
    gathering, work, key = SingleFlight(), Work(), uuid4()
    hasty, patient = await _request(gathering, key, work, 2)
    hasty.cancel()
    work.may_end.set()
    await patient
    with pytest.raises(asyncio.CancelledError):
        await hasty
    assert work.started == 1
