"""What the hub does when it is told what is not true, cannot be read, or comes too late."""

import asyncio
import json
from uuid import UUID

import asyncpg
import pytest

from parta.core.ids import new_id
from parta.core.postgres_bus import CHANNEL
from parta.gateway.hub import Hub
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import open_raw_ws_client, open_ws_client

pytestmark = pytest.mark.anyio


async def send_to_processes(database_url: str, item: object) -> None:
    """Send this item to every process, as any client of the database may."""
    connection = await asyncpg.connect(database_url)
    await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, json.dumps({"origin": "somebody", "items": [item]}))
    await connection.close()


async def test_who_signs_out_before_the_hello_receives_nothing(servers: Servers, chat: UUID) -> None:
    misha = await servers.user_at(servers.here, "misha")
    async with open_raw_ws_client(servers.here.url, misha.token) as ws_client:
        await asyncio.sleep(0.3)  # its principal is found
        await misha.post("/api/id/sign-out")
        await ws_client.send(t="hello", proto=2, epoch=None, streams={f"chat:{chat}": 0})
        assert await ws_client.until_closed() == 4001
        assert not ws_client.frames


@pytest.mark.parametrize("item", ["update", "hint"])
async def test_a_stream_goes_on_after_a_position_that_the_database_does_not_have(
    servers: Servers, chat: UUID, database_url: str, item: str
) -> None:
    anna = await servers.user_at(servers.there, "anna")
    reads = 0
    reader = servers.here.app.state.context.get(Hub).reader
    read = reader.read

    async def count(stream: str, after: int | None) -> object:
        nonlocal reads
        reads += 1
        return await read(stream, after)

    reader.read = count
    async with open_ws_client(servers.here.url, servers.token("misha")) as misha:
        await send_to_processes(database_url, {"t": item, "s": f"chat:{chat}", "n": 10**9, "a": 10**9, "updates": []})
        await asyncio.sleep(1)
        received = len(misha.frames)
        await anna.send(chat, "Слово")
        await asyncio.sleep(1)
        assert reads < 50
        assert [one for one in misha.frames[received:] if one.get("s") == f"chat:{chat}"]


async def test_streams_that_cannot_be_read_do_not_block_the_others(
    servers: Servers, chat: UUID, database_url: str
) -> None:
    async with open_ws_client(servers.here.url, servers.token("misha")) as misha:
        for _ in range(4):
            await send_to_processes(database_url, {"t": "hint", "s": f"chat:{new_id()}", "n": 3, "a": 3})
        await asyncio.sleep(0.5)
        received = len(misha.frames)
        await misha.send(t="diff", s=f"chat:{chat}", **{"from": 0})
        await asyncio.sleep(2)
        assert [one for one in misha.frames[received:] if one["t"] == "diff"]
