"""One embedded PostgreSQL server: its folder, start and stop."""

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

from parta.manage.home import make_traversable, write_secret
from parta.manage.postgres import supervisor
from parta.manage.postgres.binaries import Binaries, ensure_runnable
from parta.manage.postgres.errors import AlreadyRunningError, PostgresError
from parta.manage.postgres.server_processes import stop_orphaned_servers
from parta.manage.postgres.system_account import SystemAccount, get_system_account, require_access, run_as

HOST = "127.0.0.1"
ADMIN = "postgres"

_START_TIMEOUT_S = 300
_STOP_TIMEOUT_S = 90
_MAX_ATTEMPTS = 5
_LOG_TAIL_LINES = 12
_STATUS_LINE = 7
_PORT_TAKEN_ERRORS = ("could not create any TCP/IP sockets", "Address already in use")
_OLD_SERVER_ERRORS = ("is still in use", "is another postmaster", "is another postgres")


@dataclass(frozen=True, slots=True)
class Tuning:
    """The settings that differ between a school's database and a test's."""

    max_connections: int = 200
    shared_buffers_mb: int = 256
    durable: bool = True
    """True if committed data survives a power loss. Killed processes lose nothing in either case."""


class Cluster:
    """A PostgreSQL server with a data folder of its own, which stops with the process that started it.

    `folder` contains `data`, the administrator's `secret`, the last `port`, and the `lock` that the owner holds.
    """

    def __init__(self, folder: Path, tuning: Tuning | None = None, *, port: int = 0) -> None:
        """Set the folder; nothing is started yet. Port 0 means the last one used, or a free one."""
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self._tuning = tuning or Tuning()
        self._requested_port = port
        self._port = 0
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._lock: TextIOWrapper | None = None

    @property
    def admin_url(self) -> str:
        """The administrator's URL of the running server."""
        return f"postgresql://{ADMIN}:{self._read_secret()}@{HOST}:{self._port}/postgres"

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        return int(_read_lines(self.data / "postmaster.pid")[0])

    @property
    def port(self) -> int:
        """The TCP port of the running server."""
        return self._port

    def start(self) -> None:
        """Start the server and wait until it is ready; the data folder is created the first time.

        Raises PostgresError. A server orphaned by a killed owner is stopped first.
        """
        make_traversable(self.folder)
        self._take_lock()
        try:
            account = get_system_account(self.data)
            require_access(account, self.folder)
            binaries = ensure_runnable(self.folder, account)
            if not self.data.exists():
                self._create_data_folder(binaries, account)
            self._require_same_version(binaries)
            stop_orphaned_servers(self.data)
            self._start_until_ready(binaries, account)
        except BaseException:
            self.stop()
            raise

    def is_running(self) -> bool:
        """Return True if the server that was started is running."""
        return self._supervisor is not None and self._supervisor.poll() is None

    def restart(self) -> None:
        """Start the server again at the same port, after it exited."""
        self._stop_supervisor()
        self._requested_port = self._port
        self.start()

    def stop(self) -> None:
        """Stop the server in an orderly way and release the folder."""
        self._stop_supervisor()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def get_log_tail(self) -> str:
        """Return the last lines of the server's log."""
        logs = sorted((self.data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        lines = [line for path in [*logs[-1:], self.folder / "start.log"] for line in _read_lines(path)]
        return "\n".join(lines[-_LOG_TAIL_LINES:])

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise AlreadyRunningError(
                f"another Parta is running on {self.folder}: stop it, or set another PARTA_HOME"
            ) from None
        self._lock = lock

    def _read_secret(self) -> str:
        return (self.folder / "secret").read_text()

    def _create_data_folder(self, binaries: Binaries, account: SystemAccount | None) -> None:
        """Create the data folder under another name and rename it, so that it exists complete or not at all."""
        temporary = self.folder / "data.new"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(mode=0o700)
        password = self.folder / "secret.new"
        write_secret(password, secrets.token_urlsafe(32))
        if account is not None:
            os.chown(temporary, account.uid, account.gid)
            os.chown(password, account.uid, account.gid)
        command = [
            binaries.initdb,
            f"--pgdata={temporary}",
            f"--username={ADMIN}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            *([] if self._tuning.durable else ["--no-sync"]),
        ]
        run = run_as(account, command)
        if run.returncode != 0:
            raise PostgresError(f"the data folder could not be created: {run.stderr.strip()}")
        (temporary / "pg_hba.conf").write_text(f"host all all {HOST}/32 scram-sha-256\n")
        if account is not None:
            os.chown(password, os.geteuid(), os.getegid())
        password.rename(self.folder / "secret")
        temporary.rename(self.data)

    def _require_same_version(self, binaries: Binaries) -> None:
        created_by = (self.data / "PG_VERSION").read_text().strip()
        if created_by != binaries.major():
            raise PostgresError(
                f"{self.data} was created by PostgreSQL {created_by}, and this is {binaries.major()}: "
                "make a backup with the version that created it and restore it here (docs/howto/run.md)"
            )

    def _start_until_ready(self, binaries: Binaries, account: SystemAccount | None) -> None:
        for attempt in range(1, _MAX_ATTEMPTS + 1):
            self._port = self._requested_port or self._choose_port(ignore_last=attempt > 1)
            self._launch(binaries, account)
            if self._wait_until_ready():
                (self.folder / "port").write_text(str(self._port))
                return
            log_tail = self.get_log_tail()
            if _contains_any(log_tail, _PORT_TAKEN_ERRORS) and self._requested_port:
                raise PostgresError(f"port {self._port} of {HOST} is taken by another program")
            if not _contains_any(log_tail, (*_PORT_TAKEN_ERRORS, *_OLD_SERVER_ERRORS)) or attempt == _MAX_ATTEMPTS:
                raise PostgresError(f"PostgreSQL did not start:\n{log_tail}")
            time.sleep(attempt)

    def _choose_port(self, *, ignore_last: bool) -> int:
        last = self.folder / "port"
        if not ignore_last and last.exists() and _is_port_free(port := int(last.read_text())):
            return port
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            return int(probe.getsockname()[1])

    def _launch(self, binaries: Binaries, account: SystemAccount | None) -> None:
        uid, gid = (str(account.uid), str(account.gid)) if account else ("", "")
        settings = [part for key, value in self._build_settings().items() for part in ("-c", f"{key}={value}")]
        server = [binaries.postgres, "-D", self.data, *settings]
        command = [sys.executable, "-I", "-S", supervisor.__file__, uid, gid, *server]
        with (self.folder / "start.log").open("wb") as output:
            self._supervisor = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "TZ": "UTC"},
                start_new_session=True,  # Ctrl-C in the terminal must not reach the server before its clients
            )

    def _build_settings(self) -> dict[str, str]:
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
            "log_error_verbosity": "terse",  # details quote rows, which contain personal data
            "log_checkpoints": "off",
            "log_timezone": "UTC",
        }

    def _wait_until_ready(self) -> bool:
        """Wait for the status in the server's lock file; return False if the server exited instead."""
        deadline = time.monotonic() + _START_TIMEOUT_S
        while self.is_running():
            status = _read_lines(self.data / "postmaster.pid")[_STATUS_LINE:]
            if status and status[0].strip() == "ready":
                return True
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL was not ready after {_START_TIMEOUT_S} s:\n{self.get_log_tail()}")
            time.sleep(0.02)
        return False

    def _stop_supervisor(self) -> None:
        if self._supervisor is None:
            return
        if self._supervisor.stdin is not None:
            self._supervisor.stdin.close()
        try:
            self._supervisor.wait(_STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._supervisor.kill()
            self._supervisor.wait()
        self._supervisor = None


def _is_port_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex((HOST, port)) != 0


def _contains_any(text: str, fragments: tuple[str, ...]) -> bool:
    return any(sign in text for sign in fragments)


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()
    except OSError:
        return []
