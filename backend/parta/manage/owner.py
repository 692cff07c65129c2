"""What a supervised process does when its owner exits."""

import os
import signal
import threading
import time

_OWNED_VARIABLE = "PARTA_OWNED"
_EXIT_TIMEOUT_S = 30
"""Seconds for an orderly exit. The database may have stopped with the owner, so waiting may never end."""


def mark_owned(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment of a process that exits with us; its standard input must be a pipe from us."""
    return {**environment, _OWNED_VARIABLE: "1"}


def exit_with_owner() -> None:
    """Exit in an orderly way once the owner has exited or was killed; do nothing if there is no owner."""
    if os.environ.pop(_OWNED_VARIABLE, None):
        threading.Thread(target=_wait_for_owner_exit, daemon=True).start()


def _wait_for_owner_exit() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_EXIT_TIMEOUT_S)
    os.kill(os.getpid(), signal.SIGKILL)
