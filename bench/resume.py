"""How soon 1,000 clients of a chat with traffic have caught up after the web process is killed and restarted."""

import asyncio
import json
import random
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, create_crowd
from http_connection import HttpConnection
from smoke import choose, run_parta
from ws_client import WebSocketClient

from parta.core.ids import new_id
from tests.processes import Processes

PEOPLE = choose(1000, 5)
SENDERS = choose(4, 2)
PAUSE_S = 0.4
"""Between two messages of a sender."""
TRAFFIC_BEFORE_S = choose(3.0, 0.5)
TRAFFIC_AFTER_S = choose(5.0, 0.5)
BATCH_SIZE = 50
GAP_S = 0.3
FIRST_RETRY_S, MAX_RETRY_S = choose(2.0, 0.2), choose(30.0, 1.0)
"""As the web client does: a random delay of up to two seconds, doubled with each attempt."""

_FRAME = re.compile(rb'^\{"t":"(update|diff|reset|welcome|heartbeat)"(?:,"s":"([^"]+)")?')
_UPDATE = re.compile(rb'"n":(\d+)')
_DIFFERENCE = re.compile(rb'"from":(\d+),"to":(\d+)')
_MESSAGE = re.compile(rb'"client_id":"([0-9a-f-]{36})"')


class Client:
    """A client that follows one chat by the protocol and reconnects after a loss."""

    def __init__(self, port: int, token: str, chat: str) -> None:
        """Create the client of the person with this session token."""
        self._port, self._token, self._stream = port, token, f"chat:{chat}"
        self._pending: dict[int, list[bytes]] = {}
        self._socket: WebSocketClient | None = None
        self._is_repair_scheduled = False
        self.seq = -1
        self.target_seq = 0
        self.received: set[bytes] = set()
        self.caught_up_at = 0.0
        """When everything up to the position in the last `welcome` was received."""

    async def run(self, generator: random.Random) -> None:
        """Follow the chat until cancelled."""
        attempts = 0
        while True:
            try:
                known = f'{{"{self._stream}":{self.seq}}}' if self.seq >= 0 else "{}"
                self.caught_up_at = 0.0
                self._socket = await WebSocketClient.open(self._port, self._token, self._on_message, known)
                attempts = 0
                await self._socket.is_closed.wait()
            except (OSError, TimeoutError):
                pass
            await asyncio.sleep(generator.random() * min(FIRST_RETRY_S * 2**attempts, MAX_RETRY_S))
            attempts += 1

    def _on_message(self, message: bytes) -> None:
        frame = _FRAME.match(message)
        if frame is None:
            return
        if frame[2] is None:
            self._update_target(frame[1], json.loads(message))
        elif frame[2].decode() == self._stream:
            self._handle(frame[1], message)
        while (ids := self._pending.pop(self.seq + 1, None)) is not None:
            self.received.update(ids)
            self.seq += 1
        if not self.caught_up_at and self.seq >= self.target_seq:
            self.caught_up_at = time.perf_counter()
        if (self._pending or self.seq < self.target_seq) and not self._is_repair_scheduled:
            self._is_repair_scheduled = True
            asyncio.get_running_loop().call_later(GAP_S, self._repair)

    def _update_target(self, kind: bytes, frame: dict[str, Any]) -> None:
        """Read the stream's position from a `welcome` or `heartbeat`; the first one is where to start."""
        positions: dict[str, int] = frame["streams" if kind == b"welcome" else "positions"]
        self.target_seq = max(self.target_seq, positions.get(self._stream, 0))
        self.seq = self.target_seq if self.seq < 0 else self.seq

    def _handle(self, kind: bytes, message: bytes) -> None:
        if kind == b"update":
            self._pending[_parse_number(_UPDATE, message, 1)] = _MESSAGE.findall(message)
        elif kind == b"reset":
            raise AssertionError("no client was disconnected for so long")
        elif _parse_number(_DIFFERENCE, message, 1) <= self.seq < _parse_number(_DIFFERENCE, message, 2):
            self.received.update(_MESSAGE.findall(message))
            self.seq = _parse_number(_DIFFERENCE, message, 2)
            if b'"more":true' in message and self._socket is not None:
                self._socket.request_difference(self._stream, self.seq)

    def _repair(self) -> None:
        self._is_repair_scheduled = False
        self._pending = {seq: ids for seq, ids in self._pending.items() if seq > self.seq}
        if (self._pending or self.seq < self.target_seq) and self._socket is not None:
            self._socket.request_difference(self._stream, self.seq)


