"""Floods of each socket: the web process neither dies nor swells, and whoever comes next is served."""

import asyncio
import json
import secrets
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from parta.core.ids import new_id
from tests.attacks.memory import MB, watching_memory
from tests.integration.audience.test_routes import SOCKET_PATHS
from tests.kill.conftest import Scenario, run_scenario

pytestmark = [pytest.mark.anyio, pytest.mark.attack]

_STRANGERS = 300
_FRAMES = 20_000
_TIMEOUT_S = 30
_MAX_GROWTH_MB = 150
_UPLOADS = 40
_MAX_REMAINING_MB = 50
_COOKIES = {"/ws": "parta_profile", "/ws?as=account": "parta_journal", "/ws?as=guest": "parta_guest"}
_FLOODS = {
    "nonsense": "\x00" * 60_000,
    "differences": json.dumps({"t": "diff", "s": f"chat:{new_id()}", "from": 0}),
    "typing": json.dumps({"t": "typing", "s": f"chat:{new_id()}"}),
    "hello again": json.dumps({"t": "hello", "proto": 2, "epoch": None, "streams": {}}),
}


@pytest.fixture(scope="module")
def school() -> Iterator[Scenario]:
    """Return a running Parta with six people in a chat."""
    with run_scenario(6, 6) as scenario:
        yield scenario


@asynccontextmanager
async def unharmed(school: Scenario) -> AsyncGenerator[None]:
    """Check that during the block the web process swells little, and that it serves afterwards as before."""
    parta = school.parta
    pid = parta.pid("web")
    with watching_memory(parta) as watch:
        yield
        async with _connect(school, "/ws", f"parta_profile={school.people[1].token}") as socket:
            await socket.send(_FLOODS["hello again"])
            assert json.loads(await asyncio.wait_for(socket.recv(), _TIMEOUT_S))["t"] == "welcome"
    await asyncio.to_thread(parta.wait_until_ready)
    assert parta.pid("web") == pid
    assert "Traceback" not in parta.log("web")
    assert watch.growth()["web"] <= _MAX_GROWTH_MB


@pytest.mark.parametrize("path", SOCKET_PATHS)
async def test_strangers_who_all_knock_at_once_are_turned_away(school: Scenario, path: str) -> None:
    async with unharmed(school):
        codes = await asyncio.gather(*(_knock(school, _fill(path), path) for _ in range(_STRANGERS)))
    assert "open" not in codes


@pytest.mark.parametrize("flood", _FLOODS)
async def test_who_sends_without_end_and_reads_nothing_meanwhile_is_closed(school: Scenario, flood: str) -> None:
    async with unharmed(school), _connect(school, "/ws", f"parta_profile={school.people[0].token}") as socket:
        await socket.send(_FLOODS["hello again"])
        with pytest.raises(WebSocketException):
            await _send_without_end(socket, _FLOODS[flood])


async def test_one_person_who_opens_sockets_without_end_shuts_out_nobody_else(school: Scenario) -> None:
    async with unharmed(school):
        cookie = f"parta_profile={school.people[0].token}"
        await asyncio.gather(*(_open_for_a_moment(school, cookie) for _ in range(_STRANGERS)))


async def test_what_a_flood_of_uploads_has_used_goes_back_to_the_machine(school: Scenario) -> None:
    with watching_memory(school.parta) as watch:
        for _ in range(3):
            assert set(await asyncio.gather(*(_upload(school, number) for number in range(_UPLOADS)))) == {201}
        async with asyncio.timeout(_TIMEOUT_S):
            while watch.remaining_growth()["web"] > _MAX_REMAINING_MB:  # noqa: ASYNC110 - it happens elsewhere
                await asyncio.sleep(1)


async def _upload(school: Scenario, number: int) -> int:
    cookie = f"parta_profile={school.people[number % len(school.people)].token}"
    async with httpx.AsyncClient(base_url=school.parta.url, timeout=_TIMEOUT_S, trust_env=False) as browser:
        headers = {"X-Client-Id": str(new_id()), "Cookie": cookie}
        return (await browser.post("/api/files?name=a.bin", content=bytes(8 * MB), headers=headers)).status_code


async def _send_without_end(socket: ClientConnection, frame: str) -> None:
    """Send all frames, then read until the server closes. Raises TimeoutError if it does not."""
    for _ in range(_FRAMES):
        await socket.send(frame)
    async with asyncio.timeout(_TIMEOUT_S):
        while True:
            await socket.recv()


async def _knock(school: Scenario, address: str, path: str) -> str:
    """Return the code with which a socket of somebody who is not signed in is closed; `open` if it is not."""
    cookie = f"{_COOKIES.get(path, 'parta_profile')}={secrets.token_urlsafe(32)}"
    try:
        async with _connect(school, address, cookie) as socket:
            await socket.send(_FLOODS["hello again"])
            with suppress(WebSocketException):
                while True:
                    await asyncio.wait_for(socket.recv(), _TIMEOUT_S)
            return str(socket.close_code)
    except TimeoutError:
        return "open"
    except (WebSocketException, OSError) as refused:
        return type(refused).__name__


async def _open_for_a_moment(school: Scenario, cookie: str) -> None:
    with suppress(WebSocketException, OSError, TimeoutError):
        async with _connect(school, "/ws", cookie) as socket:
            await socket.send(_FLOODS["hello again"])
            await asyncio.wait_for(socket.recv(), _TIMEOUT_S)


def _fill(path: str) -> str:
    return path.replace("{board_id:uuid}", str(new_id())).replace("{rest:path}", "")


@asynccontextmanager
async def _connect(school: Scenario, path: str, cookie: str) -> AsyncGenerator[ClientConnection]:
    origin: Any = school.parta.url
    address = f"{school.parta.url.replace('http', 'ws', 1)}{path}"
    headers = {"Cookie": cookie}
    async with connect(address, origin=origin, additional_headers=headers, compression=None, proxy=None) as socket:
        yield socket
