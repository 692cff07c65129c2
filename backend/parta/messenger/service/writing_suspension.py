"""Suspension of writing for members of a chat during a call."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update

from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Member
from parta.messenger.queries import MEMBER


async def suspend_writing(work: UnitOfWork, chat_id: UUID, people: Collection[UUID]) -> None:
    """Suspend writing for exactly these members. Idempotent; one statement for any number of members."""
    await work.lock_streams(chat_id)
    wanted = Member.profile_id.in_(people)
    other = update(Member).where(Member.chat_id == chat_id, Member.is_writing_suspended.is_distinct_from(wanted))
    statement = other.values(is_writing_suspended=wanted).returning(Member.id)
    rows = await work.execute(statement.execution_options(synchronize_session=False))
    ids = rows.scalars().all()
    if ids:
        work.publish(chat_id, MEMBER, *ids)
