"""Visitors whose reactions are limited."""

from collections.abc import Callable
from time import monotonic
from typing import Annotated

from fastapi import Depends

from parta.calls.queries import CallVisitor
from parta.calls.routes.visitor import CurrentVisitor
from parta.core.errors import TooManyRequests, raises
from parta.core.http import RequestCoreContext
from parta.core.token_bucket import TokenBuckets

REACTIONS_BURST = 6
"""Reactions at once: applause, not a flood."""
_PER_SECOND = 0.5


class ReactionRateLimiter(TokenBuckets):
    """Token buckets of people who send reactions in calls."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Start with full buckets."""
        super().__init__(REACTIONS_BURST, _PER_SECOND, clock)


@raises(TooManyRequests)
async def _limit_reactions(context: RequestCoreContext, visitor: CurrentVisitor) -> CallVisitor:
    wait = context.get(ReactionRateLimiter).hit(visitor.profile_id or visitor.guest_id)
    if wait:
        raise TooManyRequests(retry_after=wait)
    return visitor


ReactingVisitor = Annotated[CallVisitor, Depends(_limit_reactions, scope="function")]
"""The visitor of this request. Too many reactions: 429."""
