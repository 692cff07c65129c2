"""Web processes that share a database and a bus, each with a real server on a real port."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from parta.core.bus import Bus
from parta.core.postgres_bus import PostgresBus
from parta.core.settings import Settings
from parta.core.unit_of_work import Sessions
from parta.gateway.transport import SocketProtocol
from parta.main import make_app


@dataclass
class WebProcess:
    """A web process, run within this one."""

    app: FastAPI
    port: int

    @property
    def url(self) -> str:
        """Return its URL."""
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def run_web_process(settings: Settings, sessions: Sessions, bus: Bus | None = None) -> AsyncGenerator[WebProcess]:
    """Run a web process while the block lasts, over this bus or that of the database."""
    assert settings.database_url is not None
    app = make_app(settings, sessions, bus or PostgresBus(settings.database_url))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, ws=SocketProtocol, ws_per_message_deflate=False, ws_ping_interval=None, log_config=None, lifespan="on"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    try:
        yield WebProcess(app, listening.getsockname()[1])
    finally:
        server.should_exit = True
        await serving
