"""Runs `parta` with a wrong clock: `python -m tests.wrong_clock MINUTES COMMAND`. SIGUSR1 moves it on by as much again.

SIGUSR2 sets it right, so that a process that runs sees its clock jump, forwards and back.
"""

import signal
import sys
from datetime import timedelta

from parta.core import clock
from parta.manage.cli import app


def _main() -> None:
    by = timedelta(minutes=int(sys.argv.pop(1)))
    clock.move(by)

    def move(*_: object) -> None:
        clock.move(by)

    def restore(*_: object) -> None:
        clock.restore()

    signal.signal(signal.SIGUSR1, move)
    signal.signal(signal.SIGUSR2, restore)
    app()


if __name__ == "__main__":
    _main()
