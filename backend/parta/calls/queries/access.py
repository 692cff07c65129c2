"""Access of a visitor to a call. Only this module decides what is not found for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import (
    Call,
    CallDuty,
    CallRole,
    CallRoom,
    CallRoomKind,
    CallState,
    Entry,
    Participant,
    ParticipantState,
    Via,
)
from parta.calls.rules.entry import CallPolicy, JoinAttempt, decide_entry
from parta.calls.rules.errors import NotInCall, RemovedFromCall
from parta.calls.rules.rights import duties_of_role
from parta.core.errors import NotFound
from parta.core.streams import Stream
from parta.messenger.queries.chats import select_memberships
from parta.messenger.service import MemberRole


@dataclass(frozen=True, slots=True)
class CallVisitor:
    """A visitor: identified by a profile, by a guest's session, or by both."""

    profile_id: UUID | None
    guest_id: UUID | None = None
    session_id: UUID | None = None
    """The session in which they act: that of the profile, if there is one."""


@dataclass(frozen=True, slots=True)
class CallAccess:
    """A call, and a visitor's access to it."""

    call: Call
    main_room_id: UUID
    """The call's room that everybody enters first."""
    visitor: CallVisitor
    participant: Participant | None
    is_member: bool
    """True if they are a member of the call's chat."""
    role: CallRole
    """Their role in the call, or the one they would get."""
    seq: int
    """The position of the call's stream when all this was read."""

    @property
    def duties(self) -> frozenset[CallDuty]:
        """Return their duties."""
        return duties_of_role(self.role, is_dialog=self.call.is_dialog)

    def entry(self, at: datetime, *, is_of_school: bool = False) -> Entry:
        """Return how they may enter at this time."""
        attempt = JoinAttempt(
            role=self.role,
            is_member=self.is_member,
            is_of_school=is_of_school,
            has_profile=self.visitor.profile_id is not None,
            previous_state=self.participant.state if self.participant else None,
            via=self.participant.via if self.participant else None,
        )
        return decide_entry(build_policy(self.call), attempt, at)

    def require_admitted(self) -> Participant:
        """Return their participant, which is admitted. Raises NotInCall."""
        if self.participant is None or self.participant.state is not ParticipantState.ADMITTED:
            raise NotInCall
        return self.participant


def build_policy(call: Call) -> CallPolicy:
    """Build the facts of the call that decide who may enter."""
    return CallPolicy(
        state=call.state,
        starts_at=call.starts_at,
        opens_to_all_at=call.opens_to_all_at,
        access=call.access,
        lobby_for=call.lobby_for,
        is_locked=call.is_locked,
    )


def select_open_calls() -> Select[UUID, UUID, datetime | None]:
    """Return a select of all open calls: the call, its chat, and when it was opened."""
    return select(Call.id, Call.chat_id, Call.opened_at).where(Call.state == CallState.OPEN)


async def find_call(session: AsyncSession, call_id: UUID) -> Call | None:
    """Return the present row of the call, or None."""
    fresh = select(Call).where(Call.id == call_id)
    return (await session.execute(fresh)).scalar_one_or_none()


async def get_call_access(session: AsyncSession, visitor: CallVisitor, call_id: UUID) -> CallAccess:
    """Return the visitor's present access to the call, read in one statement.

    Raises NotFound for who is neither a member of the chat nor admitted by a link, RemovedFromCall.
    """
    access = await get_call_access_or_removed(session, visitor, call_id)
    if access.participant is not None and access.participant.state is ParticipantState.REMOVED:
        raise RemovedFromCall
    return access


async def get_call_access_or_removed(session: AsyncSession, visitor: CallVisitor, call_id: UUID) -> CallAccess:
    """Return the visitor's access, even if they were removed. Raises NotFound."""
    access = await get_call_access_by_link(session, visitor, call_id)
    participant = access.participant
    if not access.is_member and (participant is None or participant.via is not Via.LINK):
        raise NotFound
    return access


async def get_call_access_by_link(session: AsyncSession, visitor: CallVisitor, call_id: UUID) -> CallAccess:
    """Return the access of a visitor who may know of the call, such as by its invite link. Raises NotFound."""
    membership = select_memberships(visitor.profile_id).subquery()
    is_same = [] if visitor.profile_id is None else [Participant.profile_id == visitor.profile_id]
    if visitor.guest_id is not None:
        # Members of the chat are only matched by profile.
        is_same.append((Participant.guest_id == visitor.guest_id) & membership.c.role.is_(None))
    # Without a key nobody matches: comparing with NULL would match every guest.
    found = (
        select(Call, CallRoom.id, membership.c.role, Participant, Stream.seq)
        .join(CallRoom, (CallRoom.call_id == Call.id) & (CallRoom.kind == CallRoomKind.MAIN))
        .join(Stream, Stream.id == Call.id)
        .outerjoin(membership, membership.c.chat_id == Call.chat_id)
        .outerjoin(Participant, (Participant.call_id == Call.id) & or_(false(), *is_same))
        .where(Call.id == call_id)
        .order_by(Participant.profile_id.nulls_last())
        .limit(1)
    )
    row = (await session.execute(found)).one_or_none()
    if row is None:
        raise NotFound
    call, main_room_id, chat_role, participant, seq = row
    role = participant.role if participant else _initial_role(call, visitor, chat_role)
    return CallAccess(call, main_room_id, visitor, participant, is_member=chat_role is not None, role=role, seq=seq)


async def get_participant(session: AsyncSession, call_id: UUID, participant_id: UUID) -> Participant:
    """Return the present row of the participant. Raises NotFound."""
    statement = select(Participant).where(Participant.id == participant_id, Participant.call_id == call_id)
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _initial_role(call: Call, visitor: CallVisitor, chat_role: MemberRole | None) -> CallRole:
    """Return the role on first entry: the chat's owner and admins, and the call's creator, are admins."""
    is_creator = visitor.profile_id is not None and visitor.profile_id == call.creator_id
    is_chat_admin = chat_role in {MemberRole.OWNER, MemberRole.ADMIN}
    return CallRole.ADMIN if chat_role is not None and (is_creator or is_chat_admin) else CallRole.PARTICIPANT
