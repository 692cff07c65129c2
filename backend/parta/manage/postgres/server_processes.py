"""The PostgreSQL processes of a data folder, whoever started them."""

import contextlib
import signal
import time
from pathlib import Path

import psutil

from parta.manage.postgres.errors import PostgresError

_STOP_TIMEOUT_S = 30


def find_server_processes(data: Path) -> list[psutil.Process]:
    """Return the PostgreSQL processes of this data folder, which is their working directory; zombies are left out."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.name().startswith("postgres") and Path(process.cwd()) == data:
                found.append(process)
    return found


def stop_orphaned_servers(data: Path) -> None:
    """Stop every PostgreSQL process of the data folder, and delete a stale lock file. Raises PostgresError.

    The caller holds the folder's lock, so these processes have lost their owner. A postmaster is asked to stop.
    Children that outlived theirs soon exit by themselves and are waited for, since a new server must not run beside
    them. The lock file is deleted, because a zombie (or another process with the same id) would make it look valid.
    """
    lock_file = data / "postmaster.pid"
    for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        running = find_server_processes(data)
        if not running:
            break
        postmasters = [process for process in running if process.pid == _read_postmaster_pid(lock_file)]
        orphans = [] if signal_number is signal.SIGINT else running
        for process in postmasters or orphans:
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal_number)
        _wait_until_empty(data)
    if find_server_processes(data):
        raise PostgresError(f"a PostgreSQL process in {data} does not stop")
    lock_file.unlink(missing_ok=True)


def _read_postmaster_pid(lock_file: Path) -> int | None:
    try:
        return int(lock_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _wait_until_empty(data: Path) -> None:
    deadline = time.monotonic() + _STOP_TIMEOUT_S
    while find_server_processes(data) and time.monotonic() < deadline:
        time.sleep(0.05)
