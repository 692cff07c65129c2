"""Who drew when the boards process died, remembered by the file system: whoever ends it again and again is shut out."""

import json
import mmap
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

_SIZE = 80
_MAX_DEATHS = 3
_COUNTED_S = _BLOCKED_S = 600.0
"""Within which deaths count together, and how long the last of them shuts out."""


class Suspects:
    """What is being examined or applied right now, for the process that begins after this one has died."""

    def __init__(self, folder: Path) -> None:
        """Read what the process before this one left in this folder."""
        self._mark = folder / "boards.mark"
        self._deaths_file = folder / "boards.deaths"
        self._deaths = [(key, at) for key, at in self._read_deaths() if time.time() - at < _COUNTED_S + _BLOCKED_S]
        self._record_death()
        with self._mark.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _SIZE)

    @contextmanager
    def watching(self, board_id: UUID, subscriber: UUID | None = None) -> Generator[None]:
        """Remember during the block whose board or update this is."""
        self._memory[:_SIZE] = _name(board_id, subscriber).encode().ljust(_SIZE, b"\0")
        try:
            yield
        finally:
            self._memory[:_SIZE] = bytes(_SIZE)

    def is_blocked(self, board_id: UUID, subscriber: UUID | None = None) -> bool:
        """Return True if the process has died of this repeatedly, and lately."""
        name = _name(board_id, subscriber)
        deaths = sorted(at for key, at in self._deaths if key == name)
        return any(
            last - first < _COUNTED_S and time.time() - last < _BLOCKED_S
            for first, last in zip(deaths, deaths[_MAX_DEATHS - 1 :], strict=False)
        )

    def _record_death(self) -> None:
        left = self._mark.read_bytes().strip(b"\0").decode(errors="replace") if self._mark.exists() else ""
        if left:
            self._deaths.append((left, time.time()))
            self._deaths_file.write_text(json.dumps(self._deaths))
        self._mark.write_bytes(b"\0" * _SIZE)

    def _read_deaths(self) -> list[tuple[str, float]]:
        try:
            return [(str(key), float(at)) for key, at in json.loads(self._deaths_file.read_text())]
        except (OSError, ValueError, TypeError):
            return []


def _name(board_id: UUID, subscriber: UUID | None) -> str:
    return f"{board_id}/{subscriber or ''}"
