"""How soon all are level again: 1,000 people in a chat in which others write, the web process killed and restarted."""

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

from crowd import Crowd, gather
from line import Line
from socket_line import SocketLine

from parta.core.ids import new_id
from tests.processes import Processes, running

PEOPLE = 1000
SENDERS = 4
PAUSE_S = 0.4
"""Of each sender between two messages."""
CALM_S = 3.0
TRAFFIC_AFTER_S = 5.0
TOGETHER = 50
GAP_S = 0.3
FIRST_RETRY_S, LONGEST_RETRY_S = 2.0, 30.0
"""As the web client does: at once within two seconds, then up to twice as long each time."""

_FRAME = re.compile(rb'^\{"t":"(put|diff|reset|welcome|beat)"(?:,"s":"([^"]+)")?')
_PUT = re.compile(rb'"n":(\d+)')
_DIFFERENCE = re.compile(rb'"from":(\d+),"to":(\d+)')
_MESSAGE = re.compile(rb'"client_id":"([0-9a-f-]{36})"')


class Person:
    """A client that follows one chat by the rules, loses its connection and comes back."""

    def __init__(self, port: int, token: str, chat: str) -> None:
        """Be the one with this cookie."""
        self._port, self._token, self._stream = port, token, f"chat:{chat}"
        self._early: dict[int, list[bytes]] = {}
        self._line: SocketLine | None = None
        self._is_mending = False
        self.seq = -1
        self.head = 0
        self.heard: set[bytes] = set()
        self.level_at = 0.0
        """When all was known that was there at the last greeting."""

    async def live(self, chance: random.Random) -> None:
        """Follow the chat for ever."""
        tries = 0
        while True:
            try:
                known = f'{{"{self._stream}":{self.seq}}}' if self.seq >= 0 else "{}"
                self.level_at = 0.0
                self._line = await SocketLine.open(self._port, self._token, self._hear, known)
                tries = 0
                await self._line.is_lost.wait()
            except (OSError, TimeoutError):
                pass
            await asyncio.sleep(chance.random() * min(FIRST_RETRY_S * 2**tries, LONGEST_RETRY_S))
            tries += 1

    def _hear(self, message: bytes) -> None:
        frame = _FRAME.match(message)
        if frame is None:
            return
        if frame[2] is None:
            self._learn(frame[1], json.loads(message))
        elif frame[2].decode() == self._stream:
            self._take(frame[1], message)
        while (told := self._early.pop(self.seq + 1, None)) is not None:
            self.heard.update(told)
            self.seq += 1
        if not self.level_at and self.seq >= self.head:
            self.level_at = time.perf_counter()
        if (self._early or self.seq < self.head) and not self._is_mending:
            self._is_mending = True
            asyncio.get_running_loop().call_later(GAP_S, self._mend)

    def _learn(self, kind: bytes, told: dict[str, Any]) -> None:
        """Learn from a greeting or a beat how far the stream is; at first that is where to begin."""
        heads: dict[str, int] = told["streams" if kind == b"welcome" else "positions"]
        self.head = max(self.head, heads.get(self._stream, 0))
        self.seq = self.head if self.seq < 0 else self.seq

    def _take(self, kind: bytes, message: bytes) -> None:
        if kind == b"update":
            self._early[_number(_PUT, message, 1)] = _MESSAGE.findall(message)
        elif kind == b"reset":
            raise AssertionError("nobody was away for so long")
        elif _number(_DIFFERENCE, message, 1) <= self.seq < _number(_DIFFERENCE, message, 2):
            self.heard.update(_MESSAGE.findall(message))
            self.seq = _number(_DIFFERENCE, message, 2)
            if b'"more":true' in message and self._line is not None:
                self._line.ask(self._stream, self.seq)

    def _mend(self) -> None:
        self._is_mending = False
        self._early = {seq: told for seq, told in self._early.items() if seq > self.seq}
        if (self._early or self.seq < self.head) and self._line is not None:
            self._line.ask(self._stream, self.seq)


