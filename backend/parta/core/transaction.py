"""The edge of a use case: one transaction, flushed, committed, and only then published."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.bus import Bus
from parta.core.db import Sessions
from parta.core.errors import DomainError
from parta.core.streams import flush_updates


@asynccontextmanager
async def transaction(sessions: Sessions, bus: Bus) -> AsyncGenerator[AsyncSession]:
    """Yield a session that is committed at the end and then published; an error rolls it back.

    A domain error with `commits` commits what was written before it, and is then raised.
    """
    async with sessions() as session:
        committed_error: DomainError | None = None
        try:
            yield session
        except DomainError as error:
            if not error.commits:
                raise
            committed_error = error
        outbound = await flush_updates(session)
        await session.commit()
    bus.publish(outbound)
    if committed_error is not None:
        raise committed_error
