"""Rate limits: a burst, then one per interval, counted in the database for all processes."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated

import structlog
from fastapi import Depends, Request
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.context import CoreContext
from parta.core.db import Base
from parta.core.errors import TooManyRequests
from parta.core.security import client_address
from parta.core.transaction import holds_connection
from parta.core.unit_of_work import UnitOfWork

log = structlog.get_logger()


class RateLimitBucket(Base):
    """A token bucket that is not full, and when it will be. Unlogged: losing it in a crash does no harm."""

    __tablename__ = "rate_limit"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    key: Mapped[bytes] = mapped_column(primary_key=True)
    """A hash of the limit's name and the subject."""
    full_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A burst of this size, and one more after every interval."""

    name: str
    burst: int
    interval: timedelta


async def hit(context: CoreContext, limit: RateLimit, subject: str) -> None:
    """Take one token from the subject's bucket, in a transaction of its own. Raises TooManyRequests.

    A hit counts even if the request fails, and nobody waits for another's password to be hashed. It comes before
    the request's unit of work takes a connection: two per request would empty the pool. Raises RuntimeError otherwise.
    """
    if holds_connection():
        raise RuntimeError(f"{limit.name}: hit a rate limit before the unit of work takes a connection")
    async with context.transaction() as work:
        await _take_token(work, limit, subject)


async def delete_full_buckets(session: AsyncSession) -> None:
    """Delete the buckets that are full again."""
    await session.execute(delete(RateLimitBucket).where(RateLimitBucket.full_at < now()))


class RateLimiter:
    """The rate limits of one request."""

    def __init__(self, request: Request) -> None:
        """Limit this request."""
        self._context: CoreContext = request.app.state.context
        self._address = client_address(request.scope)

    async def hit(self, limit: RateLimit, subject: object) -> None:
        """Take one token from the bucket of a phone number, a login or an id. Raises TooManyRequests."""
        await hit(self._context, limit, str(subject))

    async def hit_by_address(self, limit: RateLimit) -> None:
        """Take one token from the bucket of the client's address. Raises TooManyRequests."""
        await self.hit(limit, self._address or "unknown")


RequestRateLimiter = Annotated[RateLimiter, Depends(RateLimiter)]
"""The rate limiter of the current request."""


async def _take_token(work: UnitOfWork, limit: RateLimit, subject: str) -> None:
    key = sha256(f"{limit.name}:{subject}".encode()).digest()
    at = now()
    bucket = insert(RateLimitBucket).values(key=key, full_at=at + limit.interval)
    bucket = bucket.on_conflict_do_update(
        index_elements=[RateLimitBucket.key],
        set_={"full_at": func.greatest(RateLimitBucket.full_at, at) + limit.interval},
        where=RateLimitBucket.full_at <= at + limit.interval * (limit.burst - 1),
    )
    if (await work.execute(bucket.returning(RateLimitBucket.full_at))).one_or_none() is not None:
        return
    log.info("rate limited", limit=limit.name)
    full_at = (await work.execute(select(RateLimitBucket.full_at).where(RateLimitBucket.key == key))).scalar_one()
    wait = full_at - limit.interval * (limit.burst - 1) - at
    raise TooManyRequests(retry_after=max(1, math.ceil(wait.total_seconds())))
