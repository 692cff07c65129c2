"""Reads of chats that the school keeps, for those who keep them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from parta.messenger.models import Chat, SourceKind
from parta.messenger.rules.membership import ChatSource


@dataclass(frozen=True, slots=True)
class KeptChat:
    """A chat that follows something, as far as its keeper needs to know it."""

    id: UUID
    title: str
    is_archived: bool
    last_number: int


async def find_chats_of(session: AsyncSession, sources: Collection[ChatSource]) -> Mapping[ChatSource, KeptChat]:
    """Give the chats that follow these sources, as they are now; what has no chat yet is left out."""
    wanted = [(source.kind, source.key) for source in sources]
    theirs = select(Chat).where(tuple_(Chat.source_kind, Chat.source_key).in_(wanted))
    found: dict[ChatSource, KeptChat] = {}
    for chat in (await session.execute(theirs.execution_options(populate_existing=True))).scalars():
        if chat.source_kind is not None and chat.source_key is not None:
            found[ChatSource(chat.source_kind, chat.source_key)] = _kept(chat)
    return found


async def list_chats_of_kind(session: AsyncSession, kind: SourceKind) -> Sequence[KeptChat]:
    """Give all chats that follow something of this kind."""
    theirs = select(Chat).where(Chat.source_kind == kind).order_by(Chat.id)
    rows = (await session.execute(theirs.execution_options(populate_existing=True))).scalars()
    return [_kept(chat) for chat in rows]


def _kept(chat: Chat) -> KeptChat:
    return KeptChat(chat.id, chat.title, is_archived=chat.is_archived, last_number=chat.last_number)
