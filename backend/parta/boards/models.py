"""Tables of boards: what is drawn, as it was told, piece by piece."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified


class Board(Identified, Base):
    """A shared drawing. Its row is the lock under which pieces are added."""

    __tablename__ = "board"

    drawn: Mapped[bytes] = mapped_column(LargeBinary, default=b"", deferred=True)
    """All pieces up to `drawn_number`, merged into one Yjs update; empty: none yet."""
    drawn_number: Mapped[int] = mapped_column(BigInteger, default=0)
    last_number: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)


class BoardPiece(Base):
    """What was drawn at one moment: a Yjs update."""

    __tablename__ = "board_piece"

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Its place among the board's pieces, without gaps."""
    update: Mapped[bytes] = mapped_column(LargeBinary)
