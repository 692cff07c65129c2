"""The web process: the application behind uvicorn."""

import structlog
import uvicorn

from parta.core.db import make_engine, make_sessions
from parta.core.fitness import insist_on_fitness
from parta.core.postgres_bus import PostgresBus
from parta.core.settings import Settings, Unfit
from parta.gateway.transport import SocketProtocol
from parta.main import make_app
from parta.manage.listening import handed_over, listen

_GRACE_S = 10
"""Seconds that requests under way are given when the process is told to end."""
_LONGEST_FRAME = 64 * 1024
"""What a client may send in one WebSocket message, in bytes."""

log = structlog.get_logger()


def serve(settings: Settings) -> None:
    """Answer people until this process is told to end."""
    if settings.database_url is None:
        raise Unfit("PARTA_DATABASE_URL is not set, and no embedded database runs here")
    insist_on_fitness(settings)
    listening = handed_over() or listen(settings.host, settings.port)
    app = make_app(settings, make_sessions(make_engine(settings.database_url)), PostgresBus(settings.database_url))
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws=SocketProtocol,
        ws_per_message_deflate=False,
        ws_max_size=_LONGEST_FRAME,
        ws_ping_interval=None,  # the gateway's own heartbeat carries news and finds dead connections
        proxy_headers=False,  # the application itself knows which proxies it believes
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_GRACE_S,
    )
    log.info("web serves", host=settings.host, port=listening.getsockname()[1])
    uvicorn.Server(config).run(sockets=[listening])
