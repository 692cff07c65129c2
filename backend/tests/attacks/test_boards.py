"""Attacks on a board: neither web, worker nor boards process swells, and who draws is seen by the others."""

import asyncio
import base64
import secrets
import socket
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pycrdt
import pytest
from httpx import AsyncClient
from pycrdt import YSyncMessageType
from websockets.exceptions import ConnectionClosed

from parta.core.ids import new_id
from tests.attacks.memory import watching_memory
from tests.kill.conftest import Person, Scenario, run_scenario
from tests.processes import Part
from tests.realtime.board_client import BoardClient, open_board_client, rectangle, sync_message

pytestmark = [pytest.mark.anyio, pytest.mark.attack]

_MAX_GROWTH_MB: dict[Part, int] = {"web": 150, "worker": 100, "boards": 250}
"""A worker that has just started takes 50 by itself."""
_TIMES = 3
"""How often each bomb is thrown by each of two people: after that all they send is refused unread."""
_LARGE = 90_000
_DRAWING_BYTES = 3_800_000
_SOCKETS = 5
_ATTACK_S = 20
_ASK_INTERVAL_S = 0.25
_DRAW_TIMEOUT_S = 10
_NOT_THERE = 503
"""No media server runs here; who joins is in the call all the same."""


@dataclass(frozen=True)
class OpenBoard:
    """The open board of a call with people who may all draw."""

    school: Scenario
    id: UUID

    @asynccontextmanager
    async def ready(self, person: Person) -> AsyncGenerator[BoardClient]:
        """Open the board as this person, and wait for the drawing."""
        async with open_board_client(self.school.parta.url, person.token, self.id) as client:
            await client.until(lambda one: one.states)
            yield client


@pytest.fixture(scope="module")
def school() -> Iterator[Scenario]:
    """Return a running Parta with people in a chat, and its boards process."""
    with run_scenario(_PEOPLE, _PEOPLE, parts=("web", "worker", "boards")) as scenario:
        yield scenario


@pytest.fixture
async def board(school: Scenario) -> OpenBoard:
    """Return the board of a new call."""
    leader = school.people[0]
    connection = await asyncpg.connect(school.parta.database_url)
    await connection.execute("UPDATE member SET role = 'ADMIN' WHERE profile_id = $1", leader.id)
    await connection.close()
    made = await _ask(
        school, leader, "POST", f"/api/chats/{school.chat}/calls", client_id=str(new_id()), title="Математика"
    )
    path = f"/api/calls/{made['id']}"
    for person in school.people:
        await _ask(school, person, "POST", f"{path}/join", device="laptop")
    await _ask(school, leader, "PUT", f"{path}/settings", is_board_open=True)
    page = await _ask(school, leader, "GET", path)
    return OpenBoard(school, UUID(page["call"]["board_id"]))


def _set_raw(value: bytes) -> bytes:
    """Return an update that sets the key `a` to this encoded value."""
    return b"\x01\x01\x07\x00\x28\x01\x08elements\x01a\x01" + value + b"\x00"


