"""One PostgreSQL of our own: its folder, its start, its stop."""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from parta.manage.home import make_passable, write_secret
from parta.manage.postgres import keeper
from parta.manage.postgres.account import Account, account_for, insist_on_passage, run_as
from parta.manage.postgres.binaries import Binaries, reachable
from parta.manage.postgres.failure import AlreadyRunning, PostgresFailure
from parta.manage.postgres.residents import evict

HOST = "127.0.0.1"
ADMIN = "postgres"

_START_PATIENCE_S = 300
_STOP_PATIENCE_S = 90
_TRIES = 5
_WORDS_TOLD = 12
_STATUS_LINE = 7
_PORT_TAKEN = ("could not create any TCP/IP sockets", "Address already in use")
_STILL_LEAVING = ("is still in use", "is another postmaster", "is another postgres")


@dataclass(frozen=True, slots=True)
class Tuning:
    """What differs between a school's database and one that a test throws away."""

    max_connections: int = 200
    shared_buffers_mb: int = 256
    durable: bool = True
    """Whether what was committed outlives a loss of power. Killed processes lose nothing either way."""


class Cluster:
    """A PostgreSQL server with a data folder of its own, that ends with the process that started it.

    Everything lies in `folder`: `data`, the admin's `secret`, the last `port`, and the `lock` that the owner holds.
    """

    def __init__(self, folder: Path, tuning: Tuning | None = None, *, port: int = 0) -> None:
        """Name the folder; nothing happens yet. Port 0 means the last one, or one that is free."""
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self._tuning = tuning or Tuning()
        self._wanted_port = port
        self._port = 0
        self._keeper: subprocess.Popen[bytes] | None = None
        self._lock: TextIOWrapper | None = None

    @property
    def admin_url(self) -> str:
        """Where the running server is reached by its administrator."""
        return f"postgresql://{ADMIN}:{self._secret()}@{HOST}:{self._port}/postgres"

    @property
    def pid(self) -> int:
        """The process number of the running server."""
        return int(_lines(self.data / "postmaster.pid")[0])

    @property
    def port(self) -> int:
        """The TCP port of the running server."""
        return self._port

    def start(self) -> None:
        """Make the server run and ready, over a data folder that is made at first.

        Raises PostgresFailure in plain words. A server left behind by a killed owner is stopped first.
        """
        make_passable(self.folder)
        self._take_lock()
        try:
            account = account_for(self.data)
            insist_on_passage(account, self.folder)
            binaries = reachable(self.folder, account)
            if not self.data.exists():
                self._make_data(binaries, account)
            self._refuse_other_version(binaries)
            evict(self.data)
            self._start_until_ready(binaries, account)
        except BaseException:
            self.stop()
            raise

    def is_running(self) -> bool:
        """Tell whether the server that was started still stands."""
        return self._keeper is not None and self._keeper.poll() is None

    def restart(self) -> None:
        """Start the server anew at the same port, after it died."""
        self._release_keeper()
        self._wanted_port = self._port
        self.start()

    def stop(self) -> None:
        """Make the server stop, what is committed being safe, and let go of the folder."""
        self._release_keeper()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def words(self) -> str:
        """Give the last lines that the server said."""
        logs = sorted((self.data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        lines = [line for path in [*logs[-1:], self.folder / "start.log"] for line in _lines(path)]
        return "\n".join(lines[-_WORDS_TOLD:])

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise AlreadyRunning(f"another Parta runs on {self.folder}: stop it, or set another PARTA_HOME") from None
        self._lock = lock

    def _secret(self) -> str:
        return (self.folder / "secret").read_text()

    def _make_data(self, binaries: Binaries, account: Account | None) -> None:
        """Make the data folder beside its place and move it there, so that it exists whole or not at all."""
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        password = self.folder / "secret.new"
        write_secret(password, secrets.token_urlsafe(32))
        if account is not None:
            os.chown(unfinished, account.uid, account.gid)
            os.chown(password, account.uid, account.gid)
        command = [
            binaries.initdb,
            f"--pgdata={unfinished}",
            f"--username={ADMIN}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            *([] if self._tuning.durable else ["--no-sync"]),
        ]
        run = run_as(account, command)
        if run.returncode != 0:
            raise PostgresFailure(f"the data folder could not be made: {run.stderr.strip()}")
        (unfinished / "pg_hba.conf").write_text(f"host all all {HOST}/32 scram-sha-256\n")
        if account is not None:
            os.chown(password, os.geteuid(), os.getegid())
        password.rename(self.folder / "secret")
        unfinished.rename(self.data)

    def _refuse_other_version(self, binaries: Binaries) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != binaries.major():
            raise PostgresFailure(
                f"{self.data} was made by PostgreSQL {made_by}, and this is {binaries.major()}: "
                "make a backup with the version that made it and restore it here (docs/howto/run.md)"
            )

    def _start_until_ready(self, binaries: Binaries, account: Account | None) -> None:
        for attempt in range(1, _TRIES + 1):
            self._port = self._wanted_port or self._choose_port(fresh=attempt > 1)
            self._launch(binaries, account)
            if self._wait_until_ready():
                (self.folder / "port").write_text(str(self._port))
                return
            words = self.words()
            if _says(words, _PORT_TAKEN) and self._wanted_port:
                raise PostgresFailure(f"port {self._port} of {HOST} is taken by another program")
            if not _says(words, (*_PORT_TAKEN, *_STILL_LEAVING)) or attempt == _TRIES:
                raise PostgresFailure(f"PostgreSQL did not start:\n{words}")
            time.sleep(attempt)

    def _choose_port(self, *, fresh: bool) -> int:
        last = self.folder / "port"
        if not fresh and last.exists() and _is_free(port := int(last.read_text())):
            return port
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            return int(probe.getsockname()[1])

    def _launch(self, binaries: Binaries, account: Account | None) -> None:
        uid, gid = (str(account.uid), str(account.gid)) if account else ("", "")
        settings = [part for key, value in self._settings().items() for part in ("-c", f"{key}={value}")]
        command = [sys.executable, "-I", "-S", keeper.__file__, uid, gid, binaries.postgres, "-D", self.data, *settings]
        with (self.folder / "start.log").open("wb") as words:
            self._keeper = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=words,
                stderr=words,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "TZ": "UTC"},
                start_new_session=True,  # a Ctrl-C in the terminal must not reach the server before its clients
            )

    def _settings(self) -> dict[str, str]:
        durable = "on" if self._tuning.durable else "off"
        return {
            "listen_addresses": HOST,
            "port": str(self._port),
            "unix_socket_directories": "",
            "max_connections": str(self._tuning.max_connections),
            "shared_buffers": f"{self._tuning.shared_buffers_mb}MB",
            "password_encryption": "scram-sha-256",
            "timezone": "UTC",
            "wal_level": "replica",
            "max_wal_size": "2GB",
            "synchronous_commit": "on",
            "fsync": durable,
            "full_page_writes": durable,
            "logging_collector": durable,
            "log_filename": "postgresql-%a.log",
            "log_truncate_on_rotation": "on",
            "log_error_verbosity": "terse",  # details quote rows, and rows hold personal data
            "log_checkpoints": "off",
            "log_timezone": "UTC",
        }

    def _wait_until_ready(self) -> bool:
        """Wait for the server's own word in its lock file; False when it ended instead."""
        deadline = time.monotonic() + _START_PATIENCE_S
        while self.is_running():
            status = _lines(self.data / "postmaster.pid")[_STATUS_LINE:]
            if status and status[0].strip() == "ready":
                return True
            if time.monotonic() > deadline:
                raise PostgresFailure(f"PostgreSQL was not ready after {_START_PATIENCE_S} s:\n{self.words()}")
            time.sleep(0.02)
        return False

    def _release_keeper(self) -> None:
        if self._keeper is None:
            return
        if self._keeper.stdin is not None:
            self._keeper.stdin.close()
        try:
            self._keeper.wait(_STOP_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()
        self._keeper = None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex((HOST, port)) != 0


def _says(words: str, signs: tuple[str, ...]) -> bool:
    return any(sign in words for sign in signs)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()
    except OSError:
        return []
