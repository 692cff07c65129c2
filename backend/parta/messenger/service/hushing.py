"""Taking the word from members of a chat while a call goes on, and giving it back."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.streams import lock_streams, publish
from parta.messenger.models import Member
from parta.messenger.queries import MEMBER


async def hush(session: AsyncSession, chat_id: UUID, people: Collection[UUID]) -> None:
    """Let exactly these members not write in the chat for now. Safe to repeat, one statement however many they are."""
    await lock_streams(session, chat_id)
    wanted = Member.profile_id.in_(people)
    other = update(Member).where(Member.chat_id == chat_id, Member.is_hushed.is_distinct_from(wanted))
    changed = other.values(is_hushed=wanted).returning(Member.id).execution_options(synchronize_session=False)
    ids = (await session.execute(changed)).scalars().all()
    if ids:
        publish(session, chat_id, MEMBER, *ids)
