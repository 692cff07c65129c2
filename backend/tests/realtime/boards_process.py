"""The boards process of a test: a real process, which can be killed, beside web processes within the test's own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from parta.core.settings import Settings
from parta.manage.home import to_environment
from parta.manage.owner import mark_owned

_TIMEOUT_S = 30


@dataclass
class BoardsProcess:
    """A boards process that can be restarted."""

    settings: Settings
    _running: list["subprocess.Popen[bytes]"] = field(default_factory=list["subprocess.Popen[bytes]"])

    @property
    def home(self) -> Path:
        """Return the folder of its socket and its log."""
        return self.settings.folder

    @property
    def is_alive(self) -> bool:
        """Return True if it runs."""
        return self._running[-1].poll() is None

    @property
    def memory_mb(self) -> float:
        """Return its resident memory."""
        return psutil.Process(self._running[-1].pid).memory_info().rss / (1 << 20)

    def start(self) -> None:
        """Start it, and wait until it listens."""
        before = self.log().count("boards started")
        with (self.home / "boards.log").open("ab") as log:
            self._running.append(
                subprocess.Popen(
                    [sys.executable, "-m", "parta", "boards"],
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    env=mark_owned({**os.environ, **to_environment(self.settings)}),
                )
            )
        deadline = time.monotonic() + _TIMEOUT_S
        while self.log().count("boards started") == before:
            assert self.is_alive, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill it as a crash would."""
        self._running[-1].send_signal(signal.SIGKILL)
        self._running[-1].wait(_TIMEOUT_S)

    def end(self) -> None:
        """End it as its supervisor does."""
        self._running[-1].terminate()
        self._running[-1].wait(_TIMEOUT_S)

    def stop(self) -> None:
        """Stop all that were started."""
        for process in self._running:
            process.terminate()
            process.wait(_TIMEOUT_S)
            assert process.stdin
            process.stdin.close()

    def log(self) -> str:
        """Return its log."""
        path = self.home / "boards.log"
        return path.read_text(errors="replace") if path.exists() else ""


@contextmanager
def run_boards_process(settings: Settings) -> Generator[BoardsProcess]:
    """Run a boards process while the block lasts."""
    boards = BoardsProcess(settings)
    boards.start()
    try:
        yield boards
    finally:
        boards.stop()
