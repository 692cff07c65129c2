"""Doing once what many ask for at the same time."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID


class SingleFlight:
    """Does a thing once for all who ask for it before it begins; of one key, never two at a time.

    Who asks while it runs may have seen something newer: it is done once more for all of those together.
    """

    def __init__(self) -> None:
        """Begin with nothing asked for."""
        self._waiting: dict[UUID, asyncio.Task[None]] = {}
        self._running: dict[UUID, asyncio.Task[None]] = {}

    async def run(self, key: UUID, do: Callable[[], Awaitable[None]]) -> None:
        """Return when it was done, by whomever, from a beginning after now. Raises what it raises."""
        task = self._waiting.get(key)
        if task is None:
            task = self._waiting[key] = asyncio.create_task(self._do(key, do, self._running.get(key)))
        await asyncio.shield(task)  # whoever is told to stop does not stop it for the others

    async def _do(self, key: UUID, do: Callable[[], Awaitable[None]], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        task = self._running[key] = self._waiting.pop(key)
        try:
            await do()
        finally:
            if self._running.get(key) is task:
                del self._running[key]
