"""What one part of this process needs from the bus."""

from collections.abc import Collection

from parta.core.bus import Bus


class Interest:
    """The topics that a part subscribed to, until it no longer needs them."""

    def __init__(self, bus: Bus) -> None:
        """Begin without topics."""
        self._bus = bus
        self._topics: set[str] = set()

    async def add(self, topics: Collection[str]) -> bool:
        """Ensure that these topics arrive from now on; comes before the read of who may receive them.

        Return True if they may not have arrived before: what was read of them already is read again.
        """
        self._topics.update(topics)
        return await self._bus.subscribe(*topics)

    async def retain(self, needed: Collection[str]) -> None:
        """Withdraw the interest in all topics but these."""
        unneeded = self._topics.difference(needed)
        self._topics -= unneeded
        if unneeded:
            await self._bus.unsubscribe(*unneeded)
