"""The folder of a storage: whether it is still the one that was used before, and the space of its disk.

A disk that hangs holds a thread of its own, never one that others wait for.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TypeVar

from obstore.store import LocalStore

from parta.core.disk import DiskSpace, read_disk_space

T = TypeVar("T")

_MARK = ".parta"
"""A folder within it: where it is missing, another folder has taken the place of the right one, as after an unmount."""


class FolderGone(Exception):
    """The folder is not there, or is not the one that was used before."""


class StorageFolder:
    """The folder in which a storage keeps its bytes."""

    def __init__(self, path: Path, reserve_gb: float | None = None) -> None:
        """Watch this folder, with this reserve of its disk."""
        self._path, self._reserve_gb = path, reserve_gb
        self._store: LocalStore | None = None

    async def open(self) -> LocalStore:
        """Return the store in the folder, which is created if it is missing. Raises FolderGone, OSError."""
        return await _in_thread(self._open)

    async def read_space(self) -> DiskSpace:
        """Return the space of its disk."""
        return await _in_thread(lambda: read_disk_space(self._path, self._reserve_gb))

    def _open(self) -> LocalStore:
        mark = self._path / _MARK
        if self._store is None:
            mark.mkdir(parents=True, exist_ok=True)
            self._store = LocalStore(self._path)
        elif not mark.is_dir():
            raise FolderGone
        return self._store


async def _in_thread(do: Callable[[], T]) -> T:
    """Return what this returns, by a thread that the end of the process does not wait for."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def finish(outcome: Future[T]) -> None:
        if future.done():
            return
        error = outcome.exception()
        if error is None:
            future.set_result(outcome.result())
        else:
            future.set_exception(error)

    def run() -> None:
        outcome = Future[T]()
        try:
            outcome.set_result(do())
        except Exception as error:  # noqa: BLE001 - raised where it is awaited
            outcome.set_exception(error)
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(finish, outcome)

    Thread(target=run, daemon=True).start()
    return await future
