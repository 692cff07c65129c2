"""Seating people in a chat and letting them go: few statements, however many they are. The chat is held."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Select, Text, Uuid, case, column, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import publish
from parta.messenger.events import SeatsLost
from parta.messenger.models import Chat, Member
from parta.messenger.queries import CHAT, MEMBER
from parta.messenger.rules.membership import MembershipChange, Seat

_COLUMNS = (
    *("id", "profile_id", "role", "badges", "sent_number"),
    *("chat_id", "joined_at", "is_present", "changed_seq"),
)


async def seat(session: AsyncSession, chat: Chat, change: MembershipChange) -> None:
    """Turn the present members into the wanted ones, and tell. Nothing to turn: nothing is told."""
    if change.is_empty:
        return
    moved = [
        *await _bring_in(session, chat, change.seat, change.newcomers),
        *await _let_go(session, chat, change.unseat),
    ]
    publish(session, chat.id, MEMBER, *moved)
    chat.members_count += len(change.newcomers) - len(change.unseat)
    if change.unseat:
        emit(session, SeatsLost(chat.id))
    publish(session, chat.id, CHAT, chat.id)


async def bring_in(session: AsyncSession, chat: Chat, seats: Sequence[Seat]) -> None:
    """Bring in people who are not there now, and tell. They start with everything read."""
    await seat(session, chat, MembershipChange(seats, frozenset(), frozenset(s.profile_id for s in seats)))


async def let_go(session: AsyncSession, chat: Chat, *people: UUID) -> None:
    """Let people go, and tell. Their rows stay, so that what they said stays explained."""
    await seat(session, chat, MembershipChange([], frozenset(people), frozenset()))


async def _bring_in(
    session: AsyncSession, chat: Chat, seats: Sequence[Seat], newcomers: Collection[UUID]
) -> Sequence[UUID]:
    if not seats:
        return []
    taken = insert(Member).from_select(_COLUMNS, _rows(chat, seats, newcomers))
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
    return (await session.execute(upsert.returning(Member.id))).scalars().all()


def _rows(chat: Chat, seats: Sequence[Seat], newcomers: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Give the seats as rows, all in one parameter: the statement is the same for one and for five hundred."""
    given = [
        {
            "id": str(new_id()),
            "profile_id": str(one.profile_id),
            "role": one.role.name,
            "badges": list(one.badges) or None,
            "sent_number": chat.last_number if one.profile_id in newcomers else 0,
        }
        for one in seats
    ]
    rows = func.jsonb_to_recordset(literal(given, JSONB())).table_valued(
        column("id", Uuid()),
        column("profile_id", Uuid()),
        column("role", Text()),
        column("badges", JSONB()),
        column("sent_number", BigInteger()),
        name="given",
    )
    rows = rows.render_derived(with_types=True)
    shared = (literal(chat.id), literal(now()), literal(value=True), literal(0))
    return select(rows.c.id, rows.c.profile_id, rows.c.role, rows.c.badges, rows.c.sent_number, *shared)


async def _let_go(session: AsyncSession, chat: Chat, people: Collection[UUID]) -> Sequence[UUID]:
    if not people:
        return []
    theirs = (Member.chat_id == chat.id, Member.profile_id.in_(people))
    left = update(Member).where(*theirs).values(is_present=False).returning(Member.id)
    return (await session.execute(left.execution_options(synchronize_session=False))).scalars().all()
