"""Reads of boards. Access is checked by the package that shows the board, such as calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from parta.boards.models import Board, BoardChange, BoardCopy, BoardElement
from parta.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class BoardContent:
    """All of a board: Yjs updates in order, complete up to `number`, and the author of each element by its key."""

    number: int
    updates: Sequence[bytes]
    authors: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class CopyRead:
    """An earlier drawing of a board."""

    id: UUID
    made_at: datetime


async def read_content(session: AsyncSession, board_id: UUID) -> BoardContent:
    """Return the content of the board. Raises NotFound."""
    fresh = select(Board).where(Board.id == board_id)
    board = (await session.execute(fresh.options(undefer(Board.snapshot)))).scalar_one_or_none()
    if board is None:
        raise NotFound
    changes = select(BoardChange.update).where(
        BoardChange.board_id == board_id, BoardChange.number > board.snapshot_number
    )
    updates = [board.snapshot] if board.snapshot else []
    updates += (await session.execute(changes.order_by(BoardChange.number))).scalars().all()
    authors = select(BoardElement.key, BoardElement.author_id).where(BoardElement.board_id == board_id)
    rows = (await session.execute(authors)).all()
    return BoardContent(board.last_number, updates, {key: author for key, author in rows})  # noqa: C416 - rows are no pairs


async def list_copies(session: AsyncSession, board_id: UUID) -> Sequence[CopyRead]:
    """Return the earlier drawings of the board, the newest first."""
    query = select(BoardCopy.id, BoardCopy.made_at).where(BoardCopy.board_id == board_id)
    return [CopyRead(*row) for row in await session.execute(query.order_by(BoardCopy.id.desc()))]


async def read_copy(session: AsyncSession, board_id: UUID, copy_id: UUID) -> bytes:
    """Return an earlier drawing of the board, as one Yjs update. Raises NotFound."""
    query = select(BoardCopy.content).where(BoardCopy.board_id == board_id, BoardCopy.id == copy_id)
    content = (await session.execute(query)).scalar_one_or_none()
    if content is None:
        raise NotFound
    return content
