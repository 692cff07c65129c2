"""Writes of boards. Access is checked by the package that shows the board, such as calls."""

from uuid import UUID

import pycrdt
from sqlalchemy import delete, select

from parta.boards import rules
from parta.boards.models import Board, BoardChange
from parta.boards.queries import read_content
from parta.core.errors import NotFound
from parta.core.unit_of_work import UnitOfWork

CHANGED = "board_changed"
"""The ephemeral event that a board has new changes: `board_id`."""
ACCESS_CHANGED = "board_access_changed"
"""The ephemeral event that access to a board changed: `board_id`."""


async def create_board(work: UnitOfWork) -> UUID:
    """Create an empty board; return its id."""
    board = Board()
    work.add(board)
    await work.flush()
    return board.id


def publish_access_changed(work: UnitOfWork, board_id: UUID) -> None:
    """Check the access of all viewers of the board again, after the transaction has committed."""
    work.publish_ephemeral(ACCESS_CHANGED, board_id=str(board_id))


async def append_change(work: UnitOfWork, board_id: UUID, update: bytes) -> int:
    """Append a change to the board; return its number. Raises NotFound."""
    locked = select(Board).where(Board.id == board_id).with_for_update(key_share=True)
    board = (await work.execute(locked)).scalar_one_or_none()
    if board is None:
        raise NotFound
    board.last_number += 1
    work.add(BoardChange(board_id=board_id, number=board.last_number, update=update))
    await work.flush()
    if rules.needs_compaction(snapshot_number=board.snapshot_number, last_number=board.last_number):
        await _compact(work, board)
    work.publish_ephemeral(CHANGED, board_id=str(board_id))
    return board.last_number


async def _compact(work: UnitOfWork, board: Board) -> None:
    """Merge all changes into the snapshot; the board is locked."""
    content = await read_content(work, board.id)
    board.snapshot, board.snapshot_number = pycrdt.merge_updates(*content.updates), content.number
    await work.execute(delete(BoardChange).where(BoardChange.board_id == board.id))
