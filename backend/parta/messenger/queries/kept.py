"""Reads of chats that the school keeps, for those who keep them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from parta.messenger.models import Chat
from parta.messenger.rules.membership import ChatSource


@dataclass(frozen=True, slots=True)
class KeptChat:
    """A chat that follows something, as far as its keeper needs to know it."""

    id: UUID
    title: str
    is_archived: bool


async def find_chats_of(session: AsyncSession, sources: Collection[ChatSource]) -> Mapping[ChatSource, KeptChat]:
    """Give the chats that follow these sources, as they are now; what has no chat yet is left out."""
    wanted = [(source.kind, source.key) for source in sources]
    theirs = select(Chat).where(tuple_(Chat.source_kind, Chat.source_key).in_(wanted))
    found: dict[ChatSource, KeptChat] = {}
    for chat in (await session.execute(theirs.execution_options(populate_existing=True))).scalars():
        if chat.source_kind is not None and chat.source_key is not None:
            found[ChatSource(chat.source_kind, chat.source_key)] = KeptChat(chat.id, chat.title, chat.is_archived)
    return found
