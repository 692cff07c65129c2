"""All of Parta on one machine: the database, the web process and the worker, kept alive and ended in order."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import structlog

from parta.core.fitness import insist_on_fitness
from parta.core.settings import Settings, Unfit
from parta.manage.children import Child, Pause
from parta.manage.home import as_environment, complete, write_secret
from parta.manage.listening import hand_over, listen
from parta.manage.owner import owned
from parta.manage.postgres.cluster import Cluster
from parta.manage.postgres.database import keep_database
from parta.manage.postgres.failure import PostgresFailure

_READY_PATIENCE_S = 120
_LOOK_EVERY_S = 0.1
_DEATHS_BEFORE_READY = 3

log = structlog.get_logger()


def up(settings: Settings) -> None:
    """Run everything until told to end. Raises in plain words when it cannot begin."""
    whole = complete(settings)
    insist_on_fitness(whole)
    with listen(whole.host, whole.port) as listening:
        port = listening.getsockname()[1]
        asyncio.run(_up(whole.model_copy(update={"port": port}), listening))


@dataclass
class _Board:
    """What is told to whoever works with this running Parta (benches, stories, doctors): `up.json`, for its owner."""

    settings: Settings
    pids: dict[str, int] = field(default_factory=lambda: {"up": os.getpid()})

    def begun(self, name: str, pid: int) -> None:
        """Note the process."""
        self.pids[name] = pid
        self.write()

    def write(self) -> None:
        """Leave the file whole."""
        token = self.settings.demo_token
        facts: dict[str, Any] = {
            "url": self.settings.origin,
            "outbox_url": outbox_url(self.settings),
            "demo_token": token.get_secret_value() if token else None,
            "database_url": self.settings.database_url,
            "pids": self.pids,
        }
        unfinished = self.settings.folder / "up.json.new"
        write_secret(unfinished, json.dumps(facts, indent=2))
        unfinished.rename(self.settings.folder / "up.json")

    def remove(self) -> None:
        """Say that nothing runs any more."""
        (self.settings.folder / "up.json").unlink(missing_ok=True)


def outbox_url(settings: Settings) -> str | None:
    """Give the page with the codes that would go out as SMS, in demo mode."""
    if not settings.demo or settings.demo_token is None:
        return None
    return f"http://127.0.0.1:{settings.port}/demo/outbox?token={settings.demo_token.get_secret_value()}"


async def _up(settings: Settings, listening: socket.socket) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    board = _Board(settings)
    async with _database(board, stop):
        await _once(board, "migrate", "--and-seed")
        web, worker = _child(board, "web"), _child(board, "worker")
        hand_over(web, listening)
        end_worker = asyncio.Event()
        serving = asyncio.create_task(web.keep(stop))
        working = asyncio.create_task(worker.keep(end_worker))
        try:
            await _until_ready(board.settings, [web, worker], stop)
            _greet(board.settings, is_ending=stop.is_set())
            await asyncio.wait([serving, working], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.set()
            await asyncio.wait([serving])
            end_worker.set()  # after the web, so that it still takes what the last requests left
            await asyncio.wait([working])
    board.remove()
    log.info("ended")


@asynccontextmanager
async def _database(board: _Board, stop: asyncio.Event) -> AsyncGenerator[None]:
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


async def _keep(cluster: Cluster, board: _Board) -> None:
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


def _child(board: _Board, command: str, *options: str) -> Child:
    environment = owned({**os.environ, **as_environment(board.settings)})
    return Child(command, [sys.executable, "-m", "parta", command, *options], environment, board.begun)


async def _once(board: _Board, command: str, *options: str) -> None:
    if await _child(board, command, *options).run_once() != 0:
        raise Unfit(f"`parta {command}` failed: the lines above say why")
    del board.pids[command]


async def _until_ready(settings: Settings, children: list[Child], stop: asyncio.Event) -> None:
    """Wait until people can come; give up when a process keeps dying before."""
    async with asyncio.timeout(_READY_PATIENCE_S), httpx.AsyncClient(trust_env=False) as client:
        while not stop.is_set():
            for child in children:
                if child.deaths >= _DEATHS_BEFORE_READY:
                    raise Unfit(f"`parta {child.name}` does not stay alive: the lines above say why")
            with suppress(httpx.TransportError):
                if (await client.get(f"http://{_reachable(settings.host)}:{settings.port}/readyz")).is_success:
                    return
            await asyncio.sleep(_LOOK_EVERY_S)


def _reachable(host: str) -> str:
    """Give the address under which this machine reaches a server that listens there."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - asked, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _greet(settings: Settings, *, is_ending: bool) -> None:
    if is_ending:
        return
    lines = ["", f"  Parta is at      {settings.origin}"]
    if outbox_url(settings):
        lines += [
            f"  Sign-in codes    {outbox_url(settings)}",
            "  This is a demo: its people and their data are made up.",
        ]
    lines += ["  Ctrl-C ends it.", ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
