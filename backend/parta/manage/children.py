"""The processes that `parta up` keeps: begun again when they die, ended in order."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 30.0
_STEADY_S = 60
"""A child that lived so long begins anew with the shortest pause."""
_END_PATIENCE_S = 20

log = structlog.get_logger()


@dataclass
class Pause:
    """How long to wait before beginning again: twice as long each time, short again after a steady life."""

    next_s: float = _FIRST_PAUSE_S

    def after_life_of(self, seconds: float) -> float:
        """Give the pause to make now."""
        pause = _FIRST_PAUSE_S if seconds >= _STEADY_S else self.next_s
        self.next_s = min(pause * 2, _LONGEST_PAUSE_S)
        return pause


@dataclass
class Child:
    """A process of our own, kept alive until it is told to end."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    begun: Callable[[str, int], None]
    """Told the name and the process number at each beginning."""
    inherited: Sequence[int] = ()
    """Open files that are handed on, by their numbers."""
    deaths: int = 0

    async def keep(self, stop: asyncio.Event) -> None:
        """Run the process, begin it again whenever it dies, and end it once `stop` is set."""
        pause = Pause()
        while not stop.is_set():
            began = asyncio.get_running_loop().time()
            process = await self._begin()
            await _until_either(process, stop)
            if process.returncode is None:
                await _end(process)
                return
            self.deaths += 1
            seconds = pause.after_life_of(asyncio.get_running_loop().time() - began)
            log.warning("a process died", process=self.name, status=process.returncode, begins_again_in_s=seconds)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), seconds)

    async def run_once(self) -> int:
        """Run the process to its end; give its exit status."""
        process = await self._begin()
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                await _end(process)

    async def _begin(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *self.command,
            env=self.environment,
            pass_fds=self.inherited,
            stdin=asyncio.subprocess.PIPE,  # stays open while we live: its closing tells the child that we are gone
            start_new_session=True,  # a Ctrl-C in the terminal is for us: we end the children in order
        )
        self.begun(self.name, process.pid)
        return process


async def _end(process: asyncio.subprocess.Process) -> None:
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal_number)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _END_PATIENCE_S)
            return


async def _until_either(process: asyncio.subprocess.Process, stop: asyncio.Event) -> None:
    waits = [asyncio.create_task(process.wait()), asyncio.create_task(stop.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
