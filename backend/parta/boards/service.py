"""Writes of boards. Access is checked by the package that shows the board, such as calls."""

from uuid import UUID

import pycrdt
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.boards import rules
from parta.boards.models import Board, BoardChange
from parta.boards.queries import read_content
from parta.core.errors import NotFound
from parta.core.streams import publish_ephemeral

CHANGED = "board_changed"
"""The ephemeral event that a board has new changes: `board_id`."""
ACCESS_CHANGED = "board_access_changed"
"""The ephemeral event that access to a board changed: `board_id`."""


async def create_board(session: AsyncSession) -> UUID:
    """Create an empty board; return its id."""
    board = Board()
    session.add(board)
    await session.flush()
    return board.id


def publish_access_changed(session: AsyncSession, board_id: UUID) -> None:
    """Check the access of all viewers of the board again, after the transaction has committed."""
    publish_ephemeral(session, ACCESS_CHANGED, board_id=str(board_id))


async def append_change(session: AsyncSession, board_id: UUID, update: bytes) -> int:
    """Append a change to the board; return its number. Raises NotFound."""
    locked = select(Board).where(Board.id == board_id).with_for_update(key_share=True)
    board = (await session.execute(locked.execution_options(populate_existing=True))).scalar_one_or_none()
    if board is None:
        raise NotFound
    board.last_number += 1
    session.add(BoardChange(board_id=board_id, number=board.last_number, update=update))
    await session.flush()
    if rules.needs_compaction(snapshot_number=board.snapshot_number, last_number=board.last_number):
        await _compact(session, board)
    publish_ephemeral(session, CHANGED, board_id=str(board_id))
    return board.last_number


async def _compact(session: AsyncSession, board: Board) -> None:
    """Merge all changes into the snapshot; the board is locked."""
    content = await read_content(session, board.id)
    board.snapshot, board.snapshot_number = pycrdt.merge_updates(*content.updates), content.number
    await session.execute(delete(BoardChange).where(BoardChange.board_id == board.id))
