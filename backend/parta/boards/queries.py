"""Reads of boards. Who may see one is asked of the part that shows it, such as a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from parta.boards.models import Board, BoardPiece
from parta.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn on a board after some piece: Yjs updates in order, complete up to `number`."""

    number: int
    updates: Sequence[bytes]


async def read_drawn(session: AsyncSession, board_id: UUID, *, after: int = 0) -> Drawn:
    """Read what was drawn after this piece. Raises NotFound."""
    fresh = select(Board).where(Board.id == board_id).execution_options(populate_existing=True)
    board = (await session.execute(fresh.options(undefer(Board.drawn)))).scalar_one_or_none()
    if board is None:
        raise NotFound
    updates: list[bytes] = []
    if after < board.drawn_number:
        updates.append(board.drawn)
        after = board.drawn_number
    later = select(BoardPiece).where(BoardPiece.board_id == board_id, BoardPiece.number > after)
    pieces = (await session.execute(later.order_by(BoardPiece.number))).scalars().all()
    updates += [piece.update for piece in pieces]
    return Drawn(pieces[-1].number if pieces else after, updates)
