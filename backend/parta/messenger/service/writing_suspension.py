"""Suspension of writing: who may not write in a chat just now, and why."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete, select
from sqlalchemy.dialects.postgresql import insert

from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Member, WritingSuspension
from parta.messenger.queries import MEMBER


async def suspend_writing(
    work: UnitOfWork, chat_id: UUID, reason: str, people: Collection[UUID], *, until: datetime | None = None
) -> None:
    """Ensure that for this reason exactly these people may not write in the chat; other reasons stay.

    Who was never a member is left out. Without `until` it lasts until this function is called again for the reason.
    Idempotent; a fixed number of statements for any number of people.
    """
    await work.lock_streams(chat_id)
    own = (WritingSuspension.chat_id == chat_id, WritingSuspension.reason == reason)
    rows = await work.execute(select(WritingSuspension.profile_id, WritingSuspension.until).where(*own))
    suspended = dict(rows.all())
    members = select(Member.profile_id).where(Member.chat_id == chat_id, Member.profile_id.in_(people))
    wanted = dict.fromkeys((await work.execute(members)).scalars(), until)
    if released := suspended.keys() - wanted.keys():
        await _remove(work, delete(WritingSuspension).where(*own, WritingSuspension.profile_id.in_(released)))
    if changed := {one for one, end in wanted.items() if one not in suspended or suspended[one] != end}:
        values = [{"chat_id": chat_id, "profile_id": one, "reason": reason, "until": until} for one in sorted(changed)]
        key = ("chat_id", "profile_id", "reason")
        write = insert(WritingSuspension).on_conflict_do_update(index_elements=key, set_={"until": until})
        await work.execute(write, values)
    await _publish(work, chat_id, released | changed)


async def remove_ended_suspensions(work: UnitOfWork, chat_id: UUID) -> None:
    """Remove the suspensions of the chat whose time is over, and publish those who may write again. Idempotent."""
    await work.lock_streams(chat_id)
    over = delete(WritingSuspension).where(WritingSuspension.chat_id == chat_id, WritingSuspension.until <= now())
    await _publish(work, chat_id, await _remove(work, over))


async def _remove(work: UnitOfWork, which: Delete) -> Collection[UUID]:
    removed = which.returning(WritingSuspension.profile_id).execution_options(synchronize_session=False)
    return (await work.execute(removed)).scalars().all()


async def _publish(work: UnitOfWork, chat_id: UUID, people: Collection[UUID]) -> None:
    if people:
        members = select(Member.id).where(Member.chat_id == chat_id, Member.profile_id.in_(people))
        if ids := (await work.execute(members)).scalars().all():
            work.publish(chat_id, MEMBER, *ids)
