"""Callers whose changes are limited as their messages are."""

from datetime import timedelta
from typing import Annotated

from fastapi import Depends

from parta.core.errors import TooManyRequests
from parta.core.http import Caller, RequestCoreContext
from parta.core.principals import Actor
from parta.core.rate_limits import RateLimit
from parta.messenger.send_queue import ChangeRateLimiter
from parta.messenger.service import require_profile

CHATS = RateLimit("chats", burst=30, interval=timedelta(seconds=20))
"""New chats of one person: as many as calls."""


async def _limit_changes(context: RequestCoreContext, caller: Caller) -> Actor:
    wait = context.get(ChangeRateLimiter).hit(require_profile(caller))
    if wait:
        raise TooManyRequests(retry_after=wait)
    return caller


ChangingCaller = Annotated[Actor, Depends(_limit_changes, scope="function")]
"""The caller's learning profile, which changes what others see. Too many changes: 429."""
