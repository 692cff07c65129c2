"""Tables of boards: a snapshot, and the changes since."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified


class Board(Identified, Base):
    """A shared drawing. Its row is the lock under which changes are appended."""

    __tablename__ = "board"

    snapshot: Mapped[bytes] = mapped_column(LargeBinary, default=b"", deferred=True)
    """All changes up to `snapshot_number`, merged into one Yjs update; empty: none yet."""
    snapshot_number: Mapped[int] = mapped_column(BigInteger, default=0)
    last_number: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)


class BoardChange(Base):
    """A change of a board: a Yjs update."""

    __tablename__ = "board_change"

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The sequence number among the changes of the board, without gaps."""
    update: Mapped[bytes] = mapped_column(LargeBinary)
