"""A token bucket: how often something may be done, with bursts."""

import time
from dataclasses import dataclass, field


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
