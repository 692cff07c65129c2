"""What a chat notes of itself: «Анна вошла», worded by the client from a code and facts."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.streams import lock_streams, publish
from parta.messenger.models import Chat, Message, MessageKind
from parta.messenger.queries import MESSAGE


async def post_notice(session: AsyncSession, chat_id: UUID, code: str, facts: dict[str, Any]) -> Message:
    """Note in the chat what happened, as a message of nobody's. Raises NotFound."""
    await lock_streams(session, chat_id)
    fresh = select(Chat).where(Chat.id == chat_id).execution_options(populate_existing=True)
    chat = (await session.execute(fresh)).scalar_one_or_none()
    if chat is None:
        raise NotFound
    return note(session, chat, code, facts)


def note(session: AsyncSession, chat: Chat, code: str, facts: dict[str, Any]) -> Message:
    """Note in this chat what happened. It is held, and was read under that lock."""
    chat.last_number += 1
    message = Message(
        id=new_id(),
        chat_id=chat.id,
        number=chat.last_number,
        kind=MessageKind.NOTICE,
        text="",
        notice_code=code,
        notice_facts=facts,
        mentions=[],
        sent_at=now(),
    )
    session.add(message)
    publish(session, chat.id, MESSAGE, message.id)
    return message