def _set(count: int = 1, **changes: Any) -> bytes:  # noqa: ANN401 - JSON
    """Return an update that sets so many new elements."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    elements = doc.get("elements", type=pycrdt.Map)
    with doc.transaction():
        for _ in range(count):
            key = new_id().hex
            elements[key] = rectangle(key, **changes)
    return doc.get_update()


_BOMBS: Mapping[str, Callable[[], bytes]] = {
    "lists 40,000 deep": lambda: _set_raw(b"\x75\x01" * 40_000 + b"\x75\x00"),
    "a list that claims to be long": lambda: _set_raw(b"\x75\xff\xff\xff\xff\x0f"),
    "a hundred thousand lists": lambda: _set(customData={"lists": [[]] * _LARGE}),
    "a hundred thousand numbers": lambda: _set(type="line", points=[[1.0, 2.0]] * (_LARGE // 3)),
    "a long text": lambda: _set(type="text", fontSize=20.0, text="х" * _LARGE),
    "too long a text": lambda: _set(type="text", fontSize=20.0, text="х" * 240_000),
    "thousands of elements": lambda: _set(2_500),
    "thousands of deleted spans": lambda: b"\x00\x01\x07\xff\xff\x01" + b"\x01\x01" * 32_767,
}

_FIRST_THROWER = 6
"""Those before draw, or ask; each bomb has two throwers of its own."""
_PEOPLE = _FIRST_THROWER + 2 * len(_BOMBS)


@asynccontextmanager
async def _unharmed(board: OpenBoard) -> AsyncGenerator[None]:
    """Check that all processes stay as they are during the block, and that people draw afterwards."""
    parta = board.school.parta
    pids = {part: parta.pid(part) for part in parta.parts}
    with watching_memory(parta) as watch:
        yield
        async with board.ready(board.school.people[0]) as anna, board.ready(board.school.people[5]) as lena:
            await anna.draw("after")
            await lena.until(lambda her: "after" in her.drawing)
    assert {part: parta.pid(part) for part in parta.parts} == pids
    assert "Traceback" not in parta.log("boards") + parta.log("web")
    assert {part: mb for part, mb in watch.growth().items() if mb > _MAX_GROWTH_MB[part]} == {}


@pytest.mark.parametrize("name", _BOMBS)
async def test_a_drawing_that_grows_when_it_is_read_takes_no_memory_from_others(board: OpenBoard, name: str) -> None:
    first = _FIRST_THROWER + 2 * list(_BOMBS).index(name)
    async with _unharmed(board):
        for person in board.school.people[first : first + 2]:
            answers = [await _throw(board, person, _BOMBS[name]()) for _ in range(_TIMES)]
            assert answers[0] != "unread"


async def test_ten_sockets_that_ask_for_a_large_drawing_and_never_read_keep_nobody_waiting(board: OpenBoard) -> None:
    people = board.school.people
    await _fill(board, [people[0], people[3], people[4]])
    async with _unharmed(board), board.ready(people[0]) as anna, board.ready(people[3]) as lena:
        deaf = [asyncio.create_task(_ask_without_reading(board, one)) for one in people[1:3] for _ in range(_SOCKETS)]
        slowest = 0.0
        for number in range(_ATTACK_S):
            started = time.monotonic()
            async with asyncio.timeout(_DRAW_TIMEOUT_S):
                await anna.draw(f"meanwhile{number}")
                await lena.until(lambda her, number=number: f"meanwhile{number}" in her.drawing)
            slowest = max(slowest, time.monotonic() - started)
            await asyncio.sleep(1)
        closed = await asyncio.gather(*deaf)
        print(f"another's drawing arrived within {slowest:.2f} s; closed {sum(closed)} times")  # noqa: T201 - a figure of `make test-attacks`
        assert min(closed) > 0


async def _throw(board: OpenBoard, person: Person, bomb: bytes) -> str:
    """Send a bomb; return why it was refused, "taken" if it was not, "unread" if this person is shut out."""
    async with open_board_client(board.school.parta.url, person.token, board.id) as client:
        await client.until(lambda one: one.states or one.close_code)
        own = len(client.own)
        with suppress(ConnectionClosed):
            await client.send(YSyncMessageType.SYNC_UPDATE, bomb)
        await client.until(lambda one: len(one.own) > own or one.close_code)
        refusals = client.received("refused")
        return refusals[-1]["reason"] if refusals else "unread" if client.close_code else "taken"


async def _fill(board: OpenBoard, people: list[Person]) -> None:
    """Draw about as much as a board may hold."""
    async with AsyncExitStack() as opened:
        clients = [await opened.enter_async_context(board.ready(one)) for one in people]
        for number in range(_DRAWING_BYTES // (_LARGE * len(people))):
            for client in clients:
                await client.draw(f"large{clients.index(client)}-{number}", customData={"note": "x" * _LARGE})
            await clients[0].until(lambda her, number=number: len(her.drawing) == (number + 1) * len(clients))


async def _ask_without_reading(board: OpenBoard, person: Person) -> int:
    """Ask for all of the drawing again and again without reading, and come back when closed; return how often."""
    url, loop, closed = board.school.parta.url, asyncio.get_running_loop(), 0
    message = sync_message(YSyncMessageType.SYNC_STEP1, b"\x00")
    frame = bytes((0x82, 0x80 | len(message))) + bytes(4) + message
    head = (
        f"GET /api/boards/{board.id}/socket HTTP/1.1\r\nHost: {url.removeprefix('http://')}\r\nOrigin: {url}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {base64.b64encode(secrets.token_bytes(16)).decode()}\r\n"
        f"Cookie: parta_profile={person.token}\r\n\r\n"
    ).encode()
    ends_at = loop.time() + _ATTACK_S
    while loop.time() < ends_at:
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.setblocking(False)  # noqa: FBT003 - positional by its nature
            with suppress(OSError):
                await loop.sock_connect(deaf, ("127.0.0.1", board.school.parta.port))
                await loop.sock_sendall(deaf, head)
                while loop.time() < ends_at:
                    await asyncio.sleep(_ASK_INTERVAL_S)
                    await asyncio.wait_for(loop.sock_sendall(deaf, frame), _ASK_INTERVAL_S)
        closed += loop.time() < ends_at
    return closed


async def _ask(school: Scenario, person: Person, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
    """Return the response to this request of this person."""
    headers = {"Cookie": f"parta_profile={person.token}", "Origin": school.parta.url}
    async with AsyncClient(base_url=school.parta.url, headers=headers, timeout=30, trust_env=False) as browser:
        answer = await browser.request(method, path, json=body or None)
    assert answer.is_success or (path.endswith("/join") and answer.status_code == _NOT_THERE), answer.text
    return answer.json() if answer.content else None
