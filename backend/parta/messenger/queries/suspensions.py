"""Reads of suspensions: who may not write in a chat just now."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.messenger.models import Member, WritingSuspension


def is_writing_suspended() -> ColumnElement[bool]:
    """Return the condition that the selected member may not write just now, for whatever reason."""
    own = (WritingSuspension.chat_id == Member.chat_id) & (WritingSuspension.profile_id == Member.profile_id)
    lasts = or_(WritingSuspension.until.is_(None), WritingSuspension.until > now())
    return exists(WritingSuspension.chat_id).where(own, lasts).correlate(Member)


async def list_chats_with_ended_suspensions(session: AsyncSession) -> Sequence[UUID]:
    """Return the chats in which the time of some suspension is over."""
    over = select(WritingSuspension.chat_id).where(WritingSuspension.until <= now()).distinct()
    return (await session.execute(over)).scalars().all()
