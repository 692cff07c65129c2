"""Files that grow when they are opened cost the processes little memory, and nobody their connection."""

import asyncio
from collections.abc import Iterator

import asyncpg
import httpx
import pytest

from parta.core.ids import new_id
from tests.attacks.bombs import BOMBS
from tests.attacks.memory import watching_memory
from tests.kill.conftest import Person, Scenario, run_scenario
from tests.processes import Part

pytestmark = [pytest.mark.anyio, pytest.mark.attack]

_AT_ONCE = 6
_TIMEOUT_S = 120
_IDLE_S = 3
"""After which a worker that has just started holds what it always holds."""
_ANSWERS = {201, 413, 415, 422, 507}
"""It is examined, or refused for a reason."""
_MAX_GROWTH_MB: dict[Part, int] = {"web": 300, "worker": 1000, "boards": 50}
"""With all that examines files; one picture of fifty million pixels alone takes 200."""
_MAX_REMAINING_MB = 300


@pytest.fixture(scope="module")
def school() -> Iterator[Scenario]:
    """Return a running Parta with six people in a chat."""
    with run_scenario(6, 6, parts=("web", "worker", "boards")) as scenario:
        yield scenario


@pytest.mark.parametrize("name", BOMBS)
async def test_a_file_that_grows_when_opened_takes_no_memory_from_others(school: Scenario, name: str) -> None:
    parta, content = school.parta, await asyncio.to_thread(BOMBS[name])
    parta.stop("worker")  # what the file before this one cost is not counted
    parta.start("worker")
    await asyncio.sleep(_IDLE_S)
    pids = {part: parta.pid(part) for part in parta.parts}
    with watching_memory(parta) as watch:
        uploads = [_upload(parta.url, person, name, content) for person in school.people[:_AT_ONCE]]
        statuses = await asyncio.gather(*uploads)
        assert set(statuses) <= _ANSWERS, statuses
        async with asyncio.timeout(_TIMEOUT_S):
            while await _count_pending(parta.database_url):  # noqa: ASYNC110 - what happens in another process
                await asyncio.sleep(0.2)
    assert await _count_examined(parta.database_url, name) == statuses.count(201)
    assert {part: parta.pid(part) for part in parta.parts} == pids
    assert {part: mb for part, mb in watch.growth().items() if mb > _MAX_GROWTH_MB[part]} == {}
    assert {part: mb for part, mb in watch.remaining_growth().items() if mb > _MAX_REMAINING_MB} == {}


async def _upload(url: str, person: Person, name: str, content: bytes) -> int:
    headers = {"X-Client-Id": str(new_id()), "Cookie": f"parta_profile={person.token}"}
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as browser:
        return (await browser.post(f"/api/files?name={name}", content=content, headers=headers)).status_code


async def _count_pending(database_url: str) -> int:
    return await _count(database_url, "state = 'PENDING'")


async def _count_examined(database_url: str, name: str) -> int:
    return await _count(database_url, "state <> 'PENDING' AND name = $1", name)


async def _count(database_url: str, condition: str, *values: str) -> int:
    connection = await asyncpg.connect(database_url)
    try:
        return await connection.fetchval(f"SELECT count(*) FROM file WHERE {condition}", *values)  # noqa: S608 - ours
    finally:
        await connection.close()
