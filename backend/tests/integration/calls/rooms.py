"""A second room of a call, which no use case makes yet: made by its row, as people are moved to it."""

from uuid import UUID

from sqlalchemy import update

from parta.calls.events import CallChanged
from parta.calls.models import CallPresence, CallRoom, CallRoomKind, Participant
from parta.core.clock import now
from tests.integration.calls.scenario import CallScenario
from tests.integration.messenger.school import User


async def open_breakout(calls: CallScenario, call: str) -> UUID:
    """Open a second room of the call; return its id."""
    room = CallRoom(call_id=UUID(call), kind=CallRoomKind.BREAKOUT, name="Группа 1", opened_at=now())
    async with calls.installation.transaction() as work:
        work.add(room)
        await work.flush()
        work.emit(CallChanged(UUID(call)))
    await calls.deliver_webhooks()
    return room.id


async def move(calls: CallScenario, call: str, who: User, room_id: UUID) -> None:
    """Put this participant into another room of the call, and run all effects."""
    async with calls.installation.transaction() as work:
        theirs = update(Participant).where(Participant.call_id == UUID(call), Participant.profile_id == who.id)
        await work.execute(theirs.values(room_id=room_id))
        work.emit(CallChanged(UUID(call)))
    await calls.deliver_webhooks()


async def close(calls: CallScenario, call: str, room_id: UUID) -> None:
    """Close this room alone, end the presence in it, and run all effects. Nobody is moved to another room."""
    async with calls.installation.transaction() as work:
        await work.execute(update(CallRoom).where(CallRoom.id == room_id).values(closed_at=now()))
        present = update(CallPresence).where(CallPresence.room_id == room_id, CallPresence.to_at.is_(None))
        await work.execute(present.values(to_at=now()))
        work.emit(CallChanged(UUID(call)))
    await calls.deliver_webhooks()
