"""Queries of calls for pages: a call, its preview, who waits, presence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import (
    Call,
    CallCard,
    CallDuty,
    CallPresence,
    CallRoom,
    CallState,
    Invite,
    Knock,
    KnockState,
    Participant,
    ParticipantState,
    Ring,
    RingState,
)
from parta.calls.queries.access import (
    CallAccess,
    CallVisitor,
    build_policy,
    find_call,
    get_call_access,
    get_call_access_or_removed,
)
from parta.calls.queries.streams import read_calls, read_knocks, read_participants_of_call, read_rings
from parta.calls.rules.entry import opens_at
from parta.calls.schemas import (
    CallCardRead,
    CallPage,
    CallPreview,
    CallRead,
    KnockRead,
    OpenCallRead,
    RingRead,
)
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.principals import Actor
from parta.identity import queries as identity
from parta.identity.models import Profile
from parta.messenger import queries as messenger
from parta.messenger.queries.chats import list_member_specs

_MAX_CALLS = 100


@dataclass(frozen=True, slots=True)
class PresenceInterval:
    """An interval during which a device was connected to a room of a call; without an end it still is."""

    call_id: UUID
    participant_id: UUID
    profile_id: UUID | None
    device: str
    from_at: datetime
    to_at: datetime | None


async def read_page(session: AsyncSession, visitor: CallVisitor, call_id: UUID) -> CallPage:
    """Return the call with all its participants. Raises NotFound, RemovedFromCall."""
    _, page = await read_access_and_page(session, visitor, call_id)
    return page


async def read_access_and_page(
    session: AsyncSession, visitor: CallVisitor, call_id: UUID
) -> tuple[CallAccess, CallPage]:
    """Return the visitor's access, and the call with all its participants. Raises NotFound, RemovedFromCall.

    The seq is read before the participants, so that no later change is missed.
    """
    access = await get_call_access(session, visitor, call_id)
    people = list(await read_participants_of_call(session, call_id))
    own_id = access.participant.id if access.participant else None
    page = CallPage(
        call=CallRead.model_validate(access.call),
        participants=people,
        me=next((one for one in people if one.id == own_id), None),
        may=sorted(access.duties),
        seq=access.seq,
    )
    return access, page


async def read_preview(session: AsyncSession, visitor: CallVisitor, call_id: UUID) -> CallPreview:
    """Return what is shown to the visitor before joining. Raises NotFound."""
    access = await get_call_access_or_removed(session, visitor, call_id)
    call = access.call
    return CallPreview(
        id=call.id,
        chat_id=call.chat_id,
        title=call.title,
        state=call.state,
        starts_at=call.starts_at,
        present=await count_connected(session, call_id),
        entry=access.entry(now()),
        opens_at=opens_at(build_policy(call)),
    )


async def list_calls(session: AsyncSession, actor: Actor, chat_id: UUID) -> Sequence[CallRead]:
    """Return the chat's calls that have not ended, by time of beginning. Raises NotFound."""
    await messenger.get_chat_access(session, actor, chat_id)
    active = select(Call.id).where(Call.chat_id == chat_id, Call.state.in_([CallState.PLANNED, CallState.OPEN]))
    soonest = active.order_by(func.coalesce(Call.opened_at, Call.starts_at), Call.id).limit(_MAX_CALLS)
    ids = (await session.execute(soonest)).scalars().all()
    return sorted(await read_calls(session, ids), key=lambda call: (call.opened_at or call.starts_at or now(), call.id))


async def list_open_calls(session: AsyncSession, actor: Actor) -> Sequence[OpenCallRead]:
    """Return the open calls of the actor's chats, and those that they are in."""
    return await _list_open_calls(session, [actor.id] if actor.id else [], messenger.visible_chats(actor))


async def list_joined_calls(session: AsyncSession, profile_ids: Collection[UUID]) -> Sequence[OpenCallRead]:
    """Return the open calls that one of these people has joined and not left."""
    return await _list_open_calls(session, profile_ids, select(Call.chat_id).where(false()))


async def _list_open_calls(
    session: AsyncSession, profile_ids: Collection[UUID], chats: Select[UUID]
) -> Sequence[OpenCallRead]:
    is_own = (Participant.call_id == CallCard.id) & Participant.profile_id.in_(profile_ids)
    is_own &= Participant.state == ParticipantState.ADMITTED
    is_in, is_connected = Participant.id.is_not(None), func.coalesce(Participant.is_connected, false())
    rows = select(CallCard, is_in, is_connected).outerjoin(Participant, is_own)
    rows = rows.where(CallCard.state == CallState.OPEN, CallCard.chat_id.in_(chats) | is_in)
    rows = rows.order_by(CallCard.opened_at, CallCard.id)
    return [
        OpenCallRead(card=CallCardRead.model_validate(card), is_in=own, is_connected=connected)
        for card, own, connected in await session.execute(rows)
    ]


