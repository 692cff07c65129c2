"""Both sides of the connection between web and boards prove that they know the secret."""

import asyncio
from pathlib import Path

import pytest

from parta.boards import wire
from parta.boards.rules import BoardAccess

pytestmark = pytest.mark.anyio

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.mark.parametrize("key", [KEY, OTHER])
async def test_who_does_not_know_the_secret_is_not_ours(tmp_path: Path, key: bytes) -> None:
    accepted: asyncio.Queue[wire.Channel | None] = asyncio.Queue()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await accepted.put(await wire.accept(reader, writer, KEY))

    address = tmp_path / "s"
    async with await asyncio.start_unix_server(serve, address):
        if key == OTHER:
            with pytest.raises(wire.NotOurs):
                await wire.connect(f"unix:{address}", key)
            assert await accepted.get() is None
            return
        channel = await wire.connect(f"unix:{address}", key)
        there = await accepted.get()
        assert there is not None
        channel.send(wire.SetAccess(1, BoardAccess.DRAW))
        assert await there.receive() == wire.SetAccess(1, BoardAccess.DRAW)
        channel.close()
        assert await there.receive() is None
        there.close()


async def test_a_process_that_says_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_TIMEOUT_S", 0.05)
    left = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        left.set()
        writer.close()

    async with await asyncio.start_unix_server(serve, tmp_path / "s"):
        with pytest.raises(TimeoutError):
            await wire.connect(f"unix:{tmp_path / 's'}", KEY)
        async with asyncio.timeout(5):
            await left.wait()
