"""Cards of calls: one message for each call, updated with the call. Its number does not change."""

from uuid import UUID

from sqlalchemy import select

from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.events import MessagesSent, SentMessage
from parta.messenger.models import Chat, Member, Message, MessageKind
from parta.messenger.queries import MESSAGE
from parta.messenger.queries.chats import find_member
from parta.messenger.schemas import CallCard


async def post_card(work: UnitOfWork, chat_id: UUID, author_id: UUID, card: CallCard) -> None:
    """Create the card of the call, as a message of its creator. Raises NotFound."""
    await work.lock_streams(chat_id)
    fresh = select(Chat).where(Chat.id == chat_id)
    chat = (await work.execute(fresh)).scalar_one_or_none()
    if chat is None:
        raise NotFound
    chat.last_number += 1
    message = Message(
        id=new_id(),
        chat_id=chat_id,
        number=chat.last_number,
        author_id=author_id,
        kind=MessageKind.CALL,
        call_id=card.call_id,
        card=card.model_dump(mode="json"),
        text="",
        mentions=[],
        sent_at=now(),
    )
    work.add(message)
    author: Member | None = await find_member(work, chat_id, author_id)
    if author is not None:
        author.sent_number = message.number
    work.publish(chat_id, MESSAGE, message.id)
    work.emit(MessagesSent([SentMessage(chat_id, message.id, message.number)]))


async def update_card(work: UnitOfWork, chat_id: UUID, card: CallCard) -> None:
    """Update the card of the call. Idempotent: an unchanged card is not published."""
    await work.lock_streams(chat_id)
    query = select(Message).where(Message.call_id == card.call_id, Message.chat_id == chat_id)
    message = (await work.execute(query)).scalar_one_or_none()
    content = card.model_dump(mode="json")
    if message is not None and message.card != content:
        message.card = content
        work.publish(chat_id, MESSAGE, message.id)
