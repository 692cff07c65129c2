"""What a kept process does when the one that keeps it is gone."""

import os
import signal
import threading
import time

_MARK = "PARTA_OWNED"
_PATIENCE_S = 30
"""Seconds to end in good order: the database may be gone with the owner, and with it what is waited for."""


def owned(environment: dict[str, str]) -> dict[str, str]:
    """Give the environment of a process that ends with us; its standard input must be a pipe that we hold."""
    return {**environment, _MARK: "1"}


def end_with_owner() -> None:
    """End this process in good order once its owner has gone, however it went; do nothing if it has none."""
    if os.environ.pop(_MARK, None):
        threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE_S)
    os.kill(os.getpid(), signal.SIGKILL)
