"""Waiting for other processes, with a timeout."""

import time
from collections.abc import Callable

import psutil

_TIMEOUT_S = 60


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until the condition is true. Raises TimeoutError."""
    deadline = time.monotonic() + _TIMEOUT_S
    while not condition():
        if time.monotonic() > deadline:
            message = f"the condition was not true after {_TIMEOUT_S} s"
            raise TimeoutError(message)
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Return True if the process is running; a zombie is not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
