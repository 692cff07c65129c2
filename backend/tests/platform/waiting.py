"""Waiting for what another process does, never for ever."""

import time
from collections.abc import Callable

import psutil

_PATIENCE_S = 60


def until(happened: Callable[[], object]) -> None:
    """Go on as soon as it has happened."""
    deadline = time.monotonic() + _PATIENCE_S
    while not happened():
        if time.monotonic() > deadline:
            message = f"waited {_PATIENCE_S} s in vain"
            raise TimeoutError(message)
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Tell whether the process runs; a zombie does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
