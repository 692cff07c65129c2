"""Twins of outside parts that misbehave: they hang, hang up, or answer nonsense without an end."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Literal

Misbehaviour = Literal["hangs", "refuses", "nonsense", "endless"]
MISBEHAVIOURS: tuple[Misbehaviour, ...] = ("hangs", "refuses", "nonsense", "endless")
_ENDLESS_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"


@asynccontextmanager
async def run_twin(misbehaviour: Misbehaviour) -> AsyncGenerator[int]:
    """Yield the port of a twin."""
    connected: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(writer)
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

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    if misbehaviour == "refuses":
        server.close()
        await server.wait_closed()
    try:
        async with server:
            yield port
    finally:
        for writer in connected:
            writer.transport.abort()
        await asyncio.sleep(0)
