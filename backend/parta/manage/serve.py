"""The web process: the application behind uvicorn."""

import asyncio
import socket
import ssl
from contextlib import suppress

import structlog
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from parta.core.db import make_engine, make_sessions
from parta.core.postgres_bus import PostgresBus
from parta.core.settings import ConfigurationError, Settings
from parta.core.settings_checks import check_settings
from parta.gateway.transport import SocketProtocol
from parta.main import make_app
from parta.manage.listening import HANDED_OVER, INSIDE, handed_over, listen

_GRACE_S = 10
"""Seconds that requests under way are given when the process is told to end."""
_LONGEST_FRAME = 64 * 1024
"""What a client may send in one WebSocket message, in bytes."""
_LOOK_AT_CERTIFICATE_S = 3600

log = structlog.get_logger()


def serve(settings: Settings) -> None:
    """Answer people until this process is told to end."""
    if settings.database_url is None:
        raise ConfigurationError("PARTA_DATABASE_URL is not set, and no embedded database runs here")
    check_settings(settings)
    listening = handed_over(HANDED_OVER) or listen(settings.host, settings.port)
    app = make_app(settings, make_sessions(make_engine(settings.database_url)), PostgresBus(settings.database_url))
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=HttpToolsProtocol,
        ws=SocketProtocol,
        ws_per_message_deflate=False,
        ws_max_size=_LONGEST_FRAME,
        ws_ping_interval=None,  # the gateway's own heartbeat carries news and finds dead connections
        proxy_headers=False,  # the application itself knows which proxies it believes
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_GRACE_S,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
    )
    log.info("web serves", host=settings.host, port=listening.getsockname()[1])
    _Server(config, handed_over(INSIDE)).run(sockets=[listening])


class _Server(uvicorn.Server):
    """uvicorn with a second door, for this machine alone and always without TLS; it follows a renewed certificate."""

    def __init__(self, config: uvicorn.Config, inside: socket.socket | None) -> None:
        super().__init__(config)
        self._inside = inside
        self._renewing: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._inside is not None:
            loop = asyncio.get_running_loop()
            self.servers.append(await loop.create_server(self._protocol, sock=self._inside))
        if self.config.ssl is not None:
            self._renewing = asyncio.create_task(self._renew(self.config.ssl))

    def _protocol(self) -> asyncio.Protocol:
        return HttpToolsProtocol(self.config, self.server_state, self.lifespan.state)

    async def _renew(self, context: ssl.SSLContext) -> None:
        """Show the certificate that lies there by now to whoever comes from now on."""
        while True:
            await asyncio.sleep(_LOOK_AT_CERTIFICATE_S)
            with suppress(OSError):  # half written: the next look finds it whole
                context.load_cert_chain(str(self.config.ssl_certfile), str(self.config.ssl_keyfile))
