"""Token buckets: how often something may be done, with bursts."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from math import ceil

_MAX_BUCKETS = 10_000


@dataclass(slots=True)
class TokenBucket:
    """A burst of tokens, refilled at a rate per second."""

    burst: float
    per_s: float
    tokens: float = field(init=False)
    updated_at: float = field(init=False)

    def __post_init__(self) -> None:
        """Start with a full bucket."""
        self.tokens, self.updated_at = self.burst, time.monotonic()

    @property
    def is_full(self) -> bool:
        """Return True if nothing was taken lately."""
        return self.tokens + (time.monotonic() - self.updated_at) * self.per_s >= self.burst

    def take(self, count: float = 1) -> bool:
        """Take so many tokens; False if there are too few."""
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.updated_at) * self.per_s)
        self.updated_at = now
        if self.tokens < count:
            return False
        self.tokens -= count
        return True

    def charge(self, count: float) -> None:
        """Take so many tokens even if there are too few: they are missing for a while."""
        self.take(0)
        self.tokens -= count


class TokenBuckets:
    """A bucket for each person, or network, in memory: of this process, and of those who came lately."""

    def __init__(self, burst: float, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with full buckets."""
        self._burst = burst
        self._per_s = per_s
        self._clock = clock
        self._buckets: dict[Hashable, tuple[float, float]] = {}

    def hit(self, owner: Hashable) -> int:
        """Take a token from the owner's bucket and return 0; if it is empty, return the seconds to wait."""
        at = self._clock()
        left, since = self._buckets.pop(owner, (self._burst, at))
        left = min(self._burst, left + (at - since) * self._per_s)
        if left < 1:
            self._buckets[owner] = (left, at)
            return ceil((1 - left) / self._per_s)
        if len(self._buckets) >= _MAX_BUCKETS:
            self._buckets.pop(next(iter(self._buckets)))
        self._buckets[owner] = (left - 1, at)
        return 0
