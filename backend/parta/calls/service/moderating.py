"""In the call: hands, rights, muting, roles, sending somebody out, and what the call is like."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Access, CallRole, LobbyFor, Participant, ParticipantState, Presence, Rights
from parta.calls.queries import Standing, Visitor, get_standing
from parta.calls.queries.standing import get_participant
from parta.calls.rules import rights as rules
from parta.calls.rules.refusals import NotForGuests, NotHere, NoUnmuting
from parta.calls.rules.states import CallAct, ParticipantAct, move_call, move_participant
from parta.calls.service.holding import (
    hold_call,
    stand_inside,
    stand_over,
    tell_call,
    tell_lobby,
    tell_people,
    tell_rights,
)
from parta.calls.service.joining import depart
from parta.core.clock import now
from parta.core.errors import Forbidden


@dataclass(frozen=True, slots=True)
class CallSettings:
    """What to change about a call; None: it stays."""

    is_locked: bool | None = None
    access: Access | None = None
    lobby_for: LobbyFor | None = None
    several_screens: bool | None = None
    is_board_open: bool | None = None


_DUTIES = {
    "is_locked": "lock",
    "access": "change_access",
    "lobby_for": "change_access",
    "several_screens": "change_rights",
    "is_board_open": "open_board",
}
"""What one must see to, in order to change what."""


async def raise_hand(session: AsyncSession, visitor: Visitor, call_id: UUID, *, is_raised: bool) -> None:
    """Put the visitor's hand up, at the end of the queue, or down. Safe to repeat. Raises NotFound, NotInCall."""
    standing, me = await stand_inside(session, visitor, call_id)
    if is_raised is not (me.hand_raised_at is not None):
        me.hand_raised_at = now() if is_raised else None
        tell_people(session, standing.call, me.id)


async def lower_hand(session: AsyncSession, visitor: Visitor, call_id: UUID, participant_id: UUID) -> None:
    """Put somebody's hand down. Safe to repeat. Raises NotFound, Forbidden."""
    standing = await stand_over(session, visitor, call_id, "lower_hands", CallAct.USE)
    other = await get_participant(session, call_id, participant_id)
    if other.hand_raised_at is not None:
        other.hand_raised_at = None
        tell_people(session, standing.call, other.id)


async def lower_hands(session: AsyncSession, visitor: Visitor, call_id: UUID) -> None:
    """Put all hands down, in one statement. Safe to repeat. Raises NotFound, Forbidden."""
    standing = await stand_over(session, visitor, call_id, "lower_hands", CallAct.USE)
    up = update(Participant).where(Participant.call_id == call_id, Participant.hand_raised_at.is_not(None))
    lowered = up.values(hand_raised_at=None).returning(Participant.id).execution_options(synchronize_session=False)
    people = (await session.execute(lowered)).scalars().all()
    if people:
        tell_people(session, standing.call, *people)


async def change_rights(
    session: AsyncSession, visitor: Visitor, call_id: UUID, change: Mapping[str, bool | None]
) -> None:
    """Let those who are neither admin nor assistant do these things, or not. Raises NotFound, Forbidden."""
    standing = await stand_over(session, visitor, call_id, "change_rights", CallAct.SET)
    wanted = {name: value for name, value in change.items() if value is not None}
    await _set_rights(session, standing, Rights(**{**asdict(standing.call.rights), **wanted}))


async def mute_all(session: AsyncSession, visitor: Visitor, call_id: UUID) -> None:
    """Take the microphone from all, until they are allowed, also from those who had it by an exception.

    Raises NotFound, Forbidden.
    """
    standing = await stand_over(session, visitor, call_id, "mute_others", CallAct.USE)
    allowed = select(Participant).where(
        Participant.call_id == call_id, Participant.exceptions["microphone"].as_boolean().is_(True)
    )
    for one in (await session.execute(allowed.execution_options(populate_existing=True))).scalars():
        one.exceptions = rules.muted_for_all(one.exceptions)
    await _set_rights(session, standing, Rights(**{**asdict(standing.call.rights), "microphone": False}), anew=True)


async def change_exceptions(
    session: AsyncSession, visitor: Visitor, call_id: UUID, participant_id: UUID, change: Mapping[str, bool | None]
) -> None:
    """Let one person do other things than the rest; None: the same. Oneself may only unmute, where that is allowed.

    Raises NotFound, Forbidden, NoUnmuting.
    """
    await hold_call(session, call_id)
    standing = await get_standing(session, visitor, call_id)
    move_call(standing.call.state, CallAct.SET)
    other = await get_participant(session, call_id, participant_id)
    is_of_microphone = set(change) == {"microphone"}
    if not standing.may.change_rights and not (standing.may.mute_others and is_of_microphone):
        _check_own_change(standing, other, change)
    _set_exceptions(session, standing, other, rules.with_exceptions(other.exceptions, change))


