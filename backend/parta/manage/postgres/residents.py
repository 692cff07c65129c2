"""The server processes that live in a data folder, whoever started them."""

import contextlib
import signal
import time
from pathlib import Path

import psutil

from parta.manage.postgres.failure import PostgresFailure

_PATIENCE_S = 30


def residents(data: Path) -> list[psutil.Process]:
    """Give the living PostgreSQL processes of this data folder: they all work in it. A zombie is not living."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.name().startswith("postgres") and Path(process.cwd()) == data:
                found.append(process)
    return found


def evict(data: Path) -> None:
    """Leave nobody in the data folder, and no lock file of somebody who is gone.

    For whoever holds the folder's lock: what lives there has lost its owner. A postmaster is asked to stop; children
    that outlived theirs end by themselves in a moment and are waited for, since a new server must not meet them. The
    lock file goes, because a zombie (or a stranger who was given the same process number) would keep it valid.
    """
    lock_file = data / "postmaster.pid"
    for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        living = residents(data)
        if not living:
            break
        masters = [process for process in living if process.pid == _recorded_master(lock_file)]
        orphans = [] if signal_number is signal.SIGINT else living
        for process in masters or orphans:
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal_number)
        _wait_until_empty(data)
    if residents(data):
        raise PostgresFailure(f"a PostgreSQL that does not end lives in {data}")
    lock_file.unlink(missing_ok=True)


def _recorded_master(lock_file: Path) -> int | None:
    try:
        return int(lock_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _wait_until_empty(data: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while residents(data) and time.monotonic() < deadline:
        time.sleep(0.05)
