"""Writes of boards. Access is checked by the package that shows the board, such as calls."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from parta.boards import rules
from parta.boards.events import BoardAccessChanged
from parta.boards.models import Board, BoardChange, BoardCopy, BoardElement
from parta.boards.queries import list_copies
from parta.core.errors import Conflict, NotFound
from parta.core.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Change:
    """What a board becomes: an update, or where `is_snapshot` all of it as one."""

    update: bytes
    is_snapshot: bool = False
    authors: dict[str, UUID] = field(default_factory=dict[str, UUID])
    """Of new elements, by their keys."""
    removed: Collection[str] = ()
    """Keys of elements that are gone."""


async def create_board(work: UnitOfWork) -> UUID:
    """Create an empty board; return its id."""
    board = Board()
    work.add(board)
    await work.flush()
    return board.id


def publish_access_changed(work: UnitOfWork, board_id: UUID) -> None:
    """Check the access of all viewers of the board again, after the transaction has committed."""
    work.publish_ephemeral(BoardAccessChanged(board_id))


async def save_change(work: UnitOfWork, board_id: UUID, change: Change, *, after: int) -> int:
    """Save a change of the board; return its number.

    Raises NotFound, or Conflict if the board has other changes than those up to `after`.
    """
    locked = select(Board).where(Board.id == board_id).with_for_update(key_share=True)
    board = (await work.execute(locked)).scalar_one_or_none()
    if board is None:
        raise NotFound
    if board.last_number != after:
        raise Conflict
    board.last_number += 1
    if change.is_snapshot:
        board.snapshot, board.snapshot_number = change.update, board.last_number
        board.stored_bytes = len(change.update)
        await work.execute(delete(BoardChange).where(BoardChange.board_id == board_id))
    else:
        work.add(BoardChange(board_id=board_id, number=board.last_number, update=change.update))
        board.stored_bytes += len(change.update)
    if change.removed:
        gone = BoardElement.board_id == board_id, BoardElement.key.in_(change.removed)
        await work.execute(delete(BoardElement).where(*gone))
    await _save_authors(work, board_id, change.authors)
    await work.flush()
    return board.last_number


async def save_copy(work: UnitOfWork, board_id: UUID, content: bytes) -> None:
    """Save an earlier drawing of the board; the oldest is deleted where there are too many."""
    work.add(BoardCopy(board_id=board_id, content=content))
    await work.flush()
    old = [copy.id for copy in (await list_copies(work, board_id))[rules.MAX_COPIES :]]
    await work.execute(delete(BoardCopy).where(BoardCopy.id.in_(old)))


async def _save_authors(work: UnitOfWork, board_id: UUID, authors: Mapping[str, UUID]) -> None:
    if not authors:
        return
    rows = [{"board_id": board_id, "key": key, "author_id": author} for key, author in authors.items()]
    await work.execute(insert(BoardElement).on_conflict_do_nothing(), rows)
