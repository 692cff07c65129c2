"""A fake of ClamAV's daemon."""

import asyncio
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tests.loopback_server import run_loopback_server

_TEST_FILE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


@asynccontextmanager
async def run_clamd_fake(*, limit: int = 1 << 20, is_silent: bool = False) -> AsyncGenerator[str]:
    """Yield the address of a daemon that detects the test file and accepts this many bytes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not is_silent:
                writer.write(await _verdict(reader, limit) + b"\0")
                await writer.drain()
        finally:
            writer.close()

    async with run_loopback_server(serve) as port:
        yield f"127.0.0.1:{port}"


async def _verdict(reader: asyncio.StreamReader, limit: int) -> bytes:
    if await reader.readexactly(10) != b"zINSTREAM\0":
        return b"UNKNOWN COMMAND"
    content = b""
    while length := struct.unpack("!I", await reader.readexactly(4))[0]:
        content += await reader.readexactly(length)
        if len(content) > limit:
            return b"INSTREAM size limit exceeded. ERROR"
    return b"stream: Win.Test.EICAR_HDB-1 FOUND" if _TEST_FILE in content else b"stream: OK"
