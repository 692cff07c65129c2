"""Suspension of writing for members of a chat during a call."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.streams import lock_streams, publish
from parta.messenger.models import Member
from parta.messenger.queries import MEMBER


async def suspend_writing(session: AsyncSession, chat_id: UUID, people: Collection[UUID]) -> None:
    """Suspend writing for exactly these members. Idempotent; one statement for any number of members."""
    await lock_streams(session, chat_id)
    wanted = Member.profile_id.in_(people)
    other = update(Member).where(Member.chat_id == chat_id, Member.is_writing_suspended.is_distinct_from(wanted))
    statement = other.values(is_writing_suspended=wanted).returning(Member.id)
    rows = await session.execute(statement.execution_options(synchronize_session=False))
    ids = rows.scalars().all()
    if ids:
        publish(session, chat_id, MEMBER, *ids)