async def list_rings(session: AsyncSession, actor: Actor) -> Sequence[RingRead]:
    """Return what rings for the actor now: who opens a page while it rings has missed the update."""
    ringing = select(Ring.id).where(Ring.profile_id == actor.id, Ring.state == RingState.RINGING)
    return await read_rings(session, (await session.execute(ringing)).scalars().all())


async def list_knocks(session: AsyncSession, visitor: CallVisitor, call_id: UUID) -> Sequence[KnockRead]:
    """Return the waiting knocks, the oldest first. Raises NotFound, Forbidden."""
    if CallDuty.ADMIT not in (await get_call_access(session, visitor, call_id)).duties:
        raise Forbidden
    waiting = select(Knock.id).where(Knock.call_id == call_id, Knock.state == KnockState.WAITING)
    return await read_knocks(session, (await session.execute(waiting)).scalars().all())


async def count_connected(session: AsyncSession, call_id: UUID) -> int:
    """Return the number of connected participants."""
    connected = select(func.count()).where(Participant.call_id == call_id, Participant.is_connected)
    return (await session.execute(connected)).scalar_one()


async def list_known_names(session: AsyncSession, visitor: CallVisitor, call: Call) -> Sequence[str]:
    """Return the full names of all who belong to the call: people who were in it, members of its chat, guests.

    The guests are those who are in it now, but this one: a name is nobody's once they have gone.
    """
    is_other = Participant.guest_id.is_distinct_from(visitor.guest_id)
    counts = Participant.profile_id.is_not(None) | (Participant.state == ParticipantState.ADMITTED)
    taking_part = select(Participant.profile_id, Participant.guest_name)
    rows = (await session.execute(taking_part.where(Participant.call_id == call.id, is_other, counts))).all()
    members = await list_member_specs(session, call.chat_id)
    profiles = {profile_id for profile_id, _ in rows if profile_id} | set(members)
    people = [card.name for card in (await identity.get_names(session, profiles)).values()]
    named = [" ".join(part for part in (one.first_name, one.patronymic, one.last_name) if part) for one in people]
    return named + [name for profile_id, name in rows if profile_id is None]


async def count_admitted(session: AsyncSession, call_id: UUID) -> int:
    """Return the number of admitted participants."""
    admitted = (Participant.call_id == call_id, Participant.state == ParticipantState.ADMITTED)
    return (await session.execute(select(func.count()).where(*admitted))).scalar_one()


async def get_invited_call(session: AsyncSession, token_hash: bytes) -> Call:
    """Return the call of this invite link. Raises NotFound if the link is unknown or expired."""
    valid = select(Invite.call_id).where(Invite.token_hash == token_hash, Invite.expires_at > now())
    call_id = (await session.execute(valid)).scalar_one_or_none()
    call = await find_call(session, call_id) if call_id else None
    if call is None:
        raise NotFound
    return call


async def find_invite(session: AsyncSession, call_id: UUID) -> Invite | None:
    """Return the call's invite if it has not expired, or None."""
    statement = select(Invite).where(Invite.call_id == call_id, Invite.expires_at > now())
    return (await session.execute(statement)).scalar_one_or_none()


async def get_school_name(session: AsyncSession, call: Call) -> str | None:
    """Return the school of the call's creator by their badges, or None."""
    creator = await session.get(Profile, call.creator_id)
    badges = creator.badges if creator else []
    return str(badges[0]["school"]) if badges else None


async def list_presence(session: AsyncSession, call_ids: Collection[UUID]) -> Sequence[PresenceInterval]:
    """Return the presence intervals of all rooms of these calls, in order of their start."""
    rows = select(
        CallRoom.call_id,
        CallPresence.participant_id,
        Participant.profile_id,
        CallPresence.device,
        CallPresence.from_at,
        CallPresence.to_at,
    )
    rows = rows.join(CallRoom, CallRoom.id == CallPresence.room_id)
    rows = rows.join(Participant, Participant.id == CallPresence.participant_id).where(CallRoom.call_id.in_(call_ids))
    return [
        PresenceInterval(*row) for row in await session.execute(rows.order_by(CallPresence.from_at, CallPresence.id))
    ]
