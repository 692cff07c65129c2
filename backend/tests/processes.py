"""An installation of real processes over loopback, for tests that kill them and for benchmarks. Temporary."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import psutil

from parta.core.db import make_engine
from parta.core.migrations import migrate
from parta.manage.listening_sockets import PUBLIC_SOCKET, listen
from parta.manage.owner import mark_owned
from parta.manage.postgres.cluster import Cluster, Tuning
from parta.manage.postgres.database import ensure_database
from tests.databases import create_database, drop_database

Part = Literal["web", "worker", "boards"]

_TIMEOUT_S = 30


@dataclass
class Processes:
    """PostgreSQL, web, worker and boards, each a process that can be killed and restarted."""

    folder: Path
    cluster: Cluster | None
    """None if the database is in a server that is not ours."""
    database_url: str
    listening_socket: socket.socket
    """Stays open when the web process dies, as it does under `parta up`."""
    settings: dict[str, str]
    clock_minutes: dict[Part, int] = field(default_factory=dict[Part, int])
    """By how much the clock of a part is wrong, from its next start on."""
    _running: dict[Part, subprocess.Popen[bytes]] = field(default_factory=dict[Part, "subprocess.Popen[bytes]"])

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts that run."""
        return tuple(self._running)

    @property
    def port(self) -> int:
        """Return the port of the web process."""
        return int(self.listening_socket.getsockname()[1])

    @property
    def url(self) -> str:
        """Return the URL of the web process."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, part: Part) -> None:
        """Start this part; the web process is ready when this returns."""
        environment = {**os.environ, **self.settings, "PARTA_DATABASE_URL": self.database_url}
        environment |= {"PARTA_HOME": str(self.folder / "home"), "PARTA_PORT": str(self.port)}
        environment |= {PUBLIC_SOCKET: str(self.listening_socket.fileno())} if part == "web" else {}
        with (self.folder / f"{part}.log").open("ab") as log:
            self._running[part] = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", *self._program(part), part],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=mark_owned(environment),
                pass_fds=[self.listening_socket.fileno()] if part == "web" else [],
            )
        if part == "web":
            self.wait_until_ready()

    def kill(self, part: Part) -> None:
        """Kill this part as a crash would: no clean-up."""
        process = self._running.pop(part)
        process.send_signal(signal.SIGKILL)
        _wait_for_exit(process)

    def stop(self, part: Part) -> None:
        """Terminate this part, and wait until it has ended."""
        process = self._running.pop(part)
        process.terminate()
        _wait_for_exit(process)

    def kill_postgres(self) -> None:
        """Kill the database server and all its children as a crash would."""
        postmaster = psutil.Process(self._postmaster())
        for process in [postmaster, *postmaster.children(recursive=True)]:
            process.kill()

    def restart_postgres(self) -> None:
        """Restart the database server at the same port."""
        self._own_cluster().restart()

    def pid(self, part: Part) -> int:
        """Return the process id of this part."""
        return self._running[part].pid

    def memory_kb(self, part: Part) -> int:
        """Return the resident memory of this part, in KiB."""
        return psutil.Process(self.pid(part)).memory_info().rss // 1024

    def cpu_s(self, part: Part | Literal["postgres"]) -> float:
        """Return the CPU seconds that this part has used; for the database, with its live children."""
        if part != "postgres":
            return _cpu_s(psutil.Process(self.pid(part)))
        if self.cluster is None:
            return 0.0
        postmaster = psutil.Process(self._postmaster())
        ended = postmaster.cpu_times()
        return (
            ended.children_user
            + ended.children_system
            + sum(_cpu_s(process) for process in [postmaster, *postmaster.children(recursive=True)])
        )

    def log(self, part: Part) -> str:
        """Return the log of this part."""
        return (self.folder / f"{part}.log").read_text(errors="replace")

    def wait_until_ready(self) -> None:
        """Wait until the web process is ready."""
        deadline = time.monotonic() + _TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5):  # noqa: S310 - our own address
                    return
            except OSError:
                if self._running["web"].poll() is not None:
                    break
                time.sleep(0.05)
        message = f"the web process did not come up:\n{self.log('web')[-4000:]}"
        raise TimeoutError(message)

    def stop_all(self) -> None:
        """Stop all processes."""
        for part in list(self._running):
            self.stop(part)
        self.listening_socket.close()

    def _program(self, part: Part) -> list[str]:
        minutes = self.clock_minutes.get(part)
        return ["parta"] if minutes is None else ["tests.wrong_clock", str(minutes)]

    def _postmaster(self) -> int:
        return int((self._own_cluster().data / "postmaster.pid").read_text().split("\n", 1)[0])

    def _own_cluster(self) -> Cluster:
        assert self.cluster is not None, "the server is not ours"
        return self.cluster


@contextmanager
def run_processes(
    *,
    durable: bool = True,
    parts: tuple[Part, ...] = ("web", "worker"),
    admin_url: str | None = None,
    within: Path | None = None,
    **settings: str,
) -> Generator[Processes]:
    """Run an empty, migrated Parta with these parts; `settings` are `PARTA_…` by their short names.

    It has a database server of its own, or with `admin_url` a database in that server.
    """
    folder = Path(tempfile.mkdtemp(prefix="parta-", dir=within))
    folder.chmod(0o711)  # the database's own account may enter
    variables = {f"PARTA_{name.upper()}": value for name, value in {"demo": "true", **settings}.items()}
    server = _own_server(folder, durable=durable) if admin_url is None else _other_server(admin_url)
    try:
        with server as (cluster, url):
            parta = Processes(folder, cluster, url, listen("127.0.0.1", 0), variables)
            try:
                for part in parts:
                    parta.start(part)
                yield parta
            finally:
                parta.stop_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own_server(folder: Path, *, durable: bool) -> Generator[tuple[Cluster, str]]:
    cluster = Cluster(folder / "postgres", Tuning(max_connections=200, shared_buffers_mb=128, durable=durable))
    try:
        cluster.start()
        yield cluster, asyncio.run(_prepare_database(cluster))
    finally:
        cluster.stop()


@contextmanager
def _other_server(admin_url: str) -> Generator[tuple[None, str]]:
    name = f"parta_processes_{os.getpid()}"
    try:
        yield None, asyncio.run(create_database(admin_url, name))
    finally:
        asyncio.run(drop_database(admin_url, name))


async def _prepare_database(cluster: Cluster) -> str:
    url = await ensure_database(cluster)
    engine = make_engine(url)
    await migrate(engine)
    await engine.dispose()
    return url


def _wait_for_exit(process: "subprocess.Popen[bytes]") -> None:
    """Wait until the process has ended, then close its input."""
    process.wait(_TIMEOUT_S)
    if process.stdin is not None:
        process.stdin.close()


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