async def mute(session: AsyncSession, visitor: Visitor, call_id: UUID, participant_id: UUID) -> None:
    """Take the microphone from one person. Safe to repeat. Raises NotFound, Forbidden."""
    standing = await stand_over(session, visitor, call_id, "mute_others", CallAct.USE)
    other = await get_participant(session, call_id, participant_id)
    if other.role is not CallRole.PARTICIPANT:
        raise Forbidden
    _set_exceptions(session, standing, other, rules.with_exceptions(other.exceptions, {"microphone": False}))


async def give_role(
    session: AsyncSession, visitor: Visitor, call_id: UUID, participant_id: UUID, role: CallRole
) -> None:
    """Make somebody an admin, an assistant, or neither. Nobody changes themselves or whoever made the call.

    Raises NotFound, Forbidden, NotForGuests.
    """
    standing = await stand_over(session, visitor, call_id, "appoint", CallAct.USE)
    other = await get_participant(session, call_id, participant_id)
    is_oneself = standing.participant is not None and standing.participant.id == other.id
    if is_oneself or other.profile_id == standing.call.creator_id:
        raise Forbidden
    if other.profile_id is None:
        raise NotForGuests
    if other.role is not role:
        other.role = role
        tell_people(session, standing.call, other.id)
        tell_lobby(session, standing.call)
        tell_rights(session, standing.call)


async def remove(session: AsyncSession, visitor: Visitor, call_id: UUID, participant_id: UUID) -> None:
    """Send somebody out, not to come back. Safe to repeat. Raises NotFound, Forbidden."""
    standing = await stand_over(session, visitor, call_id, "remove", CallAct.USE)
    other = await get_participant(session, call_id, participant_id)
    if not rules.is_above(standing.role, other.role):
        raise Forbidden
    state = move_participant(other.state, ParticipantAct.REMOVE)
    if state is other.state:
        return
    other.state = state
    depart(session, standing.call, other)
    here = update(Presence).where(Presence.participant_id == other.id, Presence.to_at.is_(None)).values(to_at=now())
    await session.execute(here.execution_options(synchronize_session=False))


async def change_settings(session: AsyncSession, visitor: Visitor, call_id: UUID, change: CallSettings) -> None:
    """Let the call be like this. Raises NotFound, Forbidden."""
    await hold_call(session, call_id)
    standing = await get_standing(session, visitor, call_id)
    move_call(standing.call.state, CallAct.SET)
    wanted = {name: value for name, value in asdict(change).items() if value is not None}
    if not all(getattr(standing.may, _DUTIES[name]) for name in wanted):
        raise Forbidden
    changed = {name: value for name, value in wanted.items() if getattr(standing.call, name) != value}
    for name, value in changed.items():
        setattr(standing.call, name, value)
    if changed:
        tell_call(session, standing.call)
        tell_rights(session, standing.call)


async def spotlight(session: AsyncSession, visitor: Visitor, call_id: UUID, participant_id: UUID | None) -> None:
    """Let all see this one large, or all alike. Raises NotFound, Forbidden, NotHere."""
    standing = await stand_over(session, visitor, call_id, "spotlight", CallAct.USE)
    if participant_id is not None:
        shown = await get_participant(session, call_id, participant_id)
        if shown.state is not ParticipantState.ADMITTED:
            raise NotHere
    if standing.call.spotlight_id != participant_id:
        standing.call.spotlight_id = participant_id
        tell_call(session, standing.call)


async def _set_rights(session: AsyncSession, standing: Standing, wanted: Rights, *, anew: bool = False) -> None:
    """Set the matrix, and tell everybody whose rights follow from it."""
    call = standing.call
    if call.rights == wanted and not anew:
        return
    call.rights = wanted
    tell_call(session, call)
    ordinary = select(Participant.id).where(
        Participant.call_id == call.id,
        Participant.role == CallRole.PARTICIPANT,
        Participant.state == ParticipantState.ADMITTED,
    )
    people = (await session.execute(ordinary)).scalars().all()
    if people:
        tell_people(session, call, *people)
    tell_rights(session, call)


def _set_exceptions(session: AsyncSession, standing: Standing, other: Participant, exceptions: dict[str, bool]) -> None:
    if other.exceptions != exceptions:
        other.exceptions = exceptions
        tell_people(session, standing.call, other.id)
        tell_rights(session, standing.call)


def _check_own_change(standing: Standing, other: Participant, change: Mapping[str, bool | None]) -> None:
    if standing.participant is None or standing.participant.id != other.id or change != {"microphone": None}:
        raise Forbidden
    mine = rules.effective(standing.call.rights, other.role, other.exceptions)
    if not rules.may_lift_mute(other.exceptions, change, mine):
        raise NoUnmuting
