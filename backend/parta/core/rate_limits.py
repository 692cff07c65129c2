"""Rate limits: a burst, then one per interval, counted in the database for all processes; and budgets of a day.

What is counted is what an attacker cannot choose: a number or a login, the network of an address, all clients together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from parta.core.errors import DomainError, TooManyRequests, raises
from parta.core.known_devices import read_device
from parta.core.networks import get_network, get_site
from parta.core.security import client_address
from parta.core.transaction import holds_connection
from parta.core.unit_of_work import UnitOfWork

CODES = "codes"
"""The budget of codes sent by SMS."""
_SITE_FACTOR = 8
"""How much more the /48 of an IPv6 address may do than one of its /64: a provider's customers, or one school."""
_ALL_FACTOR = 50
"""How much more all unknown clients together may do than one."""

log = structlog.get_logger()


class RateLimitBucket(Base):
    """A token bucket that is not full, and when it will be. Unlogged: losing it in a crash does no harm."""

    __tablename__ = "rate_limit"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    key: Mapped[bytes] = mapped_column(primary_key=True)
    """A hash of the limit's name and the subject."""
    full_at: Mapped[datetime] = mapped_column(index=True)


class DailyCount(Base):
    """What was spent of a budget on a day (UTC)."""

    __tablename__ = "daily_count"

    name: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    spent: Mapped[int]


class BudgetSpent(DomainError):
    """The installation's budget of the day is spent. Extra: `retry_after`."""

    status = 503
    code = "budget_spent"


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A burst of this size, and one more after every interval."""

    name: str
    burst: int
    interval: timedelta

    def times(self, factor: int, of: str) -> "RateLimit":
        """Return a limit so many times as large, of what has many subjects of this one."""
        return RateLimit(f"{self.name} of {of}", self.burst * factor, self.interval / factor)


async def hit(context: CoreContext, limit: RateLimit, subject: str) -> None:
    """Take one token from the subject's bucket, in a transaction of its own. Raises TooManyRequests.

    A hit counts even if the request fails, and nobody waits for another's password to be hashed. It comes before
    the request's unit of work takes a connection: two per request would empty the pool. Raises RuntimeError otherwise.
    """
    await hit_all(context, [(limit, subject)])


async def hit_all(context: CoreContext, buckets: Sequence[tuple[RateLimit, str]]) -> None:
    """Take one token from each bucket, or none if one is empty; the narrowest bucket comes first. Raises likewise."""
    _require_no_connection(", ".join(limit.name for limit, _ in buckets))
    async with context.transaction() as work:
        for limit, subject in buckets:
            await _take_token(work, limit, subject)


async def hit_budget(context: CoreContext, name: str, budget: int) -> None:
    """Spend one of the day's budget, in a transaction of its own. Raises BudgetSpent; RuntimeError as `hit` does."""
    _require_no_connection(name)
    at = now()
    row = insert(DailyCount).values(name=name, day=at.date(), spent=1)
    one_more = row.on_conflict_do_update(
        index_elements=[DailyCount.name, DailyCount.day],
        set_={"spent": DailyCount.spent + 1},
        where=DailyCount.spent < budget,
    )
    async with context.transaction() as work:
        is_spent = budget <= 0 or await work.scalar(one_more.returning(DailyCount.spent)) is None
    if is_spent:
        log.error("budget of the day spent", budget=name)
        midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time(), at.tzinfo)
        raise BudgetSpent(retry_after=math.ceil((midnight - at).total_seconds()))


async def count_spent(session: AsyncSession, name: str) -> int:
    """Return what was spent of this budget today."""
    today = select(DailyCount.spent).where(DailyCount.name == name, DailyCount.day == now().date())
    return await session.scalar(today) or 0


async def delete_full_buckets(session: AsyncSession) -> None:
    """Delete the buckets that are full again, except those that are being hit, and the counts of former days.

    It waits for no hit: those lock several buckets, in an order of their own.
    """
    full = select(RateLimitBucket.key).where(RateLimitBucket.full_at < now()).with_for_update(skip_locked=True)
    await session.execute(delete(RateLimitBucket).where(RateLimitBucket.key.in_(full)))
    await session.execute(delete(DailyCount).where(DailyCount.day < now().date()))


class RateLimiter:
    """The rate limits of one request."""

    def __init__(self, request: Request) -> None:
        """Limit this request."""
        self._context: CoreContext = request.app.state.context
        self._address = client_address(request.scope)
        self._device = read_device(request)

    async def hit(self, limit: RateLimit, subject: object) -> None:
        """Take one token from the bucket of an id. Raises TooManyRequests."""
        await hit(self._context, limit, str(subject))

    def is_known_to(self, subject: str) -> bool:
        """Return True if this number or login has signed in in this browser before."""
        return self._device is not None and self._device.knows(subject)

    async def hit_by_owner(self, limits: Sequence[RateLimit], subject: str, *, is_signed_in: bool = False) -> None:
        """Take one token from each bucket of a number or a login, which anybody may name. Raises TooManyRequests.

        Who is signed in, and a browser that was before, has buckets of its own: strangers lock no owner out.
        """
        if is_signed_in:
            subject = f"{subject}:signed in"
        elif self._device is not None and self._device.knows(subject):
            subject = f"{subject}:{self._device.id}"
        await hit_all(self._context, [(limit, subject) for limit in limits])

    async def hit_by_address(self, limit: RateLimit) -> None:
        """Take one token from the buckets of the client's network, of its site and of all. Raises TooManyRequests.

        A browser that was signed in before has a bucket of its own instead.
        """
        if self._device is not None:
            await self.hit(limit, f"device:{self._device.id}")
            return
        buckets = [(limit, get_network(self._address))]
        if site := get_site(self._address):
            buckets.append((limit.times(_SITE_FACTOR, "a site"), site))
        await hit_all(self._context, [*buckets, (limit.times(_ALL_FACTOR, "all"), "")])


@raises(TooManyRequests)
async def _get_rate_limiter(request: Request) -> RateLimiter:
    return RateLimiter(request)


RequestRateLimiter = Annotated[RateLimiter, Depends(_get_rate_limiter)]
"""The rate limiter of the current request."""


def _require_no_connection(name: str) -> None:
    if holds_connection():
        raise RuntimeError(f"{name}: hit a rate limit before the unit of work takes a connection")


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
