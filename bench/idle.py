"""What a socket costs while nothing happens: 2,000 people, each with a window open, each in five chats."""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, gather
from socket_line import SocketLine

from tests.processes import Processes, running

SOCKETS = 2000
CHATS = 5
WARM_UP = 100
TOGETHER = 50
REST_S = 3.0
LISTEN_S = 60.0
"""More than two heartbeats."""


async def open_all(parta: Processes, crowd: Crowd, first: int, last: int) -> list[SocketLine]:
    """Open a window for each of these people, some at a time."""
    sockets: list[SocketLine] = []
    for begin in range(first, last, TOGETHER):
        people = crowd.people[begin : min(begin + TOGETHER, last)]
        opening = (SocketLine.open(parta.port, one.token, _pass_over) for one in people)
        sockets += await asyncio.gather(*opening)
    return sockets


async def measure(parta: Processes) -> dict[str, Any]:
    """Warm up, note the memory, open everybody's window, note it again."""
    crowd = await gather(parta.database_url, people=SOCKETS, chats=CHATS)
    for socket in await open_all(parta, crowd, 0, WARM_UP):
        socket.close()
    await asyncio.sleep(REST_S)
    before = parta.memory_kb("web")
    begun = time.perf_counter()
    sockets = await open_all(parta, crowd, 0, SOCKETS)
    opened_s = time.perf_counter() - begun
    await asyncio.sleep(REST_S)
    memory = parta.memory_kb("web") - before
    spent = parta.cpu_s("web")
    await asyncio.sleep(LISTEN_S)
    spent = parta.cpu_s("web") - spent
    for socket in sockets:
        socket.close()
    return {
        "sockets": len(sockets),
        "kb_per_socket": round(memory / len(sockets), 1),
        "web_kb": before + memory,
        "opened_s": round(opened_s, 2),
        "idle_cpu_percent": round(spent / LISTEN_S * 100, 2),
    }


def _pass_over(_: bytes) -> None:
    """Hear and do nothing."""


def main() -> None:
    """Measure, and print what came of it; the last line is JSON."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with running(parts=("web",)) as parta:
        found = uvloop.run(measure(parta))
    print(f"{SOCKETS} windows, each hears {CHATS + 1} streams")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
