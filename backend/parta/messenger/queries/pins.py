"""Reads of pinned messages, and their kind."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.principals import Actor
from parta.core.streams import Kind, Stream
from parta.messenger.models import Message, Pin
from parta.messenger.queries.attachments import Attachments
from parta.messenger.queries.chats import get_chat_access
from parta.messenger.queries.messages import read_messages
from parta.messenger.schemas import PinList, PinRead


async def list_pins(session: AsyncSession, attachments: Attachments, actor: Actor, chat_id: UUID) -> PinList:
    """Return the pinned messages of a chat that the actor sees, the newest pin first. Raises NotFound."""
    await get_chat_access(session, actor, chat_id)
    seq = (await session.execute(select(Stream.seq).where(Stream.id == chat_id))).scalar_one()
    pinned = select(Pin.id).where(Pin.chat_id == chat_id, Pin.is_pinned)
    pins = await read_pins(session, (await session.execute(pinned)).scalars().all())
    messages = await read_messages(session, [pin.message_id for pin in pins])
    return PinList(
        seq=seq,
        pins=sorted(pins, key=lambda pin: (pin.pinned_at, pin.id), reverse=True),
        messages=list(messages),
        attachments=await attachments.read(session, messages),
    )


async def find_pin(session: AsyncSession, chat_id: UUID, message_id: UUID) -> Pin | None:
    """Return the pin of this message, also if it was unpinned."""
    return await session.get(Pin, (chat_id, message_id))


async def count_pins(session: AsyncSession, chat_id: UUID) -> int:
    """Return how many messages of the chat are pinned."""
    pinned = select(func.count()).select_from(Pin).where(Pin.chat_id == chat_id, Pin.is_pinned)
    return (await session.execute(pinned)).scalar_one()


async def read_pins(session: AsyncSession, ids: Collection[UUID]) -> Sequence[PinRead]:
    """Return these pins as clients see them."""
    rows = select(Pin, Message.number).join(Message, Message.id == Pin.message_id).where(Pin.id.in_(ids))
    return [
        PinRead(
            id=pin.id,
            chat_id=pin.chat_id,
            message_id=pin.message_id,
            number=number,
            pinned_by=pin.pinned_by,
            pinned_at=pin.pinned_at,
            is_pinned=pin.is_pinned,
        )
        for pin, number in await session.execute(rows)
    ]


PIN = Kind("pin", Pin, Pin.chat_id, PinRead, read_pins, stream="chat", is_audited=False)
