"""Who is connected: what the media are to be told, and what they told, written down as intervals."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.livekit.port import Present, Source
from parta.calls.events import PresenceChanged
from parta.calls.models import Call, CallState, Participant, ParticipantState, Presence, Quality
from parta.calls.queries import Visitor
from parta.calls.queries.standing import find_call
from parta.calls.rules.entry import EMPTY_FOR
from parta.calls.rules.media import presence_change
from parta.calls.rules.rights import effective, sources
from parta.calls.service.calling import show_card
from parta.calls.service.holding import hold_call, stand_inside, tell_people
from parta.core.clock import now
from parta.core.outbox import emit
from parta.core.streams import lock_streams

_CARD_EVERY = timedelta(seconds=3)
"""How often a card tells at most that others are present: many come together, and all of the chat hear it."""
_CLEARED_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the media of a call should be."""

    is_open: bool
    may: Mapping[UUID, frozenset[Source]]
    """Who may be there, and send what."""
    several_screens: bool
    screen_by: str | None


async def read_wanted(session: AsyncSession, call_id: UUID) -> Wanted | None:
    """Say how the call's media should be; None: there is no such call."""
    call = await find_call(session, call_id)
    if call is None:
        return None
    inside = select(Participant).where(Participant.call_id == call_id, Participant.state == ParticipantState.ADMITTED)
    people = (await session.execute(inside.execution_options(populate_existing=True))).scalars()
    may = {one.id: sources(effective(call.rights, one.role, one.exceptions)) for one in people}
    return Wanted(call.state is CallState.OPEN, may, call.several_screens, call.screen_by)


async def write_present(
    session: AsyncSession, call_id: UUID, present: Collection[Present], *, listed_at: datetime, screen_by: str | None
) -> None:
    """Write down who is connected, as it was at `listed_at`; a list older than the last one changes nothing."""
    await hold_call(session, call_id)
    call, wanted = await find_call(session, call_id), await read_wanted(session, call_id)
    if call is None or wanted is None or not wanted.is_open or (call.listed_at and call.listed_at >= listed_at):
        return
    call.listed_at, call.screen_by = listed_at, screen_by
    known = await _open_intervals(session, call_id)
    change = presence_change(known.keys(), present, wanted.may)
    for (participant_id, device), at in change.begun.items():
        session.add(Presence(call_id=call_id, participant_id=participant_id, device=device, from_at=at))
    ended = [known[named] for named in change.ended]
    if ended:
        over = update(Presence).where(Presence.id.in_(ended)).values(to_at=listed_at)
        await session.execute(over.execution_options(synchronize_session=False))
    here = (known.keys() | change.begun.keys()) - change.ended
    _note_emptiness(call, is_empty=not here)
    await _show_connected(session, call, {participant_id for participant_id, _ in here})
    if change.begun or change.ended:
        emit(session, PresenceChanged(call_id))


async def note_quality(session: AsyncSession, visitor: Visitor, call_id: UUID, device: str, quality: Quality) -> None:
    """Note how well this device of the visitor's is connected; the worst is kept. Raises NotFound, NotInCall."""
    _, me = await stand_inside(session, visitor, call_id)
    here = select(Presence).where(Presence.participant_id == me.id, Presence.device == device, Presence.to_at.is_(None))
    found = (await session.execute(here)).scalar_one_or_none()
    order = list(Quality)
    if found is not None and (found.quality is None or order.index(quality) > order.index(found.quality)):
        found.quality = quality


async def refresh_card(session: AsyncSession, call_id: UUID) -> None:
    """Let the call's card tell how many are present; not more often than every few seconds."""
    call = await find_call(session, call_id)
    if call is None or (call.card_at is not None and call.card_at > now() - _CARD_EVERY):
        return
    await lock_streams(session, call_id, call.chat_id)
    call = await find_call(session, call_id)
    if call is not None and call.state is CallState.OPEN:
        call.card_at = now()
        await show_card(session, call)


async def list_kept(session: AsyncSession) -> Collection[UUID]:
    """Give the calls whose media are looked after: those that go on, and those whose place is not known to be gone."""
    kept = select(Call.id).where(
        Call.is_cleared.is_(False),
        (Call.state == CallState.OPEN) | (Call.ended_at > now() - _CLEARED_WITHIN),
    )
    return (await session.execute(kept)).scalars().all()


async def list_empty(session: AsyncSession) -> Collection[UUID]:
    """Give the calls in which nobody has been for so long that they close; not those of lessons."""
    empty = select(Call.id).where(Call.state == CallState.OPEN, Call.is_lesson.is_(False))
    return (await session.execute(empty.where(Call.empty_since < now() - EMPTY_FOR))).scalars().all()


async def note_cleared(session: AsyncSession, call_id: UUID) -> None:
    """Note that the place where the people of this call, which is over, met is gone."""
    over = update(Call).where(Call.id == call_id, Call.state == CallState.ENDED).values(is_cleared=True)
    await session.execute(over.execution_options(synchronize_session=False))


async def _open_intervals(session: AsyncSession, call_id: UUID) -> Mapping[tuple[UUID, str], UUID]:
    still = select(Presence.participant_id, Presence.device, Presence.id)
    rows = await session.execute(still.where(Presence.call_id == call_id, Presence.to_at.is_(None)))
    return {(participant_id, device): row_id for participant_id, device, row_id in rows}


def _note_emptiness(call: Call, *, is_empty: bool) -> None:
    if not is_empty:
        call.empty_since = None
    elif call.empty_since is None:
        call.empty_since = now()


async def _show_connected(session: AsyncSession, call: Call, connected: Collection[UUID]) -> None:
    """Tell those whose being connected is another than before, in one statement."""
    wanted = Participant.id.in_(connected)
    other = update(Participant).where(Participant.call_id == call.id, Participant.is_connected.is_distinct_from(wanted))
    changed = other.values(is_connected=wanted).returning(Participant.id)
    people = (await session.execute(changed.execution_options(synchronize_session=False))).scalars().all()
    if people:
        tell_people(session, call, *people)
