"""Doing once what many ask for at the same time."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from uuid import UUID, uuid4

import pytest

from parta.core.single_flight import SingleFlight


def _at_once(story: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
    @wraps(story)
    def told() -> None:
        asyncio.run(story())

    return told


class Work:
    """Something that is done as often as it is told, and ends when it is let."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.begun = 0
        self.at_once = 0
        self.most_at_once = 0
        self.may_end = asyncio.Event()

    async def do(self) -> None:
        """Do it."""
        self.begun += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.may_end.wait()
        self.at_once -= 1


async def _ask(gathering: SingleFlight, key: UUID, work: Work, times: int) -> list[asyncio.Task[None]]:
    asked = [asyncio.create_task(gathering.run(key, work.do)) for _ in range(times)]
    for _ in range(3):
        await asyncio.sleep(0)
    return asked


@_at_once
async def test_what_many_ask_for_is_done_once_and_once_more_for_who_came_while_it_ran() -> None:
    gathering, work, key = SingleFlight(), Work(), uuid4()
    first = await _ask(gathering, key, work, 5)
    later = await _ask(gathering, key, work, 7)
    assert work.begun == 1
    work.may_end.set()
    await asyncio.gather(*first, *later)
    assert (work.begun, work.most_at_once) == (2, 1)


@_at_once
async def test_what_concerns_different_things_does_not_wait_for_each_other() -> None:
    gathering, work = SingleFlight(), Work()
    asked = [*await _ask(gathering, uuid4(), work, 1), *await _ask(gathering, uuid4(), work, 1)]
    assert work.at_once == 2
    work.may_end.set()
    await asyncio.gather(*asked)


@_at_once
async def test_all_who_asked_hear_of_a_failure_and_who_asks_next_gets_another_try() -> None:
    gathering, key = SingleFlight(), uuid4()

    async def fail() -> None:
        await asyncio.sleep(0)
        raise OSError("away")

    for _ in range(2):
        told = await asyncio.gather(*(gathering.run(key, fail) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in told] == [OSError, OSError, OSError]


@_at_once
async def test_who_is_told_to_stop_does_not_stop_it_for_the_others() -> None:
    gathering, work, key = SingleFlight(), Work(), uuid4()
    hasty, patient = await _ask(gathering, key, work, 2)
    hasty.cancel()
    work.may_end.set()
    await patient
    with pytest.raises(asyncio.CancelledError):
        await hasty
    assert work.begun == 1
