"""Reconciling media rooms with calls: the desired state of a room, and the calls to reconcile."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from parta.adapters.livekit.port import Source
from parta.calls.models import Call, CallState, Participant, ParticipantState
from parta.calls.queries.access import find_call
from parta.calls.rules.entry import EMPTY_CALL_TIMEOUT
from parta.calls.rules.rights import allowed_sources, effective_rights
from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork

_ROOM_CLOSING_PERIOD = timedelta(hours=1)
"""How long after its end a call's room is retried to be closed."""


@dataclass(frozen=True, slots=True)
class MediaTarget:
    """Desired state of a call's media room."""

    is_open: bool
    allowed: Mapping[UUID, frozenset[Source]]
    """Participants who may be connected, with their allowed sources."""
    several_screens: bool
    presenter_id: str | None


async def read_media_target(work: UnitOfWork, call_id: UUID) -> MediaTarget | None:
    """Return the desired state of the call's media room; None if there is no such call."""
    call = await find_call(work, call_id)
    if call is None:
        return None
    admitted = select(Participant).where(Participant.call_id == call_id, Participant.state == ParticipantState.ADMITTED)
    people = (await work.execute(admitted)).scalars()
    may = {one.id: allowed_sources(effective_rights(call.rights, one.role, one.exceptions)) for one in people}
    return MediaTarget(call.state is CallState.OPEN, may, call.several_screens, call.presenter_id)


async def list_calls_to_sync(work: UnitOfWork) -> Collection[UUID]:
    """Return the calls whose media rooms are reconciled: open ones, and ended ones whose room may still exist."""
    calls = select(Call.id).where(
        Call.is_media_room_closed.is_(False),
        (Call.state == CallState.OPEN) | (Call.ended_at > now() - _ROOM_CLOSING_PERIOD),
    )
    return (await work.execute(calls)).scalars().all()


async def is_empty_for_long(work: UnitOfWork, call_id: UUID) -> bool:
    """Return True if the call is open and has been empty for too long; never for a lesson's."""
    empty = select(Call.id).where(Call.id == call_id, Call.state == CallState.OPEN, Call.is_lesson.is_(False))
    return (await work.execute(empty.where(Call.empty_since < now() - EMPTY_CALL_TIMEOUT))).first() is not None


async def mark_media_room_closed(work: UnitOfWork, call_id: UUID) -> None:
    """Record that the media room of this ended call is closed."""
    over = update(Call).where(Call.id == call_id, Call.state == CallState.ENDED).values(is_media_room_closed=True)
    await work.execute(over.execution_options(synchronize_session=False))
