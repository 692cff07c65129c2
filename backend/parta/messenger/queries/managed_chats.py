"""Reads of managed chats, for the packages that manage them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from parta.messenger.models import Chat, SourceKind
from parta.messenger.rules.membership import ChatSource


@dataclass(frozen=True, slots=True)
class ManagedChat:
    """A chat with a source, as far as its manager needs it."""

    id: UUID
    title: str
    is_archived: bool
    last_number: int


async def find_managed_chats(
    session: AsyncSession, sources: Collection[ChatSource]
) -> Mapping[ChatSource, ManagedChat]:
    """Return the chats of these sources, freshly read; sources without a chat are omitted."""
    wanted = [(source.kind, source.key) for source in sources]
    query = select(Chat).where(tuple_(Chat.source_kind, Chat.source_key).in_(wanted))
    found: dict[ChatSource, ManagedChat] = {}
    for chat in (await session.execute(query)).scalars():
        if chat.source_kind is not None and chat.source_key is not None:
            found[ChatSource(chat.source_kind, chat.source_key)] = _build_managed_chat(chat)
    return found


async def list_managed_chats(session: AsyncSession, kind: SourceKind) -> Sequence[ManagedChat]:
    """Return all chats with a source of this kind."""
    query = select(Chat).where(Chat.source_kind == kind).order_by(Chat.id)
    rows = (await session.execute(query)).scalars()
    return [_build_managed_chat(chat) for chat in rows]


def _build_managed_chat(chat: Chat) -> ManagedChat:
    return ManagedChat(chat.id, chat.title, is_archived=chat.is_archived, last_number=chat.last_number)
