"""The edge of a use case: one transaction, sealed, committed, and only then told."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.bus import Bus
from parta.core.db import Sessions
from parta.core.errors import DomainError
from parta.core.streams import flush_updates


@asynccontextmanager
async def transaction(sessions: Sessions, bus: Bus) -> AsyncGenerator[AsyncSession]:
    """Give a session whose work is committed at the end and then told; an error undoes it all.

    A refusal that `keeps` commits what was written before it, and is raised on.
    """
    async with sessions() as session:
        kept: DomainError | None = None
        try:
            yield session
        except DomainError as refusal:
            if not refusal.commits:
                raise
            kept = refusal
        sealed = await flush_updates(session)
        await session.commit()
    bus.publish(sealed)
    if kept is not None:
        raise kept
