"""Service messages («Анна вошла»), translated by the client from a code and parameters."""

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


async def post_service_message(session: AsyncSession, chat_id: UUID, code: str, params: dict[str, Any]) -> Message:
    """Post a service message, which has no author. Raises NotFound."""
    await lock_streams(session, chat_id)
    query = select(Chat).where(Chat.id == chat_id).execution_options(populate_existing=True)
    chat = (await session.execute(query)).scalar_one_or_none()
    if chat is None:
        raise NotFound
    return add_service_message(session, chat, code, params)


def add_service_message(session: AsyncSession, chat: Chat, code: str, params: dict[str, Any]) -> Message:
    """Add a service message. The stream of the chat is locked, and the chat was read under that lock."""
    chat.last_number += 1
    message = Message(
        id=new_id(),
        chat_id=chat.id,
        number=chat.last_number,
        kind=MessageKind.SERVICE,
        text="",
        service_code=code,
        service_params=params,
        mentions=[],
        sent_at=now(),
    )
    session.add(message)
    publish(session, chat.id, MESSAGE, message.id)
    return message
