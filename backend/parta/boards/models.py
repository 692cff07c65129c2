"""Tables of boards: a snapshot, the changes since, who drew what, and a few earlier drawings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary
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
    stored_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    """The size of the snapshot and of the changes since."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class BoardChange(Base):
    """A change of a board: a Yjs update."""

    __tablename__ = "board_change"

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The sequence number among the changes of the board."""
    update: Mapped[bytes] = mapped_column(LargeBinary)


class BoardElement(Base):
    """Who drew an element, as the server knows it: a profile or a guest."""

    __tablename__ = "board_element"

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    author_id: Mapped[UUID]


class BoardCopy(Identified, Base):
    """An earlier drawing of a board, to which the leader can return."""

    __tablename__ = "board_copy"
    __table_args__ = (Index(None, "board_id"),)

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """All of it, as one Yjs update."""
    made_at: Mapped[datetime] = mapped_column(default=now)
