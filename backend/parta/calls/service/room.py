"""Rooms of calls: opening and closing them with their call."""

from uuid import UUID

from sqlalchemy import select, update

from parta.calls.models import CallPresence, CallRoom, CallRoomKind
from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork


async def open_main_room(work: UnitOfWork, call_id: UUID) -> None:
    """Open the main room of the call, which is locked."""
    main = update(CallRoom).where(CallRoom.call_id == call_id, CallRoom.kind == CallRoomKind.MAIN)
    await work.execute(main.values(opened_at=now()).execution_options(synchronize_session=False))


async def close_rooms(work: UnitOfWork, call_id: UUID) -> None:
    """Close all rooms of the call, which is locked, and end the presence in them, in one statement."""
    at = now()
    is_not_closed = (CallRoom.call_id == call_id, CallRoom.closed_at.is_(None))
    closed = update(CallRoom).where(*is_not_closed).values(closed_at=at).returning(CallRoom.id).cte("closed")
    connected = update(CallPresence).where(CallPresence.room_id.in_(select(closed.c.id)), CallPresence.to_at.is_(None))
    await work.execute(connected.values(to_at=at).execution_options(synchronize_session=False))
