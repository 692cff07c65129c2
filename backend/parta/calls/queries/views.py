"""Reads of calls as people are shown them: the page of a call, what is before joining, who waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls.models import Call, CallState, Invite, Knock, KnockState, Participant, ParticipantState, Presence
from parta.calls.queries.standing import Standing, Visitor, find_call, get_standing, look, plan_of
from parta.calls.queries.streams import read_calls, read_knocks, read_participants
from parta.calls.rules.entry import opens_at
from parta.calls.schemas import CallMayRead, CallPage, CallPreview, CallRead, KnockRead
from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.streams import Stream
from parta.identity.models import Profile
from parta.messenger import queries as messenger
from parta.messenger.schemas import CallCard

_MOST_CALLS = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """A time during which a device of somebody was connected to a call; without an end: it is."""

    call_id: UUID
    participant_id: UUID
    profile_id: UUID | None
    device: str
    from_at: datetime
    to_at: datetime | None


async def read_page(session: AsyncSession, visitor: Visitor, call_id: UUID) -> CallPage:
    """Give the call with everybody in it. Raises NotFound, RemovedFromCall."""
    _, page = await stand_on_page(session, visitor, call_id)
    return page


async def stand_on_page(session: AsyncSession, visitor: Visitor, call_id: UUID) -> tuple[Standing, CallPage]:
    """Give where the visitor stands, and the call with everybody in it. Raises NotFound, RemovedFromCall.

    The seq is read first, so nothing can be missed behind it.
    """
    seq = (await session.execute(select(Stream.seq).where(Stream.id == call_id))).scalar_one_or_none()
    standing = await get_standing(session, visitor, call_id)
    return standing, await page_of(session, standing, seq or 0)


async def page_of(session: AsyncSession, standing: Standing, seq: int) -> CallPage:
    """Give the call as somebody who stands there sees it, as of this seq."""
    call_id = standing.call.id
    ids = (await session.execute(select(Participant.id).where(Participant.call_id == call_id))).scalars().all()
    people = list(await read_participants(session, ids))
    mine = standing.participant.id if standing.participant else None
    (call,) = await read_calls(session, [call_id])
    return CallPage(
        call=call,
        participants=people,
        me=next((one for one in people if one.id == mine), None),
        may=CallMayRead.model_validate(standing.may),
        seq=seq,
    )


async def read_preview(session: AsyncSession, visitor: Visitor, call_id: UUID) -> CallPreview:
    """Give what the visitor should know before joining. Raises NotFound."""
    standing = await look(session, visitor, call_id)
    call = standing.call
    return CallPreview(
        id=call.id,
        chat_id=call.chat_id,
        title=call.title,
        state=call.state,
        starts_at=call.starts_at,
        present=await count_present(session, call_id),
        entry=standing.entry(now()),
        opens_at=opens_at(plan_of(call)),
    )


async def list_calls(session: AsyncSession, actor: Actor, chat_id: UUID) -> Sequence[CallRead]:
    """Give the chat's calls that are not over, the one that begins first before the others. Raises NotFound."""
    await messenger.get_standing(session, actor, chat_id)
    going_on = select(Call.id).where(Call.chat_id == chat_id, Call.state.in_([CallState.PLANNED, CallState.OPEN]))
    soonest = going_on.order_by(func.coalesce(Call.opened_at, Call.starts_at), Call.id).limit(_MOST_CALLS)
    ids = (await session.execute(soonest)).scalars().all()
    return sorted(await read_calls(session, ids), key=lambda call: (call.opened_at or call.starts_at or now(), call.id))


async def list_knocks(session: AsyncSession, visitor: Visitor, call_id: UUID) -> Sequence[KnockRead]:
    """Give who waits to be let in, who waits longest first. Raises NotFound, Forbidden."""
    if not (await get_standing(session, visitor, call_id)).may.admit:
        raise Forbidden
    waiting = select(Knock.id).where(Knock.call_id == call_id, Knock.state == KnockState.WAITING)
    return await read_knocks(session, (await session.execute(waiting)).scalars().all())


async def count_present(session: AsyncSession, call_id: UUID) -> int:
    """Give how many people are connected."""
    connected = select(func.count()).where(Participant.call_id == call_id, Participant.is_connected)
    return (await session.execute(connected)).scalar_one()


async def count_admitted(session: AsyncSession, call_id: UUID) -> int:
    """Give how many people are let in."""
    inside = (Participant.call_id == call_id, Participant.state == ParticipantState.ADMITTED)
    return (await session.execute(select(func.count()).where(*inside))).scalar_one()


async def card_of(session: AsyncSession, call: Call) -> CallCard:
    """Give the call as its chat shows it."""
    return CallCard(
        call_id=call.id,
        title=call.title,
        state=call.state.value,
        end_reason=call.end_reason,
        starts_at=call.starts_at,
        opened_at=call.opened_at,
        ended_at=call.ended_at,
        present=await count_present(session, call.id),
    )


async def find_invited(session: AsyncSession, token_hash: bytes) -> Call:
    """Give the call that this link leads to. Raises NotFound where it never did, or does no more."""
    living = select(Invite.call_id).where(Invite.token_hash == token_hash, Invite.expires_at > now())
    call_id = (await session.execute(living)).scalar_one_or_none()
    call = await find_call(session, call_id) if call_id else None
    if call is None:
        raise NotFound
    return call


async def find_invite(session: AsyncSession, call_id: UUID) -> Invite | None:
    """Give the call's link, if it has one that still leads here."""
    theirs = select(Invite).where(Invite.call_id == call_id, Invite.expires_at > now())
    return (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()


async def school_of(session: AsyncSession, call: Call) -> str | None:
    """Give the school of whoever made the call, as their badges name it."""
    creator = await session.get(Profile, call.creator_id)
    badges = creator.badges if creator else []
    return str(badges[0]["school"]) if badges else None


async def presence_of(session: AsyncSession, call_ids: Collection[UUID]) -> Sequence[Interval]:
    """Give who was connected to these calls, when, by which device, in the order of coming."""
    rows = select(
        Presence.call_id,
        Presence.participant_id,
        Participant.profile_id,
        Presence.device,
        Presence.from_at,
        Presence.to_at,
    )
    rows = rows.join(Participant, Participant.id == Presence.participant_id).where(Presence.call_id.in_(call_ids))
    return [Interval(*row) for row in await session.execute(rows.order_by(Presence.from_at, Presence.id))]
