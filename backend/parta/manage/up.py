"""All of Parta on one machine: the database, the web process and the worker, kept alive and ended in order."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import httpx
import structlog

from parta.core.settings import ConfigurationError, Settings
from parta.core.settings_checks import check_settings
from parta.manage.board import Board, outbox_url
from parta.manage.children import Child, Pause
from parta.manage.home import as_environment, complete
from parta.manage.lan import at_port, find_network, how_to_trust, keep_renewing, on_network
from parta.manage.listening import HANDED_OVER, INSIDE, hand_over, listen
from parta.manage.livekit.plan import Plan, plan_media
from parta.manage.owner import owned
from parta.manage.postgres.cluster import Cluster
from parta.manage.postgres.database import keep_database
from parta.manage.postgres.failure import PostgresFailure

_READY_PATIENCE_S = 120
_LOOK_EVERY_S = 0.1
_DEATHS_BEFORE_READY = 3
_FOR_MEDIA = ("PATH", "HOME", "TMPDIR", "GOMAXPROCS", "GOMEMLIMIT", "GODEBUG")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Doors:
    """Where the web process is reached: by people, and from this machine, without TLS."""

    people: socket.socket
    inside: socket.socket

    @property
    def inside_url(self) -> str:
        """Give what the machine itself types."""
        return f"http://127.0.0.1:{self.inside.getsockname()[1]}"


def up(settings: Settings, *, is_lan: bool = False) -> None:
    """Run everything until told to end; the network is served if so wished. Raises in plain words if it cannot."""
    whole = complete(settings)
    check_settings(whole)
    if is_lan:
        whole = on_network(whole, find_network())
    with listen(whole.host, whole.port) as people, listen("127.0.0.1", 0) as inside:
        doors = _Doors(people, inside)
        plan = plan_media(at_port(whole, people.getsockname()[1]), doors.inside_url, _say)
        asyncio.run(_up(plan, doors))


class _Kept:
    """A child, kept until it is told to end."""

    def __init__(self, child: Child) -> None:
        self._ending = asyncio.Event()
        self._keeping = asyncio.create_task(child.keep(self._ending))

    async def end(self) -> None:
        """End the child, and wait until it has ended."""
        self._ending.set()
        await asyncio.wait([self._keeping])


async def _up(plan: Plan, doors: _Doors) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    board = Board(plan.settings)
    async with _database(board, stop):
        await _once(board, "migrate", "--and-seed")
        web, worker = _child(board, "web"), _child(board, "worker")
        hand_over(web, **{HANDED_OVER: doors.people, INSIDE: doors.inside})
        media = [_media(board, plan.command)] if plan.command else []
        kept = [_Kept(child) for child in (*media, web, worker)]
        renewing = asyncio.create_task(keep_renewing(plan.settings))
        try:
            await _until_ready(doors.inside_url, [web, worker], stop)
            await _until_media_ready(plan.settings, media, stop)
            _greet(board.settings, is_ending=stop.is_set())
            await stop.wait()
        finally:
            stop.set()
            renewing.cancel()
            for one in kept:  # the media server still tells the web, whose last requests leave the worker something
                await one.end()
    board.remove()
    log.info("ended")


@asynccontextmanager
async def _database(board: Board, stop: asyncio.Event) -> AsyncGenerator[None]:
    """Have a database while the block lasts: the external one, or the embedded one begun and kept."""
    if board.settings.database_url is not None:
        yield
        return
    cluster = Cluster(board.settings.folder / "postgres")
    try:
        await asyncio.to_thread(cluster.start)
        board.settings = board.settings.model_copy(update={"database_url": await keep_database(cluster)})
        board.begun("postgres", cluster.pid)
        keeping = asyncio.create_task(_keep(cluster, board))
        try:
            yield
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
    finally:
        stop.set()
        await asyncio.to_thread(cluster.stop)


async def _keep(cluster: Cluster, board: Board) -> None:
    """Begin the server again, at the same port, whenever it dies."""
    pause = Pause()
    began = asyncio.get_running_loop().time()
    while True:
        await asyncio.sleep(_LOOK_EVERY_S)
        if cluster.is_running():
            continue
        seconds = pause.after_life_of(asyncio.get_running_loop().time() - began)
        log.warning("a process died", process="postgres", begins_again_in_s=seconds)
        await asyncio.sleep(seconds)
        began = asyncio.get_running_loop().time()
        try:
            await asyncio.to_thread(cluster.restart)
        except PostgresFailure as failure:
            log.error("postgres does not begin", words=str(failure))  # noqa: TRY400 - its words are for people
        else:
            board.begun("postgres", cluster.pid)


def _child(board: Board, command: str, *options: str) -> Child:
    environment = owned({**os.environ, **as_environment(board.settings)})
    return Child(command, [sys.executable, "-m", "parta", command, *options], environment, board.begun)


async def _once(board: Board, command: str, *options: str) -> None:
    if await _child(board, command, *options).run_once() != 0:
        raise ConfigurationError(f"`parta {command}` failed: the lines above say why")
    del board.pids[command]


def _media(board: Board, command: list[str]) -> Child:
    """Give the media server as a child; what the environment says to any LiveKit is not meant for this one."""
    environment = {name: value for name, value in os.environ.items() if name in _FOR_MEDIA}
    return Child("livekit", command, environment, board.begun)


async def _until_ready(url: str, children: list[Child], stop: asyncio.Event) -> None:
    """Wait until people can come; give up when a process keeps dying before."""
    async with asyncio.timeout(_READY_PATIENCE_S):
        while not stop.is_set() and not await _answers(f"{url}/readyz"):
            for child in children:
                if child.deaths >= _DEATHS_BEFORE_READY:
                    raise ConfigurationError(f"`parta {child.name}` does not stay alive: the lines above say why")
            await asyncio.sleep(_LOOK_EVERY_S)


async def _until_media_ready(settings: Settings, media: list[Child], stop: asyncio.Event) -> None:
    """Wait until calls can be held too; without them everything else goes on."""
    for child in media:
        while not stop.is_set() and not await _answers(f"{settings.livekit_url}/"):
            if child.deaths >= _DEATHS_BEFORE_READY:
                log.error("the media server does not stay alive: there are no calls")
                return
            await asyncio.sleep(_LOOK_EVERY_S)


async def _answers(url: str) -> bool:
    with suppress(httpx.TransportError):
        async with httpx.AsyncClient(trust_env=False) as client:
            return (await client.get(url)).is_success
    return False


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _greet(settings: Settings, *, is_ending: bool) -> None:
    if is_ending:
        return
    lines = ["", f"  Parta is at      {settings.origin}"]
    if outbox_url(settings):
        lines += [
            f"  Sign-in codes    {outbox_url(settings)}",
            "  This is a demo: its people and their data are made up.",
        ]
    _say("\n".join([*lines, *how_to_trust(settings), "  Ctrl-C ends it.", ""]))
