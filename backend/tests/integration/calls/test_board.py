"""Who sees a call's board, and who draws on it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from parta.boards.live import LiveBoards, Viewer
from parta.boards.rules import BoardAccess
from parta.core.ids import new_id
from tests.integration.calls.scenario import CallScenario
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


@dataclass
class BoardScenario:
    """The board of a call, and its viewers."""

    call: str
    board_id: UUID
    boards: LiveBoards
    viewers: list[Viewer] = field(default_factory=list[Viewer])
    closed: list[UUID] = field(default_factory=list[UUID])

    async def view(self, who: User) -> BoardAccess | None:
        """Open the board as this person; return their access, if they have any."""
        viewer = Viewer(who.id, new_id(), lambda _: None, lambda _: self.closed.append(who.id))
        if not await self.boards.connect(self.board_id, viewer):
            return None
        self.viewers.append(viewer)
        return viewer.access

    async def wait_for(self, who: User, access: BoardAccess) -> None:
        """Wait until this viewer has this access."""
        async with asyncio.timeout(10):
            while any(one.access is not access for one in self.viewers if one.subscriber == who.id):  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def board(calls: CallScenario, call: str, anna: User) -> AsyncIterator[BoardScenario]:
    """Yield the board of the call that Анна has opened."""
    await calls.join_and_connect(anna, call)
    boards: LiveBoards = calls.installation.app.state.context.get(LiveBoards)
    board = BoardScenario(call, UUID((await calls.page(anna, call))["call"]["board_id"]), boards)
    yield board
    for viewer in board.viewers:
        boards.disconnect(board.board_id, viewer)


async def test_an_open_board_is_seen_by_all_in_the_call_and_drawn_on_by_its_administrator(
    board: BoardScenario, calls: CallScenario, anna: User, misha: User, lena: User
) -> None:
    await calls.join_and_connect(misha, board.call)
    assert await board.view(anna) is BoardAccess.DRAW
    assert await board.view(misha) is None
    await anna.put(f"/api/calls/{board.call}/rights", board=False)
    await anna.put(f"/api/calls/{board.call}/settings", is_board_open=True)
    assert await board.view(misha) is BoardAccess.READ
    assert await board.view(lena) is None


async def test_the_right_to_draw_is_given_taken_and_ends_with_the_call(
    board: BoardScenario, calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(misha, call)
    await anna.put(f"/api/calls/{call}/rights", board=False)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    assert await board.view(misha) is BoardAccess.READ
    path = f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}"
    await anna.put(f"{path}/rights", board=True)
    await board.wait_for(misha, BoardAccess.DRAW)
    await anna.put(f"{path}/rights", board=None)
    await board.wait_for(misha, BoardAccess.READ)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=False)
    await board.wait_for(misha, BoardAccess.NONE)
    assert board.closed == [misha.id]


async def test_who_was_sent_out_sees_the_board_no_more(
    board: BoardScenario, calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(misha, call)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    assert await board.view(misha) is not None
    await anna.delete(f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}")
    await board.wait_for(misha, BoardAccess.NONE)
    assert board.closed == [misha.id]
    assert await board.view(misha) is None


async def test_neither_a_stranger_nor_somebody_of_another_class_sees_the_board(
    board: BoardScenario, calls: CallScenario, anna: User, stranger: User, igor: User
) -> None:
    await anna.put(f"/api/calls/{board.call}/settings", is_board_open=True)
    assert [await board.view(stranger), await board.view(igor)] == [None, None]
    assert calls.connected(board.call)
