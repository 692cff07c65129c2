"""The edge of a use case: one transaction, sealed, committed, and only then told."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.bus import Bus
from parta.core.db import Sessions
from parta.core.errors import Refusal
from parta.core.streams import seal


@asynccontextmanager
async def transaction(sessions: Sessions, bus: Bus) -> AsyncGenerator[AsyncSession]:
    """Give a session whose work is committed at the end and then told; an error undoes it all.

    A refusal that `keeps` commits what was written before it, and is raised on.
    """
    async with sessions() as session:
        kept: Refusal | None = None
        try:
            yield session
        except Refusal as refusal:
            if not refusal.keeps:
                raise
            kept = refusal
        sealed = await seal(session)
        await session.commit()
    bus.publish(sealed)
    if kept is not None:
        raise kept
