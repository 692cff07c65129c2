"""What one person keeps about a chat: how far they have read, its silence, a draft. Told to their own devices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.ids import new_id
from parta.core.streams import lock_streams, publish, publish_ephemeral
from parta.messenger.models import Reading
from parta.messenger.queries import READING, get_standing
from parta.messenger.service.chats import person


async def read_to(session: AsyncSession, actor: Actor, chat_id: UUID, read_number: int) -> Reading:
    """Note that the actor has read up to this message; never back, never past the newest. Raises NotFound."""
    reading, last_number = await _hold_reading(session, actor, chat_id)
    upto = min(read_number, last_number)
    if upto > reading.read_number:
        reading.read_number = upto
        publish(session, reading.profile_id, READING, reading.id)
        publish_ephemeral(session, "read", chat_id=str(chat_id), profile_id=str(reading.profile_id), read_number=upto)
    return reading


async def mute(session: AsyncSession, actor: Actor, chat_id: UUID, until: datetime | None) -> Reading:
    """Let the chat be silent for the actor until then; None: let it sound. Raises NotFound."""
    reading, _ = await _hold_reading(session, actor, chat_id)
    if until != reading.muted_until:
        reading.muted_until = until
        publish(session, reading.profile_id, READING, reading.id)
    return reading


async def keep_draft(session: AsyncSession, actor: Actor, chat_id: UUID, text: str) -> Reading:
    """Keep what the actor began to write, for all their devices. Raises NotFound."""
    reading, _ = await _hold_reading(session, actor, chat_id)
    if text != reading.draft:
        reading.draft = text
        publish(session, reading.profile_id, READING, reading.id)
    return reading


async def _hold_reading(session: AsyncSession, actor: Actor, chat_id: UUID) -> tuple[Reading, int]:
    """Give the actor's row about the chat, made now if there was none, and the number of the newest message."""
    profile_id = person(actor)
    await lock_streams(session, profile_id)
    standing = await get_standing(session, actor, chat_id)
    key = {"chat_id": chat_id, "profile_id": profile_id}
    row = insert(Reading).values(id=new_id(), **key, read_number=0, draft="", changed_seq=0)
    await session.execute(row.on_conflict_do_nothing(index_elements=list(key)))
    theirs = select(Reading).filter_by(**key).execution_options(populate_existing=True)
    return (await session.execute(theirs)).scalar_one(), standing.chat.last_number
