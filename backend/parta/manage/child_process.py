"""The processes that `parta up` supervises: restarted when they exit, stopped in order."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

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
    _is_restarting: bool = False

    @property
    def pid(self) -> int | None:
        """Return the process id; None if it does not run."""
        return None if self._running is None or self._running.returncode is not None else self._running.pid

    def restart(self) -> None:
        """Make the process end and start again at once, as with another environment."""
        if self._running is not None and self._running.returncode is None:
            self._is_restarting = True
            self._running.terminate()

    async def supervise(self, stop: asyncio.Event) -> None:
        """Run the process, restart it whenever it exits, and stop it once `stop` is set."""
        delay = RestartDelay()
        while not stop.is_set():
            started = asyncio.get_running_loop().time()
            process = await self._start()
            await _wait_for_exit_or_stop(process, stop)
            if process.returncode is None:
                await _stop(process)
                return
            if self._is_restarting:
                self._is_restarting = False
                continue
            self.crashes += 1
            seconds = delay.after_run_of(asyncio.get_running_loop().time() - started)
            log.warning("process exited", process=self.name, status=process.returncode, restart_in_s=seconds)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), seconds)

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


async def _wait_for_exit_or_stop(process: asyncio.subprocess.Process, stop: asyncio.Event) -> None:
    waits = [asyncio.create_task(process.wait()), asyncio.create_task(stop.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
