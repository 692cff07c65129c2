"""Where somebody stands in a call. What one may not see is not found: that is decided here alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, CallRole, Entry, Participant, ParticipantState, Via
from parta.calls.rules.entry import Arrival, Plan, entry
from parta.calls.rules.refusals import NotInCall, RemovedFromCall
from parta.calls.rules.rights import CallMay, call_may
from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.messenger import queries as messenger
from parta.messenger.service import MemberRole


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at this browser: by a profile, by what it was given when it came by a link, or by both."""

    profile_id: UUID | None
    guest_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A call, and where somebody stands in it."""

    call: Call
    visitor: Visitor
    participant: Participant | None
    is_member: bool
    """Of the call's chat."""
    role: CallRole
    """What they are in the call, or would be."""

    @property
    def may(self) -> CallMay:
        """Give all that they may see to."""
        return call_may(self.role, is_dialog=self.call.is_dialog)

    def entry(self, at: datetime, *, is_of_school: bool = False) -> Entry:
        """Say how they come in at this time."""
        arrival = Arrival(
            role=self.role,
            is_member=self.is_member,
            is_of_school=is_of_school,
            has_profile=self.visitor.profile_id is not None,
            before=self.participant.state if self.participant else None,
            via=self.participant.via if self.participant else None,
        )
        return entry(plan_of(self.call), arrival, at)

    def inside(self) -> Participant:
        """Give them as a participant who is let in. Raises NotInCall."""
        if self.participant is None or self.participant.state is not ParticipantState.ADMITTED:
            raise NotInCall
        return self.participant


def plan_of(call: Call) -> Plan:
    """Give all of the call that coming in depends on."""
    return Plan(
        state=call.state,
        starts_at=call.starts_at,
        admits_from=call.admits_from,
        access=call.access,
        lobby_for=call.lobby_for,
        is_locked=call.is_locked,
    )


async def find_call(session: AsyncSession, call_id: UUID) -> Call | None:
    """Give the call as it is now, if there is one."""
    fresh = select(Call).where(Call.id == call_id).execution_options(populate_existing=True)
    return (await session.execute(fresh)).scalar_one_or_none()


async def get_standing(session: AsyncSession, visitor: Visitor, call_id: UUID) -> Standing:
    """Give the call and where the visitor stands in it, as they are now, in three statements.

    Raises NotFound for whom neither the chat nor a link led here; RemovedFromCall for whom it sent out.
    """
    standing = await look(session, visitor, call_id)
    if standing.participant is not None and standing.participant.state is ParticipantState.REMOVED:
        raise RemovedFromCall
    return standing


async def look(session: AsyncSession, visitor: Visitor, call_id: UUID) -> Standing:
    """Give where the visitor stands, even if they were sent out. Raises NotFound."""
    standing = await stand_by_link(session, visitor, call_id)
    known = standing.participant
    if not standing.is_member and (known is None or known.via is not Via.LINK):
        raise NotFound
    return standing


async def stand_by_link(session: AsyncSession, visitor: Visitor, call_id: UUID) -> Standing:
    """Give where the visitor, who holds a link to the call or is on the way to it, stands. Raises NotFound."""
    call = await find_call(session, call_id)
    if call is None:
        raise NotFound
    seated = await _role_in_chat(session, visitor, call.chat_id)
    known = await find_participant(session, visitor, call_id, as_profile=seated is not None)
    role = known.role if known else _first_role(call, visitor, seated)
    return Standing(call, visitor, known, is_member=seated is not None, role=role)


async def find_participant(
    session: AsyncSession, visitor: Visitor, call_id: UUID, *, as_profile: bool
) -> Participant | None:
    """Give the visitor as a participant of the call, if they ever were; a member of the chat by the profile alone."""
    names: list[ColumnElement[bool]] = []
    if visitor.profile_id is not None:
        names.append(Participant.profile_id == visitor.profile_id)
    if visitor.guest_hash is not None and not as_profile:
        names.append(Participant.guest_hash == visitor.guest_hash)
    # Nothing known names nobody: comparing with nothing would name every guest.
    found = select(Participant).where(Participant.call_id == call_id, or_(false(), *names))
    found = found.order_by(Participant.profile_id.nulls_last()).limit(1).execution_options(populate_existing=True)
    return (await session.execute(found)).scalar_one_or_none()


async def get_participant(session: AsyncSession, call_id: UUID, participant_id: UUID) -> Participant:
    """Give the participant of the call as they are now. Raises NotFound."""
    theirs = select(Participant).where(Participant.id == participant_id, Participant.call_id == call_id)
    found = (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def _role_in_chat(session: AsyncSession, visitor: Visitor, chat_id: UUID) -> MemberRole | None:
    if visitor.profile_id is None:
        return None
    try:
        return (await messenger.get_standing(session, Actor(visitor.profile_id), chat_id)).place.role
    except NotFound:
        return None


def _first_role(call: Call, visitor: Visitor, seated: MemberRole | None) -> CallRole:
    """Say what somebody comes in as: the chat's owner and admins, and whoever made the call, see to it."""
    is_creator = visitor.profile_id is not None and visitor.profile_id == call.creator_id
    sees_to_chat = seated in {MemberRole.OWNER, MemberRole.ADMIN}
    return CallRole.ADMIN if seated is not None and (is_creator or sees_to_chat) else CallRole.PARTICIPANT
