"""The processes that `parta up` supervises: restarted when they exit, stopped in order."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

_MIN_DELAY_S = 0.1
_MAX_DELAY_S = 30.0
_SERVED_AFTER_S = 10
"""A child that ran for so long did not fail at its start: it is restarted at once."""
_STOP_TIMEOUT_S = 20

log = structlog.get_logger()


@dataclass
class RestartDelay:
    """How long to wait before a restart: twice as long after each failure at the start, not at all after service."""

    next_s: float = _MIN_DELAY_S

    def after_run_of(self, seconds: float) -> float:
        """Return the delay before the next restart, after a run of so many seconds."""
        if seconds >= _SERVED_AFTER_S:
            self.next_s = _MIN_DELAY_S
            return 0.0
        delay, self.next_s = self.next_s, min(self.next_s * 2, _MAX_DELAY_S)
        return delay


@dataclass
class ChildProcess:
    """A process of our own, restarted until it is asked to stop."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    on_start: Callable[[str, int], None]
    """Called with the name and the process id at each start."""
    inherited_fds: Sequence[int] = ()
    """File descriptors that the child inherits."""
    before_start: Callable[[], None] = field(default=lambda: None)
    """Called before each start; it may change the environment."""
    crashes: int = 0
    _running: asyncio.subprocess.Process | None = None
    _restarting: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def pid(self) -> int | None:
        """Return the process id; None if it does not run."""
        return None if self._running is None or self._running.returncode is not None else self._running.pid

    def restart(self) -> None:
        """Make the process end and start again at once, as with another environment; also one that waits to start."""
        self._restarting.set()
        if self._running is not None and self._running.returncode is None:
            self._running.terminate()

    async def supervise(self, stop: asyncio.Event) -> None:
        """Run the process, restart it whenever it exits, and stop it once `stop` is set."""
        delay = RestartDelay()
        while not stop.is_set():
            started = asyncio.get_running_loop().time()
            self._restarting.clear()
            process = await self._start()
            await _wait_for_any(process.wait(), stop.wait())
            if process.returncode is None:
                await _stop(process)
                return
            if self._restarting.is_set():
                continue
            self.crashes += 1
            seconds = delay.after_run_of(asyncio.get_running_loop().time() - started)
            log.warning("process exited", process=self.name, status=process.returncode, restart_in_s=seconds)
            await _wait_for_any(stop.wait(), self._restarting.wait(), timeout_s=seconds)

    async def run_once(self) -> int:
        """Run the process to its end; return its exit status."""
        process = await self._start()
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                await _stop(process)

    async def _start(self) -> asyncio.subprocess.Process:
        self.before_start()
        process = await asyncio.create_subprocess_exec(
            *self.command,
            env=self.environment,
            pass_fds=self.inherited_fds,
            stdin=asyncio.subprocess.PIPE,  # closes when we exit: the child notices
            start_new_session=True,  # Ctrl-C in the terminal must reach us only: we stop the children in order
        )
        self._running = process
        self.on_start(self.name, process.pid)
        return process


async def _stop(process: asyncio.subprocess.Process) -> None:
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal_number)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _STOP_TIMEOUT_S)
            return


async def _wait_for_any(*events: Coroutine[Any, Any, object], timeout_s: float | None = None) -> None:
    waits = [asyncio.create_task(event) for event in events]
    try:
        await asyncio.wait(waits, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
