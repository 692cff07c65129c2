"""Who comes before a call's board, and who draws on it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from parta.boards.live import LiveBoards, Viewer
from parta.boards.rules import Access
from parta.core.ids import new_id
from tests.integration.calls.calling import Calls
from tests.integration.messenger.school import Somebody

pytestmark = pytest.mark.anyio


@dataclass
class Board:
    """The board of a call, and those who stand before it."""

    call: str
    board_id: UUID
    boards: LiveBoards
    viewers: list[Viewer] = field(default_factory=list[Viewer])
    closed: list[UUID] = field(default_factory=list[UUID])

    async def come(self, who: Somebody) -> Access | None:
        """Let somebody come; give what they may do, if they are let in."""
        viewer = Viewer(who.id, new_id(), lambda _: None, lambda _: self.closed.append(who.id))
        if not await self.boards.arrive(self.board_id, viewer):
            return None
        self.viewers.append(viewer)
        return viewer.access

    async def becomes(self, who: Somebody, access: Access) -> None:
        """Wait until somebody who stands here may do this."""
        async with asyncio.timeout(10):
            while any(one.access is not access for one in self.viewers if one.subscriber == who.id):  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def board(calls: Calls, call: str, anna: Somebody) -> AsyncIterator[Board]:
    """Give the board of the call that Анна has opened."""
    await calls.come(anna, call)
    boards: LiveBoards = calls.world.app.state.boards
    board = Board(call, UUID((await calls.page(anna, call))["call"]["board_id"]), boards)
    yield board
    for viewer in board.viewers:
        boards.leave(board.board_id, viewer)


async def test_an_open_board_is_seen_by_all_in_the_call_and_drawn_on_by_its_administrator(
    board: Board, calls: Calls, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    await calls.come(misha, board.call)
    assert await board.come(anna) is Access.DRAW
    assert await board.come(misha) is None
    await anna.put(f"/api/calls/{board.call}/rights", board=False)
    await anna.put(f"/api/calls/{board.call}/settings", is_board_open=True)
    assert await board.come(misha) is Access.READ
    assert await board.come(lena) is None


async def test_the_right_to_draw_is_given_taken_and_ends_with_the_call(
    board: Board, calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(misha, call)
    await anna.put(f"/api/calls/{call}/rights", board=False)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    assert await board.come(misha) is Access.READ
    path = f"/api/calls/{call}/participants/{await calls.pid(misha, call)}"
    await anna.put(f"{path}/rights", board=True)
    await board.becomes(misha, Access.DRAW)
    await anna.put(f"{path}/rights", board=None)
    await board.becomes(misha, Access.READ)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=False)
    await board.becomes(misha, Access.NONE)
    assert board.closed == [misha.id]


async def test_who_was_sent_out_sees_the_board_no_more(
    board: Board, calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(misha, call)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    assert await board.come(misha) is not None
    await anna.delete(f"/api/calls/{call}/participants/{await calls.pid(misha, call)}")
    await board.becomes(misha, Access.NONE)
    assert board.closed == [misha.id]
    assert await board.come(misha) is None


async def test_neither_a_stranger_nor_somebody_of_another_class_comes_before_the_board(
    board: Board, calls: Calls, anna: Somebody, stranger: Somebody, igor: Somebody
) -> None:
    await anna.put(f"/api/calls/{board.call}/settings", is_board_open=True)
    assert [await board.come(stranger), await board.come(igor)] == [None, None]
    assert calls.room(board.call)
