"""What it costs to tell a message to everybody: a chat of 200 connected members, 50 messages a second."""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, gather
from line import Line
from socket_line import SocketLine

from parta.core.ids import new_id
from tests.processes import Processes, running

PEOPLE = 200
PER_SECOND = 50
SECONDS = 20.0
WARM_UP_S = 3.0
WORDS = "Завтра контрольная по алгебре, возьмите тетради и линейки"


class Arrivals:
    """When each message was sent, and how long it took to each socket, in seconds."""

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self.sent: dict[bytes, float] = {}
        self.waits: list[float] = []

    def hear(self, message: bytes) -> None:
        """Note what arrived: one frame may carry several messages."""
        at, place = time.perf_counter(), 0
        while (place := message.find(b'"client_id":"', place)) >= 0:
            begun = self.sent.get(message[place + 13 : place + 49])
            if begun is not None:
                self.waits.append(at - begun)
            place += 49


async def talk(parta: Processes, crowd: Crowd, arrivals: Arrivals, seconds: float) -> int:
    """Send so many a second, evenly, each from somebody else; give how many were acknowledged."""
    acknowledged, lines = 0, list[Line]()
    path = f"/api/chats/{crowd.chats[0]}/messages"

    async def say(number: int) -> None:
        nonlocal acknowledged
        client_id = str(new_id())
        body = json.dumps({"client_id": client_id, "text": f"{WORDS} {number}"}).encode()
        free = [line for line in lines if line.is_open]
        line = free[-1] if free else await Line.connect("127.0.0.1", parta.port)
        lines[:] = free[:-1]
        arrivals.sent[client_id.encode()] = time.perf_counter()
        status, _ = await line.post(path, crowd.people[number % PEOPLE].token, body)
        lines.append(line)
        acknowledged += status == 201  # noqa: PLR2004 - created

    begun = time.perf_counter()
    async with asyncio.TaskGroup() as saying:
        for number in range(int(seconds * PER_SECOND)):
            await asyncio.sleep(max(0.0, begun + number / PER_SECOND - time.perf_counter()))
            saying.create_task(say(number))
    for line in lines:
        line.close()
    return acknowledged


async def measure(parta: Processes) -> dict[str, Any]:
    """Connect everybody, warm up, measure."""
    crowd = await gather(parta.database_url, people=PEOPLE, chats=1)
    arrivals = Arrivals()
    sockets = [await SocketLine.open(parta.port, one.token, arrivals.hear) for one in crowd.people]
    await talk(parta, crowd, arrivals, WARM_UP_S)
    await asyncio.sleep(0.5)
    arrivals.waits.clear()
    before, own = _cpu_s(parta), time.process_time()
    acknowledged = await talk(parta, crowd, arrivals, SECONDS)
    await asyncio.sleep(0.5)
    spent, client = _cpu_s(parta) - before, time.process_time() - own
    for socket in sockets:
        socket.close()
    waits, deliveries = sorted(arrivals.waits), len(arrivals.waits)
    return {
        "deliveries": deliveries,
        "missing": acknowledged * PEOPLE - deliveries,
        "cpu_s_per_1000": round(spent / deliveries * 1000, 4),
        "p50_ms": round(waits[deliveries // 2] * 1000, 2),
        "p99_ms": round(waits[int(deliveries * 0.99)] * 1000, 2),
        "client_cpu_s_per_1000": round(client / deliveries * 1000, 4),
    }


def _cpu_s(parta: Processes) -> float:
    return parta.cpu_s("web") + parta.cpu_s("postgres")


def main() -> None:
    """Measure, and print what came of it; the last line is JSON."""
    with running(parts=("web",)) as parta:
        found = uvloop.run(measure(parta))
    print(f"{PEOPLE} sockets, {PER_SECOND} messages a second, {SECONDS:.0f} s")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
