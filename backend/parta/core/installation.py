"""The installation as its database knows it: its epoch."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base
from parta.core.ids import new_id


class Installation(Base):
    """The one row of the installation. Its epoch changes when a backup is restored."""

    __tablename__ = "installation"

    epoch: Mapped[UUID] = mapped_column(primary_key=True)


async def read_epoch(session: AsyncSession) -> UUID:
    """Return the epoch: seqs of another epoch are meaningless in this database."""
    return (await session.execute(select(Installation.epoch))).scalar_one()


async def start_epoch(session: AsyncSession) -> UUID:
    """Start a new epoch, as after a backup was restored: every client reads everything again. Return it."""
    epoch = new_id()
    await session.execute(update(Installation).values(epoch=epoch))
    return epoch
