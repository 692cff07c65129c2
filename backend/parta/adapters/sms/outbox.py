"""The demo school's SMS gateway: messages are stored in a table, and a page shows them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified
from parta.core.ids import new_id
from parta.core.unit_of_work import Sessions

_RETENTION = timedelta(hours=1)


class SmsRow(Identified, Base):
    """A message that was stored instead of sent. Only in the demo school."""

    __tablename__ = "sms"

    key: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now, index=True)


class OutboxSms:
    """Stores messages for an hour instead of sending them."""

    def __init__(self, sessions: Sessions) -> None:
        """Store them in this database."""
        self._sessions = sessions

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Store the message. Idempotent by key."""
        async with self._sessions.begin() as session:
            row = insert(SmsRow).values(id=new_id(), key=key, phone=phone, text=text, at=now())
            await session.execute(row.on_conflict_do_nothing(index_elements=[SmsRow.key]))
            await session.execute(delete(SmsRow).where(SmsRow.at < now() - _RETENTION))


async def list_messages(session: AsyncSession, limit: int = 100) -> Sequence[SmsRow]:
    """Return the stored messages, newest first."""
    rows = select(SmsRow).where(SmsRow.at > now() - _RETENTION).order_by(SmsRow.id.desc()).limit(limit)
    return (await session.execute(rows)).scalars().all()
