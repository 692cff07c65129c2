"""How many messages are acknowledged a second, how fast, at which cost: 8 in flight over HTTP."""

import asyncio
import itertools
import json
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, gather
from line import Line

from parta.core.ids import new_id
from tests.processes import Processes, running

IN_FLIGHT = 8
SECONDS = 10.0
WARM_UP_S = 2.0
PEOPLE = 400
CHATS = 50
WORDS = "Завтра контрольная по алгебре, возьмите тетради и линейки"


@dataclass
class Tally:
    """What came back: for each client's name the status, and how long each answer took, in seconds."""

    acknowledged: dict[str, UUID] = field(default_factory=dict[str, UUID])
    waits: list[float] = field(default_factory=list[float])
    refused: int = 0


async def send(parta: Processes, crowd: Crowd, chats: int, seconds: float) -> Tally:
    """Keep 8 sends in flight for so long, everybody in turn, into so many of the chats."""
    tally, turns = Tally(), itertools.cycle(crowd.people)
    end = time.perf_counter() + seconds

    async def keep_sending() -> None:
        async with Line.open("127.0.0.1", parta.port) as line:
            while (begun := time.perf_counter()) < end:
                client_id, chat_id = str(new_id()), random.choice(crowd.chats[:chats])  # noqa: S311 - no secret
                body = json.dumps({"client_id": client_id, "text": f"{WORDS} {client_id[:8]}"}).encode()
                status, _ = await line.post(f"/api/chats/{chat_id}/messages", next(turns).token, body)
                tally.waits.append(time.perf_counter() - begun)
                if status == 201:  # noqa: PLR2004 - created
                    tally.acknowledged[client_id] = chat_id
                else:
                    tally.refused += 1

    await asyncio.gather(*(keep_sending() for _ in range(IN_FLIGHT)))
    return tally


async def measure(parta: Processes, crowd: Crowd, chats: int) -> dict[str, Any]:
    """Warm up, measure, and look in the database whether anything was lost or doubled."""
    await send(parta, crowd, chats, WARM_UP_S)
    before, own, begun = _cpu_s(parta), time.process_time(), time.perf_counter()
    tally = await send(parta, crowd, chats, SECONDS)
    took, spent, client = time.perf_counter() - begun, _cpu_s(parta) - before, time.process_time() - own
    lost, doubled = await _check(parta.database_url, tally)
    waits = sorted(tally.waits)
    return {
        "chats": chats,
        "acks_per_s": round(len(tally.acknowledged) / took),
        "p50_ms": round(waits[len(waits) // 2] * 1000, 2),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 2),
        "cpu_s_per_1000": round(spent / len(tally.acknowledged) * 1000, 3),
        "client_cpu_s_per_1000": round(client / len(tally.acknowledged) * 1000, 3),
        "refused": tally.refused,
        "lost": lost,
        "doubled": doubled,
    }


async def _check(database_url: str, tally: Tally) -> tuple[int, int]:
    """Count acknowledged messages that are not there, and numbers or names that are there twice or left out."""
    connection = await asyncpg.connect(database_url)
    rows = await connection.fetch("SELECT client_id, chat_id FROM message WHERE client_id IS NOT NULL")
    gaps = await connection.fetchval(
        "SELECT count(*) FROM (SELECT 1 FROM message GROUP BY chat_id HAVING max(number) <> count(*)) AS uneven"
    )
    await connection.close()
    there = {str(row["client_id"]): row["chat_id"] for row in rows}
    lost = sum(there.get(client_id) != chat_id for client_id, chat_id in tally.acknowledged.items())
    return lost, len(rows) - len(there) + gaps


def _cpu_s(parta: Processes) -> float:
    return parta.cpu_s("web") + parta.cpu_s("postgres")


def main() -> None:
    """Measure one chat and fifty, print what came of it; the last line is JSON."""
    with running() as parta:

        async def both() -> list[dict[str, Any]]:
            crowd = await gather(parta.database_url, people=PEOPLE, chats=CHATS)
            return [await measure(parta, crowd, chats) for chats in (1, CHATS)]

        one, many = uvloop.run(both())
    print(f"{IN_FLIGHT} in flight, {SECONDS:.0f} s each")
    for found in (one, many):
        print("  ".join(f"{name} {value}" for name, value in found.items()))
    shared = {name: many[name] for name in ("acks_per_s", "p50_ms", "p99_ms", "cpu_s_per_1000", "lost", "doubled")}
    print(json.dumps({**shared, "one_chat": one, "many_chats": many}))


if __name__ == "__main__":
    main()
