"""The cost of delivering messages: a chat of 200 connected members, 50 messages a second."""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, create_crowd
from http_connection import HttpConnection
from smoke import choose, run_parta
from ws_client import WebSocketClient

from parta.core.ids import new_id
from tests.processes import Processes

PEOPLE = choose(200, 5)
PER_SECOND = choose(50, 20)
SECONDS = choose(20.0, 1.0)
WARM_UP_S = choose(3.0, 0.2)
TEXT = "Завтра контрольная по алгебре, возьмите тетради и линейки"


class Deliveries:
    """When each message was sent, and the latency of each delivery, in seconds."""

    def __init__(self) -> None:
        """Start without messages."""
        self.sent: dict[bytes, float] = {}
        self.latencies: list[float] = []

    def record(self, message: bytes) -> None:
        """Record an arrived frame, which may contain several messages."""
        at, index = time.perf_counter(), 0
        while (index := message.find(b'"client_id":"', index)) >= 0:
            sent_at = self.sent.get(message[index + 13 : index + 49])
            if sent_at is not None:
                self.latencies.append(at - sent_at)
            index += 49


async def send_messages(parta: Processes, crowd: Crowd, deliveries: Deliveries, seconds: float) -> int:
    """Send messages at an even rate, by all people in turn; return how many were acknowledged."""
    acknowledged, connections = 0, list[HttpConnection]()
    path = f"/api/chats/{crowd.chats[0]}/messages"

    async def send_message(number: int) -> None:
        nonlocal acknowledged
        client_id = str(new_id())
        body = json.dumps({"client_id": client_id, "text": f"{TEXT} {number}"}).encode()
        free = [connection for connection in connections if connection.is_open]
        connection = free[-1] if free else await HttpConnection.connect("127.0.0.1", parta.port)
        connections[:] = free[:-1]
        deliveries.sent[client_id.encode()] = time.perf_counter()
        status, _ = await connection.post(path, crowd.people[number % PEOPLE].token, body)
        connections.append(connection)
        acknowledged += status == 201  # noqa: PLR2004 - created

    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(int(seconds * PER_SECOND)):
            await asyncio.sleep(max(0.0, started + number / PER_SECOND - time.perf_counter()))
            group.create_task(send_message(number))
    for connection in connections:
        connection.close()
    return acknowledged


async def measure(parta: Processes) -> dict[str, Any]:
    """Connect everybody, warm up, measure."""
    crowd = await create_crowd(parta.database_url, people=PEOPLE, chats=1)
    recorded = Deliveries()
    sockets = [await WebSocketClient.open(parta.port, one.token, recorded.record) for one in crowd.people]
    await send_messages(parta, crowd, recorded, WARM_UP_S)
    await asyncio.sleep(0.5)
    recorded.latencies.clear()
    before, own_before = _cpu_s(parta), time.process_time()
    acknowledged = await send_messages(parta, crowd, recorded, SECONDS)
    await asyncio.sleep(0.5)
    spent, client = _cpu_s(parta) - before, time.process_time() - own_before
    for socket in sockets:
        socket.close()
    latencies, deliveries = sorted(recorded.latencies), len(recorded.latencies)
    return {
        "deliveries": deliveries,
        "missing": acknowledged * PEOPLE - deliveries,
        "cpu_s_per_1000": round(spent / deliveries * 1000, 4),
        "p50_ms": round(latencies[deliveries // 2] * 1000, 2),
        "p99_ms": round(latencies[int(deliveries * 0.99)] * 1000, 2),
        "client_cpu_s_per_1000": round(client / deliveries * 1000, 4),
    }


def _cpu_s(parta: Processes) -> float:
    return parta.cpu_s("web") + parta.cpu_s("postgres")


def main() -> None:
    """Measure and print the figures; the last line is JSON."""
    with run_parta("web") as parta:
        figures = uvloop.run(measure(parta))
    print(f"{PEOPLE} sockets, {PER_SECOND} messages a second, {SECONDS:.0f} s")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
