"""The rate limit of one person's messages: a token bucket in memory."""

from collections.abc import Callable
from math import ceil
from time import monotonic
from uuid import UUID

BURST = 60
"""Messages at once: what a client queued while it was offline."""
PER_SECOND = 5.0
_MAX_PEOPLE = 10_000


class SendRateLimiter:
    """Token buckets of people who send."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Start with full buckets."""
        self._clock = clock
        self._buckets: dict[UUID, tuple[float, float]] = {}

    def hit(self, profile_id: UUID) -> int:
        """Take a token from the person's bucket and return 0; if it is empty, return the seconds to wait."""
        at = self._clock()
        left, since = self._buckets.pop(profile_id, (float(BURST), at))
        left = min(BURST, left + (at - since) * PER_SECOND)
        if left < 1:
            self._buckets[profile_id] = (left, at)
            return ceil((1 - left) / PER_SECOND)
        if len(self._buckets) >= _MAX_PEOPLE:
            self._buckets.pop(next(iter(self._buckets)))
        self._buckets[profile_id] = (left - 1, at)
        return 0


class ChangeRateLimiter(SendRateLimiter):
    """Token buckets of people who change what others see, as many as messages: reactions, edits, pins, members."""
