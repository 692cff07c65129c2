"""The memory of each process of a Parta, with its children, before, at most and after."""

import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil

from tests.processes import Part, Processes

_INTERVAL_S = 0.05
MB = 1 << 20


@dataclass
class MemoryWatch:
    """What each process held, in MB."""

    parta: Processes
    before: dict[Part, int] = field(default_factory=dict[Part, int])
    peak: dict[Part, int] = field(default_factory=dict[Part, int])

    def growth(self) -> dict[Part, int]:
        """Return by how much each process, with its children, held more at most than before."""
        return {part: peak - self.before[part] for part, peak in self.peak.items()}

    def remaining_growth(self) -> dict[Part, int]:
        """Return by how much each process holds more now than before."""
        return {part: memory_mb(self.parta, part) - before for part, before in self.before.items()}

    def sample(self) -> None:
        """Look at all processes now."""
        for part in self.before:
            self.peak[part] = max(self.peak.get(part, 0), memory_mb(self.parta, part))


def memory_mb(parta: Processes, part: Part) -> int:
    """Return the resident memory of this process and its children, in MB; 0 while it is restarted."""
    total = 0
    with suppress(psutil.Error, KeyError):
        process = psutil.Process(parta.pid(part))
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += one.memory_info().rss
    return total // MB


@contextmanager
def watching_memory(parta: Processes) -> Generator[MemoryWatch]:
    """Watch the memory of all processes during the block; print the result."""
    watch, ended = MemoryWatch(parta), threading.Event()
    watch.before = {part: memory_mb(parta, part) for part in parta.parts}

    def look() -> None:
        while not ended.wait(_INTERVAL_S):
            watch.sample()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.sample()
        ended.set()
        thread.join()
        print(f"MB before {watch.before}, at most {watch.peak}")  # noqa: T201 - the figures of `make test-attacks`
