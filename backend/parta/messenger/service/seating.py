"""Seating people in a chat and letting them go: few statements, however many they are. The chat is held."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.streams import put
from parta.messenger.models import Chat, Member
from parta.messenger.queries import CHAT, MEMBER
from parta.messenger.rules.membership import MembershipChange, Seat

_AT_ONCE = 500
"""Seats that one statement takes; PostgreSQL's protocol has an end of parameters."""


async def seat(session: AsyncSession, chat: Chat, change: MembershipChange) -> None:
    """Turn the present members into the wanted ones, and tell. Nothing to turn: nothing is told."""
    if change.is_empty:
        return
    moved = [
        *await _bring_in(session, chat, change.seat, change.newcomers),
        *await _let_go(session, chat, change.unseat),
    ]
    put(session, chat.id, MEMBER, *moved)
    await _count(session, chat)


async def bring_in(session: AsyncSession, chat: Chat, seats: Sequence[Seat]) -> None:
    """Bring in people who are not there now, and tell. They start with everything read."""
    await seat(session, chat, MembershipChange(seats, frozenset(), frozenset(s.profile_id for s in seats)))


async def let_go(session: AsyncSession, chat: Chat, *people: UUID) -> None:
    """Let people go, and tell. Their rows stay, so that what they said stays explained."""
    await seat(session, chat, MembershipChange([], frozenset(people), frozenset()))


async def _bring_in(
    session: AsyncSession, chat: Chat, seats: Sequence[Seat], newcomers: Collection[UUID]
) -> Sequence[UUID]:
    at, moved = now(), list[UUID]()
    for begin in range(0, len(seats), _AT_ONCE):
        part = seats[begin : begin + _AT_ONCE]
        taken = insert(Member).values([_row(chat, one, at, new=one.profile_id in newcomers) for one in part])
        wanted = taken.excluded
        upsert = taken.on_conflict_do_update(
            index_elements=[Member.chat_id, Member.profile_id],
            set_={
                "role": wanted.role,
                "badges": wanted.badges,
                "is_present": True,
                "joined_at": case((Member.is_present, Member.joined_at), else_=wanted.joined_at),
                "sent_number": func.greatest(Member.sent_number, wanted.sent_number),
            },
        )
        moved += (await session.execute(upsert.returning(Member.id))).scalars()
    return moved


def _row(chat: Chat, one: Seat, at: datetime, *, new: bool) -> dict[str, object]:
    return {
        "id": new_id(),
        "chat_id": chat.id,
        "profile_id": one.profile_id,
        "role": one.role,
        "is_present": True,
        "badges": list(one.badges) or None,
        "joined_at": at,
        "sent_number": chat.last_number if new else 0,
        "changed_seq": 0,
    }


async def _let_go(session: AsyncSession, chat: Chat, people: Collection[UUID]) -> Sequence[UUID]:
    if not people:
        return []
    theirs = (Member.chat_id == chat.id, Member.profile_id.in_(people))
    left = update(Member).where(*theirs).values(is_present=False).returning(Member.id)
    return (await session.execute(left.execution_options(synchronize_session=False))).scalars().all()


async def _count(session: AsyncSession, chat: Chat) -> None:
    present = select(func.count()).where(Member.chat_id == chat.id, Member.is_present)
    chat.members_count = (await session.execute(present)).scalar_one()
    put(session, chat.id, CHAT, chat.id)
