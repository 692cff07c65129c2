"""Service messages («Анна вошла»), translated by the client from a code and parameters."""

from typing import Any
from uuid import UUID

from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Chat
from parta.messenger.queries.chats import get_chat
from parta.messenger.schemas import ServiceCode
from parta.messenger.service.drafts import Draft, ServiceText, append


async def post_service_message(work: UnitOfWork, chat_id: UUID, code: ServiceCode, params: dict[str, Any]) -> None:
    """Post a service message, which has no author. Raises NotFound."""
    await work.lock_streams(chat_id)
    await add_service_message(work, await get_chat(work, chat_id), code, params)


async def add_service_message(work: UnitOfWork, chat: Chat, code: ServiceCode, params: dict[str, Any]) -> None:
    """Add a service message. The stream of the chat is locked, and the chat was read under that lock."""
    await append(work, chat, [Draft(service=ServiceText(code, params))])
