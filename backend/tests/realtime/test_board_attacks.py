"""What could be done to a board, to those who look at it, and to the process that serves everybody."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, suppress
from itertools import count
from typing import Any
from uuid import UUID

import psutil
import pycrdt
import pytest
from pycrdt import YSyncMessageType
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from parta.gateway import board_endpoint
from tests.realtime.board_client import BoardClient, rectangle, sync_message
from tests.realtime.board_scenario import BoardScenario, open_board
from tests.realtime.boards_process import BoardsProcess
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import open_ws_client

pytestmark = pytest.mark.anyio

_ROOT = b"\x01\x08elements"
_ARRAY_OF_ONE, _EMPTY_ARRAY, _NULL, _UNDEFINED = b"\x75\x01", b"\x75\x00", b"\x7e", b"\x7f"


def _build_update(value: bytes, key: bytes = b"a", *, client: int = 7, root: bytes = _ROOT, kind: int = 0x28) -> bytes:
    """Return an update that sets this key to this encoded value."""
    return bytes((1, 1, client, 0, kind)) + root + bytes((len(key),)) + key + b"\x01" + value + b"\x00"


@pytest.fixture
async def board(servers: Servers, chat: UUID, boards_process: BoardsProcess) -> AsyncIterator[BoardScenario]:
    """Return the open board; nothing that the test did may have ended the boards process."""
    yield await open_board(servers, chat, boards_process)
    assert boards_process.is_alive, boards_process.log()


async def _check_all_goes_on(board: BoardScenario, anna: BoardClient) -> None:
    """Check that Анна's socket is open and her board works, for a newcomer too."""
    await anna.draw("after")
    async with board.ready("lena") as lena:
        await lena.until(lambda her: "after" in her.drawing)
        assert lena.drawing == anna.drawing
    assert anna.close_code is None


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        (_build_update(_ARRAY_OF_ONE * 40_000 + _EMPTY_ARRAY), "too_deep"),
        (_build_update(_ARRAY_OF_ONE * 6_000 + _EMPTY_ARRAY), "too_deep"),
        (_build_update(_NULL), "no_element"),
        (_build_update(_UNDEFINED), "no_element"),
        (_build_update(b"\x76\x01\x09__proto__\x76\x00"), "no_element"),
        (_build_update(b"\x7c\x7f\xc0\x00\x00"), "no_element"),
        (_build_update(b"\x77\x01a", root=b"\x01\x05other"), "no_element"),
        (_build_update(b"\x00", kind=0x27), "no_element"),
        (b"\x01\x01\x07\x00\x28\x01\x08elements\x01a\xff\xff\xff\xff\x07", "malformed"),
        (b"\xff\xff\xff\xff\x0f", "malformed"),
        (b"", "malformed"),
        (b"\x00\x00\x00", "malformed"),
    ],
)
async def test_what_no_page_draws_is_refused_and_ends_nothing(board: BoardScenario, update: bytes, reason: str) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await misha.send(YSyncMessageType.SYNC_UPDATE, update)
        assert await misha.until_closed() == 4003
        assert misha.received("refused") == [{"t": "refused", "reason": reason}]
        await _check_all_goes_on(board, anna)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "iframe"},
        {"type": None},
        {"x": "1"},
        {"x": True},
        {"version": 1e300},
        {"isDeleted": 0.0},
        {"id": "another"},
        {"type": "line", "points": [None]},
        {"type": "text", "text": None, "fontSize": 20.0},
        {"boundElements": 5.0},
    ],
)
async def test_what_is_no_element_is_refused(board: BoardScenario, changes: dict[str, Any]) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await misha.change(lambda elements: elements.__setitem__("a", rectangle("a") | changes))
        assert await misha.until_closed() == 4003
        assert misha.received("refused") == [{"t": "refused", "reason": "no_element"}]
        await _check_all_goes_on(board, anna)


async def test_an_id_that_the_database_cannot_store_is_refused_and_what_others_draw_is_saved(
    board: BoardScenario,
) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await misha.draw("a\0")
        assert await misha.until_closed() == 4003
        assert misha.received("refused") == [{"t": "refused", "reason": "no_element"}]
        await _check_all_goes_on(board, anna)


@pytest.mark.parametrize("nonsense", [b"", b"\x00", b"\x00\x02", b"\x00\x07\x00", b"\x01\xff\xff", b"\x00\x00\xff\xff"])
async def test_messages_that_make_no_sense_are_refused(board: BoardScenario, nonsense: bytes) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await misha.socket.send(nonsense)
        assert await misha.until_closed() == 4003
        await _check_all_goes_on(board, anna)


