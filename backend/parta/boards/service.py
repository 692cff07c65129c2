"""Writes of boards. Who may draw is asked of the part that shows the board, such as a call."""

from uuid import UUID

import pycrdt
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards import rules
from parta.boards.models import Board, BoardPiece
from parta.boards.queries import read_drawn
from parta.core.errors import NotFound
from parta.core.streams import publish_ephemeral

DRAWN = "board_drawn"
"""The signal that a board has new pieces: `board_id`."""
ACCESS_CHANGED = "board_access_changed"
"""The signal that somebody may do other things with a board than before: `board_id`."""


async def make_board(session: AsyncSession) -> UUID:
    """Make an empty board; give its id."""
    board = Board()
    session.add(board)
    await session.flush()
    return board.id


def tell_access_changed(session: AsyncSession, board_id: UUID) -> None:
    """Let everybody who looks at the board be asked anew what they may do, once the transaction has committed."""
    publish_ephemeral(session, ACCESS_CHANGED, board_id=str(board_id))


async def add_piece(session: AsyncSession, board_id: UUID, update: bytes) -> int:
    """Keep what was drawn as the board's next piece; give its number. Raises NotFound."""
    locked = select(Board).where(Board.id == board_id).with_for_update(key_share=True)
    board = (await session.execute(locked.execution_options(populate_existing=True))).scalar_one_or_none()
    if board is None:
        raise NotFound
    board.last_number += 1
    session.add(BoardPiece(board_id=board_id, number=board.last_number, update=update))
    await session.flush()
    if rules.wants_merging(drawn_number=board.drawn_number, last_number=board.last_number):
        await _merge(session, board)
    publish_ephemeral(session, DRAWN, board_id=str(board_id))
    return board.last_number


async def _merge(session: AsyncSession, board: Board) -> None:
    """Keep all pieces as one; the board is locked."""
    drawn = await read_drawn(session, board.id)
    board.drawn, board.drawn_number = pycrdt.merge_updates(*drawn.updates), drawn.number
    await session.execute(delete(BoardPiece).where(BoardPiece.board_id == board.id))
