"""Throttling: so many acts at once, then one per interval, counted for all processes in the database."""

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
from parta.core.db import Base
from parta.core.errors import TooManyRequests
from parta.core.security import client_address

log = structlog.get_logger()


class RateLimitBucket(Base):
    """A bucket that is not full: when it will be. Unlogged: a crash forgets it, which does no harm."""

    __tablename__ = "rate_limit"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    key: Mapped[bytes] = mapped_column(primary_key=True)
    """A hash of what is limited."""
    full_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """So many at once, and one more after every interval."""

    name: str
    burst: int
    every: timedelta


async def hit(session: AsyncSession, limit: RateLimit, of: str) -> None:
    """Take one from the bucket of `of`, in this transaction. Raises TooMany, which keeps what was written."""
    key = sha256(f"{limit.name}:{of}".encode()).digest()
    at = now()
    taken = insert(RateLimitBucket).values(key=key, full_at=at + limit.every)
    taken = taken.on_conflict_do_update(
        index_elements=[RateLimitBucket.key],
        set_={"full_at": func.greatest(RateLimitBucket.full_at, at) + limit.every},
        where=RateLimitBucket.full_at <= at + limit.every * (limit.burst - 1),
    )
    if (await session.execute(taken.returning(RateLimitBucket.full_at))).one_or_none() is not None:
        return
    log.info("throttled", limit=limit.name)
    full_at = (await session.execute(select(RateLimitBucket.full_at).where(RateLimitBucket.key == key))).scalar_one()
    wait = full_at - limit.every * (limit.burst - 1) - at
    raise TooManyRequests(retry_after=max(1, math.ceil(wait.total_seconds())))


async def delete_full_buckets(session: AsyncSession) -> None:
    """Forget the buckets that are full again."""
    await session.execute(delete(RateLimitBucket).where(RateLimitBucket.full_at < now()))


class RateLimiter:
    """Throttling for those who are not signed in, in transactions of its own.

    What is spent stays spent whatever becomes of the request, and nobody waits for another's password to be hashed.
    Comes before the request's own session is used, so that no request holds two connections.
    """

    def __init__(self, request: Request) -> None:
        """Throttle this request."""
        self._sessions = request.app.state.sessions
        self._address = client_address(request.scope)

    async def by(self, limit: RateLimit, of: str) -> None:
        """Take one from the bucket of a number or a login. Raises TooMany."""
        async with self._sessions.begin() as session:
            await hit(session, limit, of)

    async def by_address(self, limit: RateLimit) -> None:
        """Take one from the bucket of the address that the request came from. Raises TooMany."""
        await self.by(limit, self._address or "unknown")


RequestRateLimiter = Annotated[RateLimiter, Depends(RateLimiter)]
"""Throttles the request at hand."""
