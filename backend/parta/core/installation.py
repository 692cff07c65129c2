"""The installation as its database knows it: its epoch."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base
from parta.core.ids import new_id


class Installation(Base):
    """The one row that says which life of the database this is."""

    __tablename__ = "installation"

    epoch: Mapped[UUID] = mapped_column(primary_key=True)


async def read_epoch(session: AsyncSession) -> UUID:
    """Give the epoch: numbers heard in another one say nothing about this database."""
    return (await session.execute(select(Installation.epoch))).scalar_one()


async def start_epoch(session: AsyncSession) -> UUID:
    """Begin a new epoch, as after a backup was restored: every client reads everything anew."""
    epoch = new_id()
    await session.execute(update(Installation).values(epoch=epoch))
    return epoch