async def test_a_state_vector_that_claims_more_than_it_has_is_refused(board: BoardScenario) -> None:
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await misha.send(YSyncMessageType.SYNC_STEP1, b"\xff\xff\xff\xff\xff\xff\x7f")
        assert await misha.until_closed() == 4003
        await _check_all_goes_on(board, anna)


async def test_who_may_only_draw_changes_nothing_of_anothers(board: BoardScenario) -> None:
    async with board.ready("anna") as anna:
        async with board.ready("lena") as lena:
            await lena.draw("hers", x=1.0)
            await anna.until(lambda her: "hers" in her.drawing)
        attempts: list[Callable[[pycrdt.Map[Any]], object]] = [
            lambda elements: elements.__setitem__("hers", rectangle("hers", x=2.0)),
            lambda elements: elements.__setitem__("hers", rectangle("hers", isDeleted=True)),
            lambda elements: elements.__delitem__("hers"),
        ]
        for attempt in attempts:
            async with board.ready("misha", there=True) as misha:
                await misha.until(lambda his: "hers" in his.drawing)
                await misha.change(attempt)
                assert await misha.until_closed() == 4003
                assert misha.received("refused") == [{"t": "refused", "reason": "not_yours"}]
        assert anna.drawing["hers"] == rectangle("hers", x=1.0)
        async with board.ready("lena") as lena:
            await lena.until(lambda her: "hers" in her.own)
            await lena.draw("hers", x=3.0)
            await anna.until(lambda her: her.drawing["hers"]["x"] == 3)
            await anna.draw("hers", x=4.0)
            await lena.until(lambda her: her.drawing["hers"]["x"] == 4)
        await _check_all_goes_on(board, anna)


async def test_an_element_of_anothers_that_arrives_before_what_it_follows_is_not_taken(board: BoardScenario) -> None:
    """An update with a hole would be applied later, with somebody else's."""
    async with board.ready("anna") as anna, board.ready("misha") as misha:
        await misha.draw("lost")
        doc: pycrdt.Doc[Any] = pycrdt.Doc()
        elements = doc.get("elements", type=pycrdt.Map)
        elements["one"] = rectangle("one")
        state = doc.get_state()
        elements["two"] = rectangle("two")
        await misha.send(YSyncMessageType.SYNC_UPDATE, doc.get_update(state))
        await _check_all_goes_on(board, anna)
        assert anna.drawing.keys() == {"lost", "after"}


async def test_a_viewer_who_stops_reading_and_asks_for_the_drawing_costs_little(board: BoardScenario) -> None:
    web = psutil.Process()
    async with board.ready("anna") as anna, board.ready("lena") as lena:
        for number in range(6):
            await anna.draw(f"large{number}", note="x" * 200_000)
            await lena.draw(f"as large{number}", note="x" * 200_000)
            await anna.until(lambda her, number=number: len(her.drawing) == 2 * number + 2)
        before, before_boards = web.memory_info().rss, board.process.memory_mb
        origin: Any = board.servers.here.url
        address = f"{origin.replace('http', 'ws', 1)}/api/boards/{board.id}/socket"
        cookie = {"Cookie": f"parta_profile={board.servers.token('misha')}"}
        async with connect(
            address, origin=origin, additional_headers=cookie, compression=None, proxy=None, max_queue=1
        ) as deaf:
            await deaf.recv()
            deaf.transport.pause_reading()
            step_1, peak = sync_message(YSyncMessageType.SYNC_STEP1, b"\x00"), 0
            for _ in range(300):
                try:
                    await asyncio.wait_for(deaf.send(step_1), 0.2)
                except (ConnectionClosed, TimeoutError):
                    break
                peak = max(peak, web.memory_info().rss - before)
            await asyncio.sleep(1)
            peak = max(peak, web.memory_info().rss - before)
            assert peak < 40 << 20, f"{peak >> 20} MB"
            assert board.process.memory_mb < before_boards + 60
            deaf.transport.abort()
        await _check_all_goes_on(board, anna)


async def test_pointers_cannot_be_invented(board: BoardScenario) -> None:
    async with board.ready("anna") as anna:
        async with board.ready("misha") as misha:
            for number in count():
                try:
                    await misha.say(t="pointer", x=number, y=0)
                except ConnectionClosed:
                    break
                if number == 1500:
                    break
            assert await misha.until_closed() == 4029
            assert len(anna.pointers) <= 1
        await anna.until(lambda her: not her.pointers)
        for frame in ({"t": "pointer", "id": "1", "x": 0, "y": 0}, {"t": "pointer", "name": "Анна", "x": 0, "y": 0}):
            async with board.ready("lena") as lena:
                await lena.say(**frame)
                assert await lena.until_closed() == 4003
        async with board.ready("lena") as lena:
            await lena.socket.send(b"\x01\x03\x01\x07\x01")  # the awareness protocol, with an id of its own choice
            assert await lena.until_closed() == 4003
        await _check_all_goes_on(board, anna)


