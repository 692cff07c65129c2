"""The edge of a use case: one unit of work, flushed, committed, and only then published."""

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from contextvars import ContextVar

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.bus import Bus
from parta.core.errors import DomainError
from parta.core.outbox import Event
from parta.core.principals import SYSTEM, AnyActor
from parta.core.unit_of_work import Sessions, UnitOfWork

_current: ContextVar[UnitOfWork | None] = ContextVar("unit_of_work", default=None)


@asynccontextmanager
async def transaction(
    sessions: Sessions, bus: Bus, actor: AnyActor = SYSTEM, wanted: Collection[type[Event]] | None = None
) -> AsyncGenerator[UnitOfWork]:
    """Yield a unit of work that is committed at the end and then published; an error undoes it all.

    A DomainError with `commits` commits what was written before it, and is then raised.
    """
    outer = _current.get()
    async with sessions(actor=actor, wanted=wanted) as work:
        _current.set(work)
        committed: DomainError | None = None
        try:
            yield work
            outbound = await work.flush_updates()
        except DomainError as error:
            if not error.commits:
                raise
            committed = error
            outbound = await work.flush_updates()
        finally:
            _current.set(outer)
        await AsyncSession.commit(work)
    bus.publish(outbound)
    if committed is not None:
        raise committed


def holds_connection() -> bool:
    """Return True if the unit of work of this task has taken a connection."""
    work = _current.get()
    return work is not None and work.in_transaction()
