"""A real NATS server, stopped and started again."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_BINARY = Path(sys.executable).parent / "nats-server"
_TIMEOUT_S = 15.0


@dataclass
class NatsServer:
    """A NATS server at a port of its own."""

    port: int
    _process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Return its address."""
        return f"nats://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, and wait until it responds."""
        self._process = await asyncio.create_subprocess_exec(
            *(_BINARY, "--addr", "127.0.0.1", "--port", str(self.port)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        async with asyncio.timeout(_TIMEOUT_S):
            while not await self._responds():  # noqa: ASYNC110 - the event happens in another process
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Kill it, as a crash would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
            self._process = None

    async def _responds(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        return True


@asynccontextmanager
async def run_nats_server() -> AsyncGenerator[NatsServer]:
    """Yield a running server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = NatsServer(port)
    try:
        await server.start()
        yield server
    finally:
        await server.stop()
