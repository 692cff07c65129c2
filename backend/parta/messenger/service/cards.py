"""Cards of calls: one message for each call, updated with the call. Its number does not change."""

from uuid import UUID

from sqlalchemy import select

from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Message
from parta.messenger.queries import MESSAGE
from parta.messenger.schemas import CallCard
from parta.messenger.service.drafts import Draft, append_one


async def post_card(work: UnitOfWork, chat_id: UUID, author_id: UUID, card: CallCard) -> None:
    """Create the card of the call, as a message of its creator. Raises NotFound."""
    await work.lock_streams(chat_id)
    await append_one(work, chat_id, Draft(author_id=author_id, card=card))


async def update_card(work: UnitOfWork, chat_id: UUID, card: CallCard) -> None:
    """Update the card of the call. Idempotent: an unchanged card is not published."""
    await work.lock_streams(chat_id)
    query = select(Message).where(Message.call_id == card.call_id, Message.chat_id == chat_id)
    message = (await work.execute(query)).scalar_one_or_none()
    content = card.model_dump(mode="json")
    if message is not None and message.card != content:
        message.card = content
        work.publish(chat_id, MESSAGE, message.id)
