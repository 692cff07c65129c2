"""The web process: the application served by uvicorn."""

import asyncio
import gc
import socket
import ssl
from contextlib import suppress

import structlog
import uvicorn

from parta.core.db import make_engine
from parta.core.postgres_bus import PostgresBus
from parta.core.settings import ConfigurationError, Settings
from parta.core.settings_checks import check_settings
from parta.core.unit_of_work import make_sessions
from parta.gateway.timed_http import CHECK_INTERVAL_S, TimedHttpProtocol, close_late_peers
from parta.gateway.transport import SocketProtocol
from parta.main import make_app
from parta.manage.listening_sockets import LOCAL_SOCKET, PUBLIC_SOCKET, get_inherited_socket, listen
from parta.manage.memory import return_freed_memory

_SHUTDOWN_TIMEOUT_S = 10
"""Seconds that running requests have when the process is asked to stop."""
_MAX_FRAME_BYTES = 64 * 1024
"""The largest WebSocket message of a client."""
_CERTIFICATE_RELOAD_S = 3600
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2: authenticated encryption with forward secrecy. TLS 1.3 has no others, older versions are off."""
_YOUNG_OBJECTS = 10_000
"""How many objects more than before let the garbage collector run: with Python's 700 it was a tenth of the process."""

log = structlog.get_logger()


def serve(settings: Settings) -> None:
    """Serve until this process is asked to stop. Raises ConfigurationError."""
    if settings.database_url is None:
        raise ConfigurationError("PARTA_DATABASE_URL is not set, and no embedded database is running here")
    check_settings(settings)
    listener = get_inherited_socket(PUBLIC_SOCKET) or listen(settings.host, settings.port)
    app = make_app(settings, make_sessions(make_engine(settings.database_url)), PostgresBus(settings.database_url))
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=TimedHttpProtocol,
        ws=SocketProtocol,
        ws_per_message_deflate=False,
        ws_max_size=_MAX_FRAME_BYTES,
        ws_ping_interval=None,  # the gateway's own heartbeat carries positions and detects dead connections
        proxy_headers=False,  # the application decides itself which proxies it trusts
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_SHUTDOWN_TIMEOUT_S,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        ssl_ciphers=_CIPHERS,
    )
    log.info("web started", host=settings.host, port=listener.getsockname()[1])
    _Server(config, get_inherited_socket(LOCAL_SOCKET)).run(sockets=[listener])


class _Server(uvicorn.Server):
    """uvicorn with a second listening socket, on loopback and without TLS; it reloads a renewed certificate."""

    def __init__(self, config: uvicorn.Config, local_socket: socket.socket | None) -> None:
        super().__init__(config)
        self._local_socket = local_socket
        self._tasks: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(_YOUNG_OBJECTS)
        if self._local_socket is not None:
            loop = asyncio.get_running_loop()
            self.servers.append(await loop.create_server(self._build_protocol, sock=self._local_socket))
        self._tasks.append(asyncio.create_task(self._close_late_peers()))
        self._tasks.append(asyncio.create_task(return_freed_memory()))
        if self.config.ssl is not None:
            self._tasks.append(asyncio.create_task(self._reload_certificate(self.config.ssl)))

    def _build_protocol(self) -> asyncio.Protocol:
        return TimedHttpProtocol(self.config, self.server_state, self.lifespan.state)

    async def _close_late_peers(self) -> None:
        """Close connections whose peers do not send their requests in time."""
        while True:
            await asyncio.sleep(CHECK_INTERVAL_S)
            close_late_peers(self.server_state.connections, asyncio.get_running_loop().time())

    async def _reload_certificate(self, context: ssl.SSLContext) -> None:
        """Reload the certificate's files regularly, for new connections."""
        while True:
            await asyncio.sleep(_CERTIFICATE_RELOAD_S)
            with suppress(OSError):  # being written: the next reload succeeds
                context.load_cert_chain(str(self.config.ssl_certfile), str(self.config.ssl_keyfile))