async def write(parta: Processes, crowd: Crowd, number: int, acknowledged: set[bytes], stop: asyncio.Event) -> None:
    """Write one message after another, each again until it is acknowledged."""
    line: Line | None = None
    while not stop.is_set():
        client_id = str(new_id())
        body = json.dumps({"client_id": client_id, "text": "Кто сделал третий номер?"}).encode()
        while True:
            try:
                line = line if line and line.is_open else await Line.connect("127.0.0.1", parta.port)
                status, _ = await line.post(f"/api/chats/{crowd.chats[0]}/messages", crowd.people[number].token, body)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            if status in {200, 201}:
                break
            await asyncio.sleep(0.1)
        acknowledged.add(client_id.encode())
        await asyncio.sleep(PAUSE_S)


async def measure(parta: Processes) -> dict[str, Any]:
    """Let all follow and some write, kill the web process, start it again, and wait until all are level."""
    crowd = await gather(parta.database_url, people=PEOPLE, chats=1)
    chance = random.Random(1)  # noqa: S311 - who comes back when
    people = [Person(parta.port, one.token, str(crowd.chats[0])) for one in crowd.people]
    living: list[asyncio.Task[None]] = []
    for begin in range(0, PEOPLE, TOGETHER):
        living += [asyncio.create_task(person.live(chance)) for person in people[begin : begin + TOGETHER]]
        await _until(lambda upto=begin + TOGETHER: all(person.level_at for person in people[:upto]))
    acknowledged: set[bytes] = set()
    stop = asyncio.Event()
    writing = [asyncio.create_task(write(parta, crowd, number, acknowledged, stop)) for number in range(SENDERS)]
    await asyncio.sleep(CALM_S)
    own = time.process_time()
    parta.kill("web")
    killed_at = time.perf_counter()
    for person in people:
        person.level_at = 0.0
    await asyncio.to_thread(parta.start, "web")
    ready_at = time.perf_counter()
    await _until(lambda: all(person.level_at for person in people))
    level_at = max(person.level_at for person in people)
    server = parta.cpu_s("web")
    own = time.process_time() - own
    await asyncio.sleep(TRAFFIC_AFTER_S)
    stop.set()
    await asyncio.gather(*writing)
    numbers, stored = await _stored(parta)
    await _until(lambda: all(person.heard >= acknowledged for person in people), patience_s=15)
    for task in living:
        task.cancel()
    return {
        "seconds": round(level_at - ready_at, 2),
        "since_kill_s": round(level_at - killed_at, 2),
        "acknowledged": len(acknowledged),
        "lost": sum(len(acknowledged - person.heard) for person in people) + len(acknowledged - set(stored)),
        "doubled": len(stored) - len(set(stored)),
        "holes": numbers[-1] - len(numbers),
        "web_cpu_s": round(server, 2),
        "client_cpu_s": round(own, 2),
    }


async def _stored(parta: Processes) -> tuple[list[int], list[bytes]]:
    connection = await asyncpg.connect(parta.database_url)
    try:
        rows = await connection.fetch(
            "SELECT number, client_id FROM message WHERE author_id IS NOT NULL ORDER BY number"
        )
    finally:
        await connection.close()
    return [row["number"] for row in rows], [str(row["client_id"]).encode() for row in rows]


async def _until(happened: Any, *, patience_s: float = 120) -> None:  # noqa: ANN401 - a question
    deadline = time.perf_counter() + patience_s
    while not happened() and time.perf_counter() < deadline:  # noqa: ASYNC110 - many states, one question
        await asyncio.sleep(0.02)


def _number(pattern: re.Pattern[bytes], message: bytes, group: int) -> int:
    found = pattern.search(message)
    return int(found[group]) if found else 0


def main() -> None:
    """Measure, and print what came of it; the last line is JSON."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with running(parts=("web",)) as parta:
        found = uvloop.run(measure(parta))
    print(f"{PEOPLE} people, {SENDERS} of them writing; web killed and started again")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
