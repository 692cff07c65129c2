"""A board shared by people at two web processes, kept by the boards process."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from uuid import UUID

import pytest

from parta.boards.rules import MAX_CHANGES
from parta.core.ids import new_id
from parta.gateway.board_relay import BoardRelay
from tests.realtime.board_client import open_board_client, rectangle
from tests.realtime.board_scenario import BoardScenario, open_board
from tests.realtime.boards_process import BoardsProcess
from tests.realtime.conftest import Servers

pytestmark = pytest.mark.anyio


@pytest.fixture
async def board(servers: Servers, chat: UUID, boards_process: BoardsProcess) -> AsyncIterator[BoardScenario]:
    """Return the open board; nothing that the test did may have ended the boards process."""
    yield await open_board(servers, chat, boards_process)
    assert boards_process.is_alive, boards_process.log()


async def test_two_people_draw_and_both_see_everything(board: BoardScenario) -> None:
    async with board.ready("anna") as anna, board.ready("misha", there=True) as misha:
        for number in range(20):
            await anna.draw(f"a{number}")
            await misha.draw(f"m{number}")
        await anna.until(lambda her: len(her.drawing) == 40)
        await misha.until(lambda his: his.drawing == anna.drawing)


async def test_who_comes_later_sees_what_was_drawn_before(board: BoardScenario) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await anna.draw("house")
        await misha.until(lambda his: "house" in his.drawing)
    async with board.ready("lena", there=True) as lena:
        assert lena.drawing == {"house": rectangle("house")}


async def test_who_may_only_look_draws_nothing_and_is_told_why(board: BoardScenario) -> None:
    await board.set_right("lena", may_draw=False)
    async with board.ready("anna") as anna, board.ready("lena") as lena:
        await lena.draw("scribble")
        assert await lena.until_closed() == 4003
        assert lena.received("refused") == [{"t": "refused", "reason": "read_only"}]
        await anna.draw("house")
        async with board.ready("misha") as misha:
            await misha.until(lambda his: his.drawing == {"house": rectangle("house")})


async def test_the_right_to_draw_is_given_and_taken_while_connected(board: BoardScenario) -> None:
    await board.set_right("lena", may_draw=False)
    async with board.ready("anna") as anna, board.ready("lena", there=True) as lena:
        await board.set_right("lena", may_draw=True)
        await lena.until(lambda her: her.received("own"))
        assert lena.received("own") == [{"t": "own", "ids": [], "is_all": True}]
        await lena.draw("sun")
        await anna.until(lambda her: "sun" in her.drawing)
        await board.people["anna"].put(f"/api/calls/{board.call}/settings", is_board_open=False)
        assert await lena.until_closed() == 4005
        assert anna.close_code is None


async def test_a_stranger_and_an_unknown_board_are_closed(board: BoardScenario) -> None:
    async with board.open("stranger") as stranger:
        assert await stranger.until_closed() == 4005
    async with open_board_client(board.servers.here.url, board.servers.token("anna"), new_id()) as lost:
        assert await lost.until_closed() == 4005
    async with open_board_client(board.servers.here.url, None, board.id) as nobody:
        assert await nobody.until_closed() == 4005


async def test_signing_out_closes_the_board(board: BoardScenario) -> None:
    async with board.ready("misha", there=True) as misha:
        await board.people["misha"].post("/api/id/sign-out")
        assert await misha.until_closed() == 4001


async def test_a_session_whose_end_was_not_told_closes_the_board(board: BoardScenario) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await board.query(
            f"DELETE FROM profile_session WHERE profile_id = '{board.people['misha'].id}' AND $1::uuid IS NOT NULL"  # noqa: S608
        )
        board.servers.here.app.state.context.get(BoardRelay).on_lost()
        assert await misha.until_closed() == 4001
        assert anna.close_code is None


async def test_a_process_that_is_ended_while_people_draw_saves_and_ends(board: BoardScenario) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:

        async def draw() -> None:
            for number in count():
                await anna.draw("house", x=float(number))
                await asyncio.sleep(0.02)

        drawing = asyncio.create_task(draw())
        await misha.until(lambda his: "house" in his.drawing)
        await asyncio.to_thread(board.process.end)
        drawing.cancel()
        await asyncio.to_thread(board.process.start)
        await misha.until(lambda his: his.drawing == anna.drawing)


async def test_a_damaged_board_is_closed_and_waits_for_nobody(board: BoardScenario) -> None:
    await board.query("UPDATE board SET snapshot = '\\xff' WHERE id = $1")
    async with board.open("anna") as anna:
        assert await anna.until_closed() == 4029
        assert anna.received("retry")
    await board.query("UPDATE board SET snapshot = '' WHERE id = $1")
    async with board.ready("anna") as anna:
        await anna.draw("house")


async def test_pointers_have_the_servers_names_and_go_with_their_sockets(board: BoardScenario) -> None:
    async with board.ready("anna") as anna:
        async with board.ready("misha", there=True) as misha:
            await misha.say(t="pointer", x=7, y=8)
            await anna.until(lambda her: her.pointers)
            ((shown),) = anna.pointers.values()
            assert (shown["name"], shown["x"], shown["y"]) == ("Михаил Соколов", 7, 8)
            async with board.open("lena") as lena:
                await lena.until(lambda her: list(her.pointers.values()) == [shown])
        await anna.until(lambda her: not her.pointers)
        assert anna.received("pointer_gone")


async def test_those_who_look_are_told_where_a_leader_looks_and_nobody_else_is_followed(board: BoardScenario) -> None:
    view = {"t": "view", "x": 10, "y": 20, "width": 800, "height": 600}
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await misha.say(**view | {"x": -1})
        await anna.say(**view)
        await misha.until(lambda his: his.received("view"))
        assert misha.received("view") == [view]
        assert not anna.received("view")
        async with board.open("lena") as lena:
            await lena.until(lambda her: her.received("view") == [view])


async def test_many_stored_changes_become_one_and_nothing_is_lost(board: BoardScenario) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await anna.draw("house")
        await misha.until(lambda his: "house" in his.drawing)
    board.process.kill()  # it does not expect that others write
    await board.query(
        "WITH many AS (INSERT INTO board_change (board_id, number, update) SELECT $1, number, '\\x0000'"
        " FROM generate_series(2, 400) AS number) UPDATE board SET last_number = 400 WHERE id = $1"
    )
    board.process.start()
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await anna.draw("sun")
        await misha.until(lambda his: "sun" in his.drawing)
        ((changes, snapshot, stored),) = await board.query(
            "SELECT (SELECT count(*) FROM board_change WHERE board_id = $1), length(snapshot), stored_bytes"
            " FROM board WHERE id = $1"
        )
        assert MAX_CHANGES == 400
        assert changes == 0
        assert 0 < snapshot == stored
    async with board.ready("lena") as lena:
        assert lena.drawing.keys() == {"house", "sun"}


async def test_the_leader_returns_to_an_earlier_drawing(board: BoardScenario) -> None:
    await board.query("INSERT INTO board_copy (id, board_id, content, made_at) VALUES ($1, $1, '\\x0000', now())")
    async with board.ready("misha") as misha, board.ready("anna") as anna:
        await misha.draw("scribble", version=8.0)
        await anna.until(lambda her: "scribble" in her.drawing and her.received("copies"))
        (copy,) = anna.received("copies")[-1]["copies"]
        await misha.say(t="return", copy=copy["id"])
        await asyncio.sleep(0.2)
        assert not anna.drawing["scribble"]["isDeleted"]
        await anna.say(t="return", copy=copy["id"])
        await misha.until(lambda his: his.drawing["scribble"]["isDeleted"])
        assert misha.drawing["scribble"]["version"] == 9
        assert not misha.received("copies")
