"""Adding and removing members, in few statements for any number of people. The stream of the chat is locked."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Select, Text, Uuid, case, column, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.events import MembersRemoved
from parta.messenger.models import Chat, Member
from parta.messenger.queries import CHAT, MEMBER
from parta.messenger.rules.membership import MembershipChange, MemberSpec

_COLUMNS = (
    *("id", "profile_id", "role", "badges", "sent_number"),
    *("chat_id", "joined_at", "is_present", "changed_seq"),
)


async def apply_change(work: UnitOfWork, chat: Chat, change: MembershipChange) -> None:
    """Apply a change of members and publish it. An empty change is not published."""
    if change.is_empty:
        return
    chat.members_count += len(change.newcomers) - len(change.removals)
    changed = [
        *await _upsert(work, chat, change.upserts, change.newcomers),
        *await _remove(work, chat, change.removals),
    ]
    work.publish(chat.id, MEMBER, *changed)
    if change.removals:
        work.emit(MembersRemoved(chat.id))
    work.publish(chat.id, CHAT, chat.id)


async def add_members(work: UnitOfWork, chat: Chat, specs: Sequence[MemberSpec]) -> None:
    """Add people who are not present members, and publish them. They start with everything read."""
    await apply_change(work, chat, MembershipChange(specs, frozenset(), frozenset(s.profile_id for s in specs)))


async def remove_members(work: UnitOfWork, chat: Chat, *people: UUID) -> None:
    """Remove members, and publish them. Their rows stay, so that their messages have an author."""
    await apply_change(work, chat, MembershipChange([], frozenset(people), frozenset()))


async def _upsert(
    work: UnitOfWork, chat: Chat, specs: Sequence[MemberSpec], newcomers: Collection[UUID]
) -> Sequence[UUID]:
    if not specs:
        return []
    statement = insert(Member).from_select(_COLUMNS, _build_rows(chat, specs, newcomers))
    wanted = statement.excluded
    upsert = statement.on_conflict_do_update(
        index_elements=[Member.chat_id, Member.profile_id],
        set_={
            "role": wanted.role,
            "badges": wanted.badges,
            "is_present": True,
            "removed_by": None,
            "joined_at": case((Member.is_present, Member.joined_at), else_=wanted.joined_at),
            "sent_number": func.greatest(Member.sent_number, wanted.sent_number),
        },
    )
    return (await work.execute(upsert.returning(Member.id))).scalars().all()


def _build_rows(chat: Chat, specs: Sequence[MemberSpec], newcomers: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the members as rows from one parameter: the statement is the same for one and for five hundred."""
    values = [
        {
            "id": str(new_id()),
            "profile_id": str(one.profile_id),
            "role": one.role.name,
            "badges": list(one.badges) or None,
            "sent_number": chat.last_number if one.profile_id in newcomers else 0,
        }
        for one in specs
    ]
    rows = func.jsonb_to_recordset(literal(values, JSONB())).table_valued(
        column("id", Uuid()),
        column("profile_id", Uuid()),
        column("role", Text()),
        column("badges", JSONB()),
        column("sent_number", BigInteger()),
        name="wanted",
    )
    rows = rows.render_derived(with_types=True)
    shared = (literal(chat.id), literal(now()), literal(value=True), literal(0))
    return select(rows.c.id, rows.c.profile_id, rows.c.role, rows.c.badges, rows.c.sent_number, *shared)


async def _remove(work: UnitOfWork, chat: Chat, people: Collection[UUID]) -> Sequence[UUID]:
    if not people:
        return []
    condition = (Member.chat_id == chat.id, Member.profile_id.in_(people))
    statement = update(Member).where(*condition).values(is_present=False).returning(Member.id)
    return (await work.execute(statement.execution_options(synchronize_session=False))).scalars().all()
