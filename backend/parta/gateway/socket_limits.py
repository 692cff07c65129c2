"""How many sockets one person, or one network, may have in this process, counted from the moment they connect."""

from collections import Counter
from collections.abc import Generator, Hashable
from contextlib import contextmanager


class SocketCounts:
    """The sockets that are open, by who has them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._counts = Counter[Hashable]()

    @contextmanager
    def count(self, owner: Hashable, limit: int) -> Generator[bool]:
        """Count one more socket of this owner inside the block; yield False, and count none, if that is too many."""
        if self._counts[owner] >= limit:
            yield False
            return
        self._counts[owner] += 1
        try:
            yield True
        finally:
            self._counts[owner] -= 1
            if not self._counts[owner]:
                del self._counts[owner]
