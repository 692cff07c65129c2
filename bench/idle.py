"""The cost of idle sockets: 2,000 people with one socket each, members of five chats."""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, create_crowd
from smoke import choose, run_parta
from ws_client import WebSocketClient

from tests.processes import Processes

SOCKETS = choose(2000, 5)
CHATS = choose(5, 2)
WARM_UP = choose(100, 2)
BATCH_SIZE = 50
SETTLE_S = choose(3.0, 0.2)
IDLE_S = choose(60.0, 1.0)
"""In a full run longer than two heartbeats."""


async def open_all(parta: Processes, crowd: Crowd, first: int, last: int) -> list[WebSocketClient]:
    """Open a socket for each of these people, in batches."""
    sockets: list[WebSocketClient] = []
    for begin in range(first, last, BATCH_SIZE):
        people = crowd.people[begin : min(begin + BATCH_SIZE, last)]
        opening = (WebSocketClient.open(parta.port, one.token, _ignore) for one in people)
        sockets += await asyncio.gather(*opening)
    return sockets


async def measure(parta: Processes) -> dict[str, Any]:
    """Warm up, then compare the memory before and after opening all sockets."""
    crowd = await create_crowd(parta.database_url, people=SOCKETS, chats=CHATS)
    for socket in await open_all(parta, crowd, 0, WARM_UP):
        socket.close()
    await asyncio.sleep(SETTLE_S)
    before = parta.memory_kb("web")
    started = time.perf_counter()
    sockets = await open_all(parta, crowd, 0, SOCKETS)
    opened_s = time.perf_counter() - started
    await asyncio.sleep(SETTLE_S)
    memory = parta.memory_kb("web") - before
    spent = parta.cpu_s("web")
    await asyncio.sleep(IDLE_S)
    spent = parta.cpu_s("web") - spent
    for socket in sockets:
        socket.close()
    return {
        "sockets": len(sockets),
        "kb_per_socket": round(memory / len(sockets), 1),
        "web_kb": before + memory,
        "opened_s": round(opened_s, 2),
        "idle_cpu_percent": round(spent / IDLE_S * 100, 2),
    }


def _ignore(_: bytes) -> None:
    """Ignore the message."""


def main() -> None:
    """Measure and print the figures; the last line is JSON."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with run_parta("web") as parta:
        figures = uvloop.run(measure(parta))
    print(f"{SOCKETS} sockets, each subscribed to {CHATS + 1} streams")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
