"""Cards of calls: one message for each call, updated with the call. Its number does not change."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import lock_streams, publish
from parta.messenger.events import MessagesSent, SentMessage
from parta.messenger.models import Chat, Member, Message, MessageKind
from parta.messenger.queries import MESSAGE
from parta.messenger.queries.chats import find_member
from parta.messenger.schemas import CallCard


async def post_card(session: AsyncSession, chat_id: UUID, author_id: UUID, card: CallCard) -> None:
    """Create the card of the call, as a message of its creator. Raises NotFound."""
    await lock_streams(session, chat_id)
    fresh = select(Chat).where(Chat.id == chat_id).execution_options(populate_existing=True)
    chat = (await session.execute(fresh)).scalar_one_or_none()
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
    session.add(message)
    author: Member | None = await find_member(session, chat_id, author_id)
    if author is not None:
        author.sent_number = message.number
    publish(session, chat_id, MESSAGE, message.id)
    emit(session, MessagesSent([SentMessage(chat_id, message.id, message.number)]))


async def update_card(session: AsyncSession, chat_id: UUID, card: CallCard) -> None:
    """Update the card of the call. Idempotent: an unchanged card is not published."""
    await lock_streams(session, chat_id)
    query = select(Message).where(Message.call_id == card.call_id, Message.chat_id == chat_id)
    message = (await session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    content = card.model_dump(mode="json")
    if message is not None and message.card != content:
        message.card = content
        publish(session, chat_id, MESSAGE, message.id)
