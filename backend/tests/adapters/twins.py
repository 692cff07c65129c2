"""Twins of outside parts that misbehave: they hang, hang up, or answer nonsense without an end."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Literal

from tests.loopback_server import run_loopback_server

Misbehaviour = Literal["hangs", "refuses", "nonsense", "endless"]
MISBEHAVIOURS: tuple[Misbehaviour, ...] = ("hangs", "refuses", "nonsense", "endless")
_ENDLESS_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"


@asynccontextmanager
async def run_twin(misbehaviour: Misbehaviour) -> AsyncGenerator[int]:
    """Yield the port of a twin."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            match misbehaviour:
                case "hangs":
                    while await reader.read(1 << 16):
                        pass
                case "nonsense":
                    await reader.read(1)
                    writer.write(b"\x00\xff{no such thing\r\n\r\n" * 9)
                    await writer.drain()
                case _:
                    writer.write(_ENDLESS_HEAD)
                    while not writer.is_closing():
                        writer.write(b"[" * (1 << 16))
                        await writer.drain()
        writer.close()

    async with run_loopback_server(serve) as port:
        if misbehaviour != "refuses":
            yield port
    if misbehaviour == "refuses":
        yield port
