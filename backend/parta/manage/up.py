"""`parta up`: database, media server, web, boards and worker on one machine, restarted on exit and stopped in order."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

import httpx
import structlog

from parta.core.settings import ConfigurationError, Settings
from parta.core.settings_checks import check_settings
from parta.manage.child_process import ChildProcess, RestartDelay
from parta.manage.development import build_vite, restart_on_change, wait_until_pages_are_served, with_dev_pages
from parta.manage.home import complete_settings, to_environment
from parta.manage.lan import find_network, get_trust_instructions, renew_certificate, with_network, with_port
from parta.manage.listening_sockets import LOCAL_SOCKET, PUBLIC_SOCKET, listen, pass_sockets
from parta.manage.livekit.plan import MediaServerPlan, plan_media_server
from parta.manage.livekit.process import MediaProcess
from parta.manage.owner import mark_owned
from parta.manage.postgres.cluster import Cluster
from parta.manage.postgres.database import ensure_database
from parta.manage.postgres.errors import PostgresError
from parta.manage.runtime_file import RuntimeFile, get_outbox_url

_READY_TIMEOUT_S = 120
_MEDIA_TIMEOUT_S = 30
_POLL_S = 0.1
_MAX_CRASHES_BEFORE_READY = 3
_MEDIA_VARIABLES = ("PATH", "HOME", "TMPDIR", "GOMAXPROCS", "GOMEMLIMIT", "GODEBUG")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _ListeningSockets:
    """The sockets of the web process: the public one, and one on loopback without TLS."""

    public: socket.socket
    local: socket.socket

    @property
    def public_url(self) -> str:
        """Return the address on this machine of the public one."""
        return f"http://127.0.0.1:{self.public.getsockname()[1]}"

    @property
    def local_url(self) -> str:
        """Return the address on loopback."""
        return f"http://127.0.0.1:{self.local.getsockname()[1]}"


def up(settings: Settings, *, is_lan: bool = False, dev_port: int | None = None) -> None:
    """Run everything until asked to stop, with `dev_port` for development. Raises ConfigurationError, PostgresError."""
    complete = complete_settings(settings if dev_port is None else with_dev_pages(settings, dev_port))
    check_settings(complete)
    if is_lan:
        complete = with_network(complete, find_network())
    with listen(complete.host, complete.port) as public, listen("127.0.0.1", 0) as local:
        sockets = _ListeningSockets(public, local)
        plan = plan_media_server(with_port(complete, public.getsockname()[1]), sockets.local_url, _print)
        asyncio.run(_run(plan, sockets, dev_port))


class _SupervisedChild:
    """A child process and the task that supervises it."""

    def __init__(self, child: ChildProcess) -> None:
        self._stopping = asyncio.Event()
        self._supervising = asyncio.create_task(child.supervise(self._stopping))

    async def stop(self) -> None:
        """Stop the child and wait until it has exited."""
        self._stopping.set()
        await asyncio.wait([self._supervising])


async def _run(plan: MediaServerPlan, sockets: _ListeningSockets, dev_port: int | None) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    runtime_file = RuntimeFile(plan.settings)
    try:
        async with _running_database(runtime_file, stop):
            await _run_processes(runtime_file, plan, sockets, stop, dev_port)
    finally:
        runtime_file.remove()
    log.info("stopped")


async def _run_processes(
    runtime_file: RuntimeFile,
    plan: MediaServerPlan,
    sockets: _ListeningSockets,
    stop: asyncio.Event,
    dev_port: int | None,
) -> None:
    """Migrate, and run everything but the database until asked to stop."""
    media_users = list[ChildProcess]()
    media = _build_media_process(runtime_file, plan, media_users) if plan.command else None
    supervised = [_SupervisedChild(media.child)] if media else []
    beside = [asyncio.create_task(renew_certificate(plan.settings))]
    try:
        await _run_once(runtime_file, "migrate", "--and-seed")
        if media:  # its ports are known once it listens: another installation may start at this moment
            await _wait_until_media_listens(media, stop)
        web, worker, boards = (_build_child(runtime_file, name) for name in ("web", "worker", "boards"))
        pass_sockets(web, **{PUBLIC_SOCKET: sockets.public, LOCAL_SOCKET: sockets.local})
        media_users += [web, worker]
        children = [web, worker, boards]
        supervised += [_SupervisedChild(child) for child in children]
        await _wait_until_ready(sockets.local_url, children, stop)
        if dev_port is not None:
            vite = build_vite(dev_port, sockets.public_url, runtime_file.record_process)
            supervised.insert(0, _SupervisedChild(vite))
            await wait_until_pages_are_served(runtime_file.settings.origin, vite, stop)
            migrate = partial(_run_once, runtime_file, "migrate", "--and-seed")
            beside.append(asyncio.create_task(restart_on_change(children, migrate)))
        _print_welcome(runtime_file.settings, is_stopping=stop.is_set())
        await stop.wait()
    finally:
        stop.set()
        for task in beside:
            task.cancel()
        for child in supervised:  # in this order, since each may still call the ones after it
            await child.stop()


@asynccontextmanager
async def _running_database(runtime_file: RuntimeFile, stop: asyncio.Event) -> AsyncGenerator[None]:
    """Run the embedded database, supervised, during the block; do nothing if an external one is configured."""
    if runtime_file.settings.database_url is not None:
        yield
        return
    cluster = Cluster(runtime_file.settings.folder / "postgres")
    try:
        await asyncio.to_thread(cluster.start)
        runtime_file.settings = runtime_file.settings.model_copy(
            update={"database_url": await ensure_database(cluster)}
        )
        runtime_file.record_process("postgres", cluster.pid)
        ended = asyncio.Event()
        supervising = asyncio.create_task(_supervise_postgres(cluster, runtime_file, ended))
        try:
            yield
        finally:
            ended.set()
            await supervising
    finally:
        stop.set()
        await asyncio.to_thread(cluster.stop)


async def _supervise_postgres(cluster: Cluster, runtime_file: RuntimeFile, ended: asyncio.Event) -> None:
    """Restart the server at the same port whenever it exits, until `ended` is set.

    It is not cancelled: the thread of a restart would go on, beside the stop.
    """
    delay = RestartDelay()
    started = asyncio.get_running_loop().time()
    while not await _is_set_within(ended, _POLL_S):
        if cluster.is_running():
            continue
        seconds = delay.after_run_of(asyncio.get_running_loop().time() - started)
        log.warning("process exited", process="postgres", restart_in_s=seconds)
        if await _is_set_within(ended, seconds):
            return
        started = asyncio.get_running_loop().time()
        try:
            await asyncio.to_thread(cluster.restart)
        except PostgresError as error:
            log.error("postgres not started", reason=str(error))  # noqa: TRY400 - the message is written for people
        else:
            runtime_file.record_process("postgres", cluster.pid)


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


def _build_child(runtime_file: RuntimeFile, command: str, *options: str) -> ChildProcess:
    environment = mark_owned({**os.environ, **to_environment(runtime_file.settings)})
    return ChildProcess(
        command, [sys.executable, "-m", "parta", command, *options], environment, runtime_file.record_process
    )


async def _run_once(runtime_file: RuntimeFile, command: str, *options: str) -> None:
    if await _build_child(runtime_file, command, *options).run_once() != 0:
        raise ConfigurationError(f"`parta {command}` failed: see the lines above")
    del runtime_file.pids[command]


def _build_media_process(runtime_file: RuntimeFile, plan: MediaServerPlan, users: list[ChildProcess]) -> MediaProcess:
    """Build the process of the media server, without the environment's variables for LiveKit in general.

    When its address changes, its users are restarted with the new one.
    """
    environment = {name: value for name, value in os.environ.items() if name in _MEDIA_VARIABLES}
    child = ChildProcess("livekit", plan.command or [], environment, runtime_file.record_process)

    def move(settings: Settings) -> None:
        runtime_file.settings = runtime_file.settings.model_copy(update={"livekit_url": settings.livekit_url})
        runtime_file.write()
        for user in users:
            user.environment = {**user.environment, **to_environment(runtime_file.settings)}
            user.restart()

    return MediaProcess(plan, child, move)


async def _wait_until_ready(url: str, children: list[ChildProcess], stop: asyncio.Event) -> None:
    """Wait until Parta answers. Raises ConfigurationError if it does not, or if a process keeps exiting before."""
    try:
        async with asyncio.timeout(_READY_TIMEOUT_S):
            while not stop.is_set() and not await _is_answering(f"{url}/readyz"):
                for child in children:
                    if child.crashes >= _MAX_CRASHES_BEFORE_READY:
                        raise ConfigurationError(f"`parta {child.name}` keeps exiting: see the lines above")
                await asyncio.sleep(_POLL_S)
    except TimeoutError:
        raise ConfigurationError(f"Parta did not answer within {_READY_TIMEOUT_S} s: see the lines above") from None


async def _wait_until_media_listens(media: MediaProcess, stop: asyncio.Event) -> None:
    """Wait until the media server listens; everything else works without it."""
    try:
        async with asyncio.timeout(_MEDIA_TIMEOUT_S):
            while not stop.is_set() and not media.is_listening():
                if media.child.crashes >= _MAX_CRASHES_BEFORE_READY:
                    log.error("media server keeps exiting: calls are not available")
                    return
                await asyncio.sleep(_POLL_S)
    except TimeoutError:
        log.error("media server does not listen: calls are not available")  # noqa: TRY400 - nobody needs the frames


async def _is_answering(url: str) -> bool:
    with suppress(httpx.TransportError):
        async with httpx.AsyncClient(trust_env=False) as client:
            return (await client.get(url)).is_success
    return False


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _print_welcome(settings: Settings, *, is_stopping: bool) -> None:
    if is_stopping:
        return
    lines = ["", f"  Parta is at      {settings.origin}"]
    if get_outbox_url(settings):
        lines += [
            f"  Sign-in codes    {get_outbox_url(settings)}",
            "  This is a demo: its people and their data are invented.",
        ]
    _print("\n".join([*lines, *get_trust_instructions(settings), "  Ctrl-C stops it.", ""]))
