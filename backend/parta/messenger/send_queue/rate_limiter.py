"""The rate limit of one person's messages: a token bucket in memory."""

from collections.abc import Callable
from time import monotonic

from parta.core.token_bucket import TokenBuckets

BURST = 60
"""Messages at once: what a client queued while it was offline."""
PER_SECOND = 5.0


class SendRateLimiter(TokenBuckets):
    """Token buckets of people who send."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Start with full buckets."""
        super().__init__(BURST, PER_SECOND, clock)


class ChangeRateLimiter(SendRateLimiter):
    """Token buckets of people who change what others see, as many as messages: reactions, edits, pins, members."""
