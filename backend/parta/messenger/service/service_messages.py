"""Service messages («Анна вошла»), translated by the client from a code and parameters."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Chat, Message, MessageKind
from parta.messenger.queries import MESSAGE


async def post_service_message(work: UnitOfWork, chat_id: UUID, code: str, params: dict[str, Any]) -> Message:
    """Post a service message, which has no author. Raises NotFound."""
    await work.lock_streams(chat_id)
    query = select(Chat).where(Chat.id == chat_id)
    chat = (await work.execute(query)).scalar_one_or_none()
    if chat is None:
        raise NotFound
    return add_service_message(work, chat, code, params)


def add_service_message(work: UnitOfWork, chat: Chat, code: str, params: dict[str, Any]) -> Message:
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
    work.add(message)
    work.publish(chat.id, MESSAGE, message.id)
    return message
