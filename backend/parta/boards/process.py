"""The boards process: it alone reads what people draw, within limits, so that its death costs nothing but a second."""

import asyncio
import os
import resource
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from parta.boards import wire
from parta.boards.live import LiveBoards
from parta.boards.suspects import Suspects
from parta.boards.viewer import Viewer
from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.heartbeats import record_heartbeat
from parta.core.settings import ConfigurationError, Settings
from parta.core.transaction import transaction
from parta.core.unit_of_work import Sessions, make_sessions

_HEARTBEAT_S = 5.0
_MB = 1 << 20

log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; what was drawn is saved. Raises ConfigurationError."""
    if settings.database_url is None:
        raise ConfigurationError("PARTA_DATABASE_URL is not set, and no embedded database runs here")
    limit_memory(settings.boards_memory_mb)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    engine = make_engine(settings.database_url, pool_size=4)
    sessions, folder = make_sessions(engine), settings.folder.expanduser()
    boards = LiveBoards(sessions, Suspects(folder))
    listener = await listen(wire.get_address(settings), boards, wire.get_key(settings))
    log.info("boards started")
    beating = asyncio.create_task(_record_heartbeats(sessions))
    await stopping.wait()
    beating.cancel()
    await listener.close()
    await boards.close()
    await engine.dispose()
    log.info("boards ended")


def limit_memory(megabytes: int) -> None:
    """Limit the address space of this process: it ends rather than take more."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MB, megabytes * _MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@dataclass(frozen=True, slots=True)
class Listener:
    """Where web processes connect, and those that have."""

    server: asyncio.Server
    channels: set[asyncio.Task[None]]

    async def close(self) -> None:
        """Stop listening, and close the connections: nobody can draw any more."""
        self.server.close()
        for channel in self.channels:
            channel.cancel()
        await asyncio.gather(*self.channels, return_exceptions=True)


async def listen(address: str, boards: LiveBoards, key: bytes) -> Listener:
    """Serve web processes at this address. Raises ConfigurationError if another process does."""
    channels: set[asyncio.Task[None]] = set()

    def on_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_serve(reader, writer, boards, key))
        channels.add(task)
        task.add_done_callback(channels.discard)

    parts = urlsplit(address)
    try:
        if parts.scheme == "tcp":
            return Listener(await asyncio.start_server(on_connection, parts.hostname, parts.port), channels)
        _remove_stale(Path(parts.path))
        return Listener(await _listen_privately(parts.path, on_connection), channels)
    except OSError as error:
        raise ConfigurationError(f"cannot listen at {address}: {error.strerror}; set PARTA_BOARDS_URL") from None


async def _listen_privately(
    path: str, on_connection: Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]
) -> asyncio.Server:
    """Serve a socket that only this account can reach at any time."""
    mask = os.umask(0o177)
    try:
        return await asyncio.start_unix_server(on_connection, path)
    finally:
        os.umask(mask)


def _remove_stale(path: Path) -> None:
    """Remove the socket of a process that has died. Raises ConfigurationError if it lives."""
    with socket.socket(socket.AF_UNIX) as probe, suppress(OSError):
        probe.connect(str(path))
        raise ConfigurationError(f"another `parta boards` serves {path}")
    path.unlink(missing_ok=True)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, boards: LiveBoards, key: bytes) -> None:
    """Serve one web process until it goes."""
    channel = await wire.accept(reader, writer, key)
    if channel is None:
        log.warning("a connection to the boards was not ours")
        return
    viewers: dict[int, tuple[wire.Open, Viewer]] = {}
    try:
        while (message := await channel.receive()) is not None:
            _handle(message, channel, boards, viewers)
            await channel.drain()  # the answer may be a whole drawing: nothing more is read until it has gone
    except OSError:
        log.info("a web process has gone")
    finally:
        for opened, viewer in viewers.values():
            boards.close_viewer(opened.board_id, viewer)
        channel.close()


def _handle(
    message: wire.ToBoards | wire.ToWeb,
    channel: wire.Channel,
    boards: LiveBoards,
    viewers: dict[int, tuple[wire.Open, Viewer]],
) -> None:
    if isinstance(message, wire.Open):
        viewer = Viewer(channel, message.viewer, message.subscriber, message.access)
        viewers[message.viewer] = message, viewer
        boards.open(message.board_id, viewer)
        return
    if isinstance(message, wire.Deliver | wire.Refuse) or (known := viewers.get(message.viewer)) is None:
        return
    board_id, viewer = known[0].board_id, known[1]
    match message:
        case wire.FromViewer(body=body):
            boards.on_message(board_id, viewer, body)
        case wire.SetAccess(access=access):
            boards.set_access(board_id, viewer, access)
        case wire.ReturnTo(copy_id=copy_id):
            boards.return_to(board_id, viewer, copy_id)
        case wire.Close():
            del viewers[message.viewer]
            boards.close_viewer(board_id, viewer)


async def _record_heartbeats(sessions: Sessions) -> None:
    while True:
        with suppress(Exception):  # the database may be away; what matters is reported where it is used
            async with transaction(sessions, LocalBus()) as work:
                await record_heartbeat(work, "boards")
        await asyncio.sleep(_HEARTBEAT_S)
