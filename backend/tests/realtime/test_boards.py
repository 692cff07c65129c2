"""A board shared by two people through two processes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pycrdt
import pytest
from pycrdt import YMessageType, YSyncMessageType
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parta.boards import pointers, queries, service
from parta.boards.live import LiveBoards, MessageRejected, Viewer
from parta.boards.rules import MAX_CHANGES, BoardAccess
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.postgres_bus import PostgresBus
from parta.core.transaction import transaction
from parta.core.unit_of_work import make_sessions

pytestmark = pytest.mark.anyio
_TIMEOUT_S = 10.0


class Client:
    """A client of the board, with its own copy, synchronized by messages."""

    def __init__(self, boards: LiveBoards, board_id: UUID) -> None:
        """Create a client that is not connected yet."""
        self.subscriber = new_id()
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.elements = self.doc.get("elements", type=pycrdt.Map)
        self.pointers: dict[int, str] = {}
        self.closed: list[str] = []
        self._boards = boards
        self._board_id = board_id
        self.viewer = Viewer(self.subscriber, new_id(), self._on_message, self.closed.append)

    async def connect(self) -> bool:
        """Connect, and request the content."""
        is_connected = await self._boards.connect(self._board_id, self.viewer)
        if is_connected:
            self._send(YSyncMessageType.SYNC_STEP1, self.doc.get_state())
        return is_connected

    def disconnect(self) -> None:
        """Close the socket."""
        self._boards.disconnect(self._board_id, self.viewer)

    def draw(self, name: str, element: str) -> None:
        """Draw an element, and send it."""
        before = self.doc.get_state()
        self.elements[name] = element
        self._send(YSyncMessageType.SYNC_UPDATE, self.doc.get_update(before))

    def point(self, client: int, state: str) -> None:
        """Move the pointer."""
        self._boards.on_message(self._board_id, self.viewer, pointers.encode([(client, 1, state)]))

    async def wait_until(self, seen: Callable[["Client"], bool]) -> None:
        """Wait until the condition holds."""
        async with asyncio.timeout(_TIMEOUT_S):
            while not seen(self):  # noqa: ASYNC110 - there is no event to wait for
                await asyncio.sleep(0.01)

    def _send(self, kind: YSyncMessageType, content: bytes) -> None:
        message = bytes((YMessageType.SYNC, kind)) + pycrdt.write_message(content)
        self._boards.on_message(self._board_id, self.viewer, message)

    def _on_message(self, message: bytes) -> None:
        if message[0] == YMessageType.AWARENESS:
            self.pointers |= {client: state for client, _, state in pointers.decode(message)}
        elif message[1] == YSyncMessageType.SYNC_STEP1:
            self._send(YSyncMessageType.SYNC_STEP2, self.doc.get_update(pycrdt.read_message(message[2:])))
        else:
            self.doc.apply_update(pycrdt.read_message(message[2:]))


@dataclass
class SharedBoard:
    """A board, two processes that serve it, and the access of each subscriber."""

    board_id: UUID
    here: LiveBoards
    there: LiveBoards
    access: dict[UUID, BoardAccess] = field(default_factory=dict[UUID, BoardAccess])

    async def connect(self, boards: LiveBoards, access: BoardAccess) -> Client:
        """Connect a client with this access."""
        client = Client(boards, self.board_id)
        self.access[client.subscriber] = access
        assert await client.connect()
        return client


@pytest.fixture
async def board(engine: AsyncEngine, database_url: str) -> AsyncIterator[SharedBoard]:
    sessions = make_sessions(engine)
    accesses: dict[UUID, BoardAccess] = {}

    async def access(_: AsyncSession, board_id: UUID, subscribers: Collection[UUID]) -> Mapping[UUID, BoardAccess]:
        assert board_id
        return {subscriber: accesses[subscriber] for subscriber in subscribers if subscriber in accesses}

    async with AsyncExitStack() as stack:
        processes: list[LiveBoards] = []
        for _ in range(2):
            bus = PostgresBus(database_url)
            processes.append(boards := LiveBoards(sessions, bus, access))
            bus.add_listener(boards)
            await stack.enter_async_context(bus.running())
            await stack.enter_async_context(boards.running())
        async with transaction(sessions, PostgresBus(database_url)) as work:
            board_id = await service.create_board(work)
        here, there = processes
        yield SharedBoard(board_id, here, there, accesses)


async def test_two_people_draw_and_both_see_everything(board: SharedBoard) -> None:
    anna = await board.connect(board.here, BoardAccess.DRAW)
    misha = await board.connect(board.there, BoardAccess.DRAW)
    for number in range(20):
        anna.draw(f"a{number}", "line")
        misha.draw(f"m{number}", "circle")
    await anna.wait_until(lambda her: len(her.elements) == 40)
    await misha.wait_until(lambda his: his.elements.to_py() == anna.elements.to_py())


async def test_who_comes_later_sees_what_was_drawn_before(board: SharedBoard, engine: AsyncEngine) -> None:
    anna = await board.connect(board.here, BoardAccess.DRAW)
    anna.draw("house", "rectangle")
    async with asyncio.timeout(_TIMEOUT_S):
        while not (await _read_content(engine, board.board_id)).updates:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.01)
    anna.disconnect()
    lena = await board.connect(board.there, BoardAccess.READ)
    assert lena.elements.to_py() == {"house": "rectangle"}


async def test_who_may_only_look_draws_nothing(board: SharedBoard) -> None:
    anna = await board.connect(board.here, BoardAccess.DRAW)
    lena = await board.connect(board.here, BoardAccess.READ)
    with pytest.raises(MessageRejected, match="read_only"):
        lena.draw("scribble", "line")
    anna.draw("house", "rectangle")
    await anna.wait_until(lambda her: her.elements.to_py() == {"house": "rectangle"})


async def test_the_right_to_draw_is_given_and_taken_while_connected(
    board: SharedBoard, engine: AsyncEngine, database_url: str
) -> None:
    anna = await board.connect(board.here, BoardAccess.DRAW)
    lena = await board.connect(board.there, BoardAccess.READ)
    await _set_access(board, engine, database_url, lena, BoardAccess.DRAW)
    lena.draw("sun", "circle")
    await anna.wait_until(lambda her: her.elements.to_py() == {"sun": "circle"})
    await _set_access(board, engine, database_url, lena, BoardAccess.NONE)
    await lena.wait_until(lambda her: her.closed == ["closed"])


async def test_pointers_are_seen_and_removed_with_their_client(board: SharedBoard) -> None:
    anna = await board.connect(board.here, BoardAccess.DRAW)
    misha = await board.connect(board.there, BoardAccess.DRAW)
    misha.point(7, '{"name":"Миша"}')
    await anna.wait_until(lambda her: her.pointers.get(7) == '{"name":"Миша"}')
    lena = await board.connect(board.here, BoardAccess.READ)
    await lena.wait_until(lambda her: 7 in her.pointers)
    misha.disconnect()
    await anna.wait_until(lambda her: her.pointers[7] == pointers.REMOVED)


async def test_a_stranger_and_an_unknown_board_are_rejected(board: SharedBoard) -> None:
    assert not await Client(board.here, board.board_id).connect()
    lost = Client(board.here, new_id())
    board.access[lost.subscriber] = BoardAccess.DRAW
    assert not await lost.connect()


async def test_whoever_looks_for_an_unknown_board_while_events_were_missed_is_rejected(board: SharedBoard) -> None:
    lost = Client(board.here, new_id())
    board.access[lost.subscriber] = BoardAccess.DRAW
    coming = asyncio.create_task(lost.connect())
    for _ in range(50):
        board.here.on_lost()
        await asyncio.sleep(0.001)
    assert not await coming


async def test_nonsense_is_refused(board: SharedBoard) -> None:
    anna = await board.connect(board.here, BoardAccess.DRAW)
    for nonsense in (b"\x00", b"\x00\x02\x05ab", b"\x00\x00\xff\xff\xff", b"\x01\xff\xff", b"\x00\x02\x03abc"):
        with pytest.raises(MessageRejected):
            board.here.on_message(board.board_id, anna.viewer, nonsense)


async def test_many_changes_become_one_and_nothing_is_lost(
    board: SharedBoard, engine: AsyncEngine, database_url: str
) -> None:
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    elements = doc.get("elements", type=pycrdt.Map)
    async with transaction(make_sessions(engine), PostgresBus(database_url)) as session:
        for number in range(MAX_CHANGES + 5):
            before = doc.get_state()
            elements[str(number)] = number
            await service.append_change(session, board.board_id, doc.get_update(before))
    drawn = await _read_content(engine, board.board_id)
    assert len(drawn.updates) < 10
    lena = await board.connect(board.here, BoardAccess.READ)
    assert len(lena.elements) == MAX_CHANGES + 5


async def test_an_unknown_board_is_not_found(engine: AsyncEngine) -> None:
    with pytest.raises(NotFound):
        await _read_content(engine, new_id())


async def _read_content(engine: AsyncEngine, board_id: UUID) -> queries.BoardContent:
    async with make_sessions(engine)() as session:
        return await queries.read_content(session, board_id)


async def _set_access(
    board: SharedBoard, engine: AsyncEngine, database_url: str, client: Client, access: BoardAccess
) -> None:
    """Change the access of a client, as another process would."""
    board.access[client.subscriber] = access
    bus = PostgresBus(database_url)
    async with bus.running():
        async with transaction(make_sessions(engine), bus) as work:
            service.publish_access_changed(work, board.board_id)
        await client.wait_until(lambda one: one.viewer.access is access)
