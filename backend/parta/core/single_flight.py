"""Single flight: doing once what many callers request at the same time."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID


class SingleFlight:
    """Runs a function once for all callers that request it before it starts; never two runs of one key at a time.

    A caller that arrives while it runs may know of something newer: it then runs again, once for all of them.
    """

    def __init__(self) -> None:
        """Create it with nothing requested."""
        self._waiting: dict[UUID, asyncio.Task[None]] = {}
        self._running: dict[UUID, asyncio.Task[None]] = {}

    async def run(self, key: UUID, do: Callable[[], Awaitable[None]]) -> None:
        """Return when a run that started after this call has ended. Raises what it raises."""
        task = self._waiting.get(key)
        if task is None:
            task = self._waiting[key] = asyncio.create_task(self._do(key, do, self._running.get(key)))
        await asyncio.shield(task)  # a cancelled caller does not cancel it for the others

    async def _do(self, key: UUID, do: Callable[[], Awaitable[None]], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        task = self._running[key] = self._waiting.pop(key)
        try:
            await do()
        finally:
            if self._running.get(key) is task:
                del self._running[key]
