"""Reads of boards. Access is checked by the package that shows the board, such as calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from parta.boards.models import Board, BoardChange
from parta.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class BoardContent:
    """The content of a board after some change: Yjs updates in order, complete up to `number`."""

    number: int
    updates: Sequence[bytes]


async def read_content(session: AsyncSession, board_id: UUID, *, after: int = 0) -> BoardContent:
    """Return the content of the board after this change. Raises NotFound."""
    fresh = select(Board).where(Board.id == board_id)
    board = (await session.execute(fresh.options(undefer(Board.snapshot)))).scalar_one_or_none()
    if board is None:
        raise NotFound
    updates: list[bytes] = []
    if after < board.snapshot_number:
        updates.append(board.snapshot)
        after = board.snapshot_number
    query = select(BoardChange).where(BoardChange.board_id == board_id, BoardChange.number > after)
    changes = (await session.execute(query.order_by(BoardChange.number))).scalars().all()
    updates += [change.update for change in changes]
    return BoardContent(changes[-1].number if changes else after, updates)
