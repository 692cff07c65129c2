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


async def hit(session: AsyncSession, limit: RateLimit, subject: str) -> None:
    """Take one token from the subject's bucket, in this transaction. Raises TooManyRequests, which commits."""
    key = sha256(f"{limit.name}:{subject}".encode()).digest()
    at = now()
    insert_bucket = insert(RateLimitBucket).values(key=key, full_at=at + limit.interval)
    insert_bucket = insert_bucket.on_conflict_do_update(
        index_elements=[RateLimitBucket.key],
        set_={"full_at": func.greatest(RateLimitBucket.full_at, at) + limit.interval},
        where=RateLimitBucket.full_at <= at + limit.interval * (limit.burst - 1),
    )
    if (await session.execute(insert_bucket.returning(RateLimitBucket.full_at))).one_or_none() is not None:
        return
    log.info("rate limited", limit=limit.name)
    full_at = (await session.execute(select(RateLimitBucket.full_at).where(RateLimitBucket.key == key))).scalar_one()
    wait = full_at - limit.interval * (limit.burst - 1) - at
    raise TooManyRequests(retry_after=max(1, math.ceil(wait.total_seconds())))


async def delete_full_buckets(session: AsyncSession) -> None:
    """Delete the buckets that are full again."""
    await session.execute(delete(RateLimitBucket).where(RateLimitBucket.full_at < now()))


class RateLimiter:
    """Rate limits for callers who are not signed in, in transactions of its own.

    A hit counts whatever becomes of the request, and nobody waits for another's password to be hashed.
    Used before the request's own session, so that no request holds two connections.
    """

    def __init__(self, request: Request) -> None:
        """Limit this request."""
        context: CoreContext = request.app.state.context
        self._context = context
        self._address = client_address(request.scope)

    async def hit(self, limit: RateLimit, subject: str) -> None:
        """Take one token from the bucket of a phone number or a login. Raises TooManyRequests."""
        async with self._context.transaction() as work:
            await hit(work, limit, subject)

    async def hit_by_address(self, limit: RateLimit) -> None:
        """Take one token from the bucket of the client's address. Raises TooManyRequests."""
        await self.hit(limit, self._address or "unknown")


RequestRateLimiter = Annotated[RateLimiter, Depends(RateLimiter)]
"""The rate limiter of the current request."""
