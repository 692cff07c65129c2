"""How fast one person may send, kept in memory: a bucket that fills with time."""

from collections.abc import Callable
from math import ceil
from time import monotonic
from uuid import UUID

BURST = 60
"""Messages at once: what waited in an outbox while the network was away."""
PER_SECOND = 5.0
_MOST_PEOPLE = 10_000


class Pace:
    """Whose bucket has something left."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with full buckets."""
        self._clock = clock
        self._buckets: dict[UUID, tuple[float, float]] = {}

    def wait(self, profile_id: UUID) -> int:
        """Take one from the person's bucket and give 0; where nothing is left, give the seconds to wait."""
        at = self._clock()
        left, since = self._buckets.pop(profile_id, (float(BURST), at))
        left = min(BURST, left + (at - since) * PER_SECOND)
        if left < 1:
            self._buckets[profile_id] = (left, at)
            return ceil((1 - left) / PER_SECOND)
        if len(self._buckets) >= _MOST_PEOPLE:
            self._buckets.pop(next(iter(self._buckets)))
        self._buckets[profile_id] = (left - 1, at)
        return 0