async def write(parta: Processes, crowd: Crowd, number: int, acknowledged: set[bytes], stop: asyncio.Event) -> None:
    """Send one message after another, each repeatedly until it is acknowledged."""
    connection: HttpConnection | None = None
    path = f"/api/chats/{crowd.chats[0]}/messages"
    while not stop.is_set():
        client_id = str(new_id())
        body = json.dumps({"client_id": client_id, "text": "Кто сделал третий номер?"}).encode()
        while True:
            try:
                if connection is None or not connection.is_open:
                    connection = await HttpConnection.connect("127.0.0.1", parta.port)
                status, _ = await connection.post(path, crowd.people[number].token, body)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            if status in {200, 201}:
                break
            await asyncio.sleep(0.1)
        acknowledged.add(client_id.encode())
        await asyncio.sleep(PAUSE_S)


async def measure(parta: Processes) -> dict[str, Any]:
    """Run all clients and senders, kill and restart the web process, and wait until all have caught up."""
    crowd = await create_crowd(parta.database_url, people=PEOPLE, chats=1)
    generator = random.Random(1)  # noqa: S311 - reconnect delays
    clients = [Client(parta.port, one.token, str(crowd.chats[0])) for one in crowd.people]
    running_clients: list[asyncio.Task[None]] = []
    for begin in range(0, PEOPLE, BATCH_SIZE):
        running_clients += [
            asyncio.create_task(person.run(generator)) for person in clients[begin : begin + BATCH_SIZE]
        ]
        await _wait_until(lambda upto=begin + BATCH_SIZE: all(person.caught_up_at for person in clients[:upto]))
    acknowledged: set[bytes] = set()
    stop = asyncio.Event()
    writers = [asyncio.create_task(write(parta, crowd, number, acknowledged, stop)) for number in range(SENDERS)]
    await asyncio.sleep(TRAFFIC_BEFORE_S)
    own_cpu = time.process_time()
    parta.kill("web")
    killed_at = time.perf_counter()
    for person in clients:
        person.caught_up_at = 0.0
    await asyncio.to_thread(parta.start, "web")
    ready_at = time.perf_counter()
    await _wait_until(lambda: all(person.caught_up_at for person in clients))
    caught_up_at = max(person.caught_up_at for person in clients)
    server_cpu = parta.cpu_s("web")
    own_cpu = time.process_time() - own_cpu
    await asyncio.sleep(TRAFFIC_AFTER_S)
    stop.set()
    await asyncio.gather(*writers)
    numbers, stored = await _read_stored(parta)
    await _wait_until(lambda: all(person.received >= acknowledged for person in clients), timeout_s=15)
    for task in running_clients:
        task.cancel()
    return {
        "seconds": round(caught_up_at - ready_at, 2),
        "since_kill_s": round(caught_up_at - killed_at, 2),
        "acknowledged": len(acknowledged),
        "lost": sum(len(acknowledged - person.received) for person in clients) + len(acknowledged - set(stored)),
        "doubled": len(stored) - len(set(stored)),
        "holes": numbers[-1] - len(numbers),
        "web_cpu_s": round(server_cpu, 2),
        "client_cpu_s": round(own_cpu, 2),
    }


async def _read_stored(parta: Processes) -> tuple[list[int], list[bytes]]:
    connection = await asyncpg.connect(parta.database_url)
    try:
        rows = await connection.fetch(
            "SELECT number, client_id FROM message WHERE author_id IS NOT NULL ORDER BY number"
        )
    finally:
        await connection.close()
    return [row["number"] for row in rows], [str(row["client_id"]).encode() for row in rows]


async def _wait_until(condition: Any, *, timeout_s: float = 120) -> None:  # noqa: ANN401 - a condition
    deadline = time.perf_counter() + timeout_s
    while not condition() and time.perf_counter() < deadline:  # noqa: ASYNC110 - many states, one condition
        await asyncio.sleep(0.02)


def _parse_number(pattern: re.Pattern[bytes], message: bytes, group: int) -> int:
    found = pattern.search(message)
    return int(found[group]) if found else 0


def main() -> None:
    """Measure and print the figures; the last line is JSON."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with run_parta("web") as parta:
        figures = uvloop.run(measure(parta))
    print(f"{PEOPLE} people, {SENDERS} of them writing; web process killed and restarted")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
