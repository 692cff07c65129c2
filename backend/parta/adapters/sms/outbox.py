"""Messages that go nowhere: they lie in a table, and a page of the demo school shows them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified, Sessions
from parta.core.ids import new_id

_KEPT = timedelta(hours=1)


class SmsRow(Identified, Base):
    """A message that was not sent. Exists in the demo school alone."""

    __tablename__ = "sms"

    key: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now, index=True)


class OutboxSms:
    """Keeps messages for an hour instead of sending them."""

    def __init__(self, sessions: Sessions) -> None:
        """Keep them in this database."""
        self._sessions = sessions

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Keep the message; the same key again changes nothing."""
        async with self._sessions.begin() as session:
            kept = insert(SmsRow).values(id=new_id(), key=key, phone=phone, text=text, at=now())
            await session.execute(kept.on_conflict_do_nothing(index_elements=[SmsRow.key]))
            await session.execute(delete(SmsRow).where(SmsRow.at < now() - _KEPT))


async def list_messages(session: AsyncSession, limit: int = 100) -> Sequence[SmsRow]:
    """Give what was kept, the newest first."""
    rows = select(SmsRow).where(SmsRow.at > now() - _KEPT).order_by(SmsRow.id.desc()).limit(limit)
    return (await session.execute(rows)).scalars().all()
