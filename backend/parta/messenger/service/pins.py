"""Pinning messages in a chat."""

from uuid import UUID

from parta.core.clock import now
from parta.core.errors import Forbidden
from parta.core.ids import new_id
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Message, MessageKind, Pin, Right
from parta.messenger.queries.chats import get_chat_access
from parta.messenger.queries.messages import get_message
from parta.messenger.queries.pins import PIN, count_pins, find_pin
from parta.messenger.rules.errors import MessageDeleted, TooManyPins
from parta.messenger.rules.rights import MAX_PINS, may
from parta.messenger.service.chats import require_profile


async def pin_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID) -> None:
    """Pin a message for everybody in the chat; pinning it again makes it the newest pin. Idempotent.

    Raises NotFound, Forbidden, MessageDeleted, TooManyPins.
    """
    message = await _lock_pinnable(work, actor, chat_id, message_id)
    if message.kind is MessageKind.SERVICE:
        raise Forbidden
    if message.deleted_at is not None:
        raise MessageDeleted
    pin = await find_pin(work, chat_id, message_id)
    if pin is not None and pin.is_pinned:
        return
    if await count_pins(work, chat_id) >= MAX_PINS:
        raise TooManyPins
    if pin is None:
        pin = Pin(id=new_id(), chat_id=chat_id, message_id=message_id)
        work.add(pin)
    pin.pinned_by, pin.pinned_at, pin.is_pinned = require_profile(actor), now(), True
    await work.flush()
    work.publish(chat_id, PIN, pin.id)


async def unpin_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID) -> None:
    """Unpin a message for everybody in the chat. Idempotent. Raises NotFound, Forbidden."""
    await _lock_pinnable(work, actor, chat_id, message_id)
    await remove_pin(work, chat_id, message_id)


async def remove_pin(work: UnitOfWork, chat_id: UUID, message_id: UUID) -> None:
    """Remove the pin of this message, if there is one. The chat's stream is locked."""
    pin = await find_pin(work, chat_id, message_id)
    if pin is not None and pin.is_pinned:
        pin.is_pinned = False
        work.publish(chat_id, PIN, pin.id)


async def _lock_pinnable(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID) -> Message:
    """Return the message, its chat locked, if the actor may pin in the chat. Raises NotFound, Forbidden."""
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    message = await get_message(work, chat_id, message_id)
    if not may(access.permission_context, Right.PIN):
        raise Forbidden
    return message
