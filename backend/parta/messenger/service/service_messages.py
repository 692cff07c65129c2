"""Service messages («Анна создала чат»), translated by the client from a code and parameters."""

from typing import Any
from uuid import UUID

from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.identity.queries import get_profile
from parta.messenger.models import Chat
from parta.messenger.queries.chats import get_chat
from parta.messenger.schemas import ServiceCode
from parta.messenger.service.drafts import Draft, ServiceText, append


async def post_service_message(work: UnitOfWork, chat_id: UUID, code: ServiceCode, params: dict[str, Any]) -> None:
    """Post a service message, which has no author. Raises NotFound."""
    await work.lock_streams(chat_id)
    await _append(work, await get_chat(work, chat_id), code, params)


async def add_service_message(work: UnitOfWork, chat: Chat, code: ServiceCode, actor: Actor, **params: object) -> None:
    """Add what the actor did, with their sex, by which verbs are worded. The chat was read under its stream's lock."""
    sex = (await get_profile(work, actor.id)).sex.value if actor.id else None
    await _append(work, chat, code, {"actor": str(actor.id) if actor.id else None, "actor_sex": sex, **params})


async def _append(work: UnitOfWork, chat: Chat, code: ServiceCode, params: dict[str, Any]) -> None:
    await append(work, chat, [Draft(service=ServiceText(code, params))])
