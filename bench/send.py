"""Throughput, latency and cost of sending messages: 8 requests in flight over HTTP.

Three rows: into one chat, into many chats, and into many chats with a file in every tenth message.
"""

import asyncio
import itertools
import json
import random
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, create_crowd
from http_connection import HttpConnection
from smoke import choose, run_parta

from parta.core.ids import new_id
from tests.processes import Processes

IN_FLIGHT = choose(8, 2)
SECONDS = choose(10.0, 0.4)
WARM_UP_S = choose(2.0, 0.1)
PEOPLE = choose(800, 20)
"""So many that none of them reaches the limit of five messages a second."""
CHATS = choose(50, 3)
FILE_EVERY = 10
TEXT = "Завтра контрольная по алгебре, возьмите тетради и линейки"


@dataclass
class Results:
    """The acknowledged messages (client id → chat), the latencies in seconds, and the number of refused messages."""

    acknowledged: dict[str, UUID] = field(default_factory=dict[str, UUID])
    latencies: list[float] = field(default_factory=list[float])
    refused: int = 0


async def send(
    parta: Processes, crowd: Crowd, chats: int, seconds: float, files: Mapping[str, str] | None = None
) -> Results:
    """Send to the first so many chats for so long, by all people in turn, with IN_FLIGHT requests at a time.

    Whoever has a file among `files` (token → file) sends it with each message.
    """
    results, authors = Results(), itertools.cycle(crowd.people)
    end = time.perf_counter() + seconds

    async def send_repeatedly() -> None:
        async with HttpConnection.open("127.0.0.1", parta.port) as connection:
            while (started := time.perf_counter()) < end:
                client_id, chat_id = str(new_id()), random.choice(crowd.chats[:chats])  # noqa: S311 - no secret
                token = next(authors).token
                attached = {"files": [files[token]]} if files and token in files else {}
                body = json.dumps({"client_id": client_id, "text": f"{TEXT} {client_id[:8]}", **attached}).encode()
                status, _ = await connection.post(f"/api/chats/{chat_id}/messages", token, body)
                results.latencies.append(time.perf_counter() - started)
                if status == 201:  # noqa: PLR2004 - created
                    results.acknowledged[client_id] = chat_id
                else:
                    results.refused += 1

    await asyncio.gather(*(send_repeatedly() for _ in range(IN_FLIGHT)))
    return results


def upload_files(parta: Processes, crowd: Crowd) -> dict[str, str]:
    """Upload a small file for every tenth person; return the files by the tokens of their owners."""
    files: dict[str, str] = {}
    for person in crowd.people[::FILE_EVERY]:
        headers = {"Cookie": f"parta_profile={person.token}", "X-Client-Id": str(new_id())}
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{parta.url}/api/files?name=page.txt", "§ 18, № 3".encode(), headers
        )
        with urllib.request.urlopen(request) as response:  # noqa: S310 - likewise
            files[person.token] = json.load(response)["id"]
    return files


async def measure(parta: Processes, crowd: Crowd, chats: int, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Warm up, measure, and check in the database that no message was lost or doubled."""
    await send(parta, crowd, chats, WARM_UP_S, files)
    before, own_before, started = _cpu_s(parta), time.process_time(), time.perf_counter()
    results = await send(parta, crowd, chats, SECONDS, files)
    elapsed, spent, client = time.perf_counter() - started, _cpu_s(parta) - before, time.process_time() - own_before
    lost, doubled = await _count_lost_and_doubled(parta.database_url, results)
    latencies = sorted(results.latencies)
    return {
        "chats": chats,
        "acks_per_s": round(len(results.acknowledged) / elapsed),
        "p50_ms": round(latencies[len(latencies) // 2] * 1000, 2),
        "p99_ms": round(latencies[int(len(latencies) * 0.99)] * 1000, 2),
        "cpu_s_per_1000": round(spent / len(results.acknowledged) * 1000, 3),
        "client_cpu_s_per_1000": round(client / len(results.acknowledged) * 1000, 3),
        "refused": results.refused,
        "lost": lost,
        "doubled": doubled,
    }


async def _count_lost_and_doubled(database_url: str, results: Results) -> tuple[int, int]:
    """Count acknowledged messages that are not stored, and doubled client ids plus chats with missing numbers."""
    connection = await asyncpg.connect(database_url)
    rows = await connection.fetch("SELECT client_id, chat_id FROM message WHERE client_id IS NOT NULL")
    gaps = await connection.fetchval(
        "SELECT count(*) FROM (SELECT 1 FROM message GROUP BY chat_id HAVING max(number) <> count(*)) AS uneven"
    )
    await connection.close()
    stored = {str(row["client_id"]): row["chat_id"] for row in rows}
    lost = sum(stored.get(client_id) != chat_id for client_id, chat_id in results.acknowledged.items())
    return lost, len(rows) - len(stored) + gaps


def _cpu_s(parta: Processes) -> float:
    return parta.cpu_s("web") + parta.cpu_s("postgres")


def main() -> None:
    """Measure the three rows and print their figures; the last line is JSON."""
    with run_parta("web", "worker") as parta:

        async def measure_all() -> list[dict[str, Any]]:
            crowd = await create_crowd(parta.database_url, people=PEOPLE, chats=CHATS)
            files = upload_files(parta, crowd)
            plain = [await measure(parta, crowd, chats) for chats in (1, CHATS)]
            return [*plain, await measure(parta, crowd, CHATS, files)]

        one, many, with_files = uvloop.run(measure_all())
    print(f"{IN_FLIGHT} in flight, {SECONDS:.0f} s each")
    for name, figures in (("one chat", one), ("many chats", many), ("files", with_files)):
        print(f"{name}: ", "  ".join(f"{figure} {value}" for figure, value in figures.items()))
    ratio = round(with_files["acks_per_s"] / many["acks_per_s"], 2)
    print(f"files_ratio {ratio}")
    shared = {name: many[name] for name in ("acks_per_s", "p50_ms", "p99_ms", "cpu_s_per_1000", "lost", "doubled")}
    print(json.dumps({**shared, "one_chat": one, "many_chats": many, "files": with_files, "files_ratio": ratio}))


if __name__ == "__main__":
    main()