async def test_who_floods_a_board_is_closed_however_often_they_come_back(board: BoardScenario) -> None:
    async with board.ready("anna") as anna:
        ended_at, written, large = time.monotonic() + 6, count(), "x" * 100_000
        while time.monotonic() < ended_at:
            async with board.open("misha") as misha:
                with suppress(ConnectionClosed):
                    await misha.until(lambda his: his.states or his.close_code)
                    for _ in range(400):
                        await misha.draw("noise", note=f"{next(written)}:{large}")
                assert await misha.until_closed() == 4029
                assert misha.received("retry")
        await anna.until(lambda her: "noise" in her.drawing)
        assert anna.changes < 40
        ((stored, updates),) = await board.query(
            "SELECT stored_bytes, (SELECT sum(length(update)) FROM board_change WHERE board_id = $1)"
            " FROM board WHERE id = $1"
        )
        assert stored < 7 << 20
        assert (updates or 0) <= stored
        await _check_all_goes_on(board, anna)


async def test_no_more_than_a_few_sockets_of_one_person_follow_a_board(board: BoardScenario) -> None:
    async with AsyncExitStack() as opened:
        mishas = [await opened.enter_async_context(board.ready("misha")) for _ in range(5)]
        sixth = await opened.enter_async_context(board.open("misha"))
        assert await sixth.until_closed() == 4029
        assert [one.close_code for one in mishas] == [None] * 5


async def test_sockets_of_who_has_gone_without_a_word_are_closed_and_make_room(
    board: BoardScenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_endpoint, "_PING_INTERVAL_S", 0.2)
    monkeypatch.setattr(board_endpoint, "_SILENCE_LIMIT_S", 0.5)
    async with AsyncExitStack() as opened:
        anna = await opened.enter_async_context(board.ready("anna"))
        gone = [await opened.enter_async_context(board.ready("misha")) for _ in range(5)]
        for one in gone:
            one.socket.transport.pause_reading()
        async with asyncio.timeout(20):
            while not await _may_draw(board, anna):  # noqa: ASYNC110 - nobody is told
                await asyncio.sleep(0.1)
        for one in gone:
            one.socket.transport.abort()
        assert anna.close_code is None


async def _may_draw(board: BoardScenario, anna: BoardClient) -> bool:
    """Return True if Миша's next socket is taken; Анна sees then what he draws."""
    async with board.open("misha") as misha:
        await misha.until(lambda his: his.states or his.close_code)
        if misha.close_code is None:
            await misha.draw("back")
            await anna.until(lambda her: "back" in her.drawing)
        return misha.close_code is None


async def test_chats_go_on_while_the_boards_process_is_gone_and_nothing_drawn_is_lost(
    board: BoardScenario, chat: UUID
) -> None:
    misha_writes = board.people["misha"]
    async with (
        board.ready("anna") as anna,
        board.ready("misha", there=True) as misha,
        open_ws_client(board.servers.here.url, board.servers.token("lena")) as lena,
    ):
        for turn in range(3):
            await anna.draw(f"before{turn}")
            await misha.until(lambda his, turn=turn: f"before{turn}" in his.drawing)
            board.process.kill()
            await anna.until(lambda her, turn=turn: len(her.received("waiting")) == turn + 1)
            await anna.draw(f"meanwhile{turn}")
            await misha.draw(f"his{turn}")
            client_id = f"0192f3c1-0000-7000-8000-00000000000{turn}"
            await misha_writes.post(f"/api/chats/{chat}/messages", client_id=client_id, text="Доска зависла?")
            await lena.until(lambda one, client_id=client_id: client_id in json.dumps(one.frames))
            await asyncio.to_thread(board.process.start)
            for one in (anna, misha):
                wanted = {f"{kind}{known}" for kind in ("before", "meanwhile", "his") for known in range(turn + 1)}
                await one.until(lambda her, wanted=wanted: wanted <= her.drawing.keys())
        assert anna.close_code is misha.close_code is lena.close_code is None
        authors = await board.query("SELECT key, author_id FROM board_element WHERE board_id = $1")
        assert {row["key"]: row["author_id"] for row in authors if row["key"].startswith("his")} == {
            f"his{turn}": misha_writes.id for turn in range(3)
        }
        await _check_all_goes_on(board, anna)
