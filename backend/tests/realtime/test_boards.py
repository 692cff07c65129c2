"""A board that two people look at through two processes."""

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
from parta.boards.live import LiveBoards, Refused, Viewer
from parta.boards.rules import MOST_PIECES, Access
from parta.core.db import make_sessions
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.postgres_bus import PostgresBus
from parta.core.transaction import transaction

pytestmark = pytest.mark.anyio
_PATIENCE_S = 10.0


class Browser:
    """A person's browser before the board: a drawing of its own, brought into line by what is told."""

    def __init__(self, boards: LiveBoards, board_id: UUID) -> None:
        """Give a browser that has not come yet."""
        self.hearer = new_id()
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.elements = self.doc.get("elements", type=pycrdt.Map)
        self.pointers: dict[int, str] = {}
        self.closed: list[str] = []
        self._boards = boards
        self._board_id = board_id
        self.viewer = Viewer(self.hearer, new_id(), self._told, self.closed.append)

    async def come(self) -> bool:
        """Stand before the board, and ask for what is drawn."""
        is_let_in = await self._boards.arrive(self._board_id, self.viewer)
        if is_let_in:
            self._say(YSyncMessageType.SYNC_STEP1, self.doc.get_state())
        return is_let_in

    def go(self) -> None:
        """Close the socket."""
        self._boards.leave(self._board_id, self.viewer)

    def draw(self, name: str, element: str) -> None:
        """Draw an element, and tell it."""
        before = self.doc.get_state()
        self.elements[name] = element
        self._say(YSyncMessageType.SYNC_UPDATE, self.doc.get_update(before))

    def point(self, client: int, state: str) -> None:
        """Move the pointer."""
        self._boards.hear(self._board_id, self.viewer, pointers.message([(client, 1, state)]))

    async def sees(self, seen: Callable[["Browser"], bool]) -> None:
        """Wait until this is so."""
        async with asyncio.timeout(_PATIENCE_S):
            while not seen(self):  # noqa: ASYNC110 - what is seen tells nobody
                await asyncio.sleep(0.01)

    def _say(self, kind: YSyncMessageType, content: bytes) -> None:
        message = bytes((YMessageType.SYNC, kind)) + pycrdt.write_message(content)
        self._boards.hear(self._board_id, self.viewer, message)

    def _told(self, message: bytes) -> None:
        if message[0] == YMessageType.AWARENESS:
            self.pointers |= {client: state for client, _, state in pointers.parse(message)}
        elif message[1] == YSyncMessageType.SYNC_STEP1:
            self._say(YSyncMessageType.SYNC_STEP2, self.doc.get_update(pycrdt.read_message(message[2:])))
        else:
            self.doc.apply_update(pycrdt.read_message(message[2:]))


@dataclass
class Classroom:
    """A board, two processes that show it, and who may do what."""

    board_id: UUID
    here: LiveBoards
    there: LiveBoards
    may: dict[UUID, Access] = field(default_factory=dict[UUID, Access])

    async def browser(self, boards: LiveBoards, access: Access) -> Browser:
        """Let somebody come who may do this."""
        browser = Browser(boards, self.board_id)
        self.may[browser.hearer] = access
        assert await browser.come()
        return browser


@pytest.fixture
async def classroom(engine: AsyncEngine, database_url: str) -> AsyncIterator[Classroom]:
    sessions = make_sessions(engine)
    may: dict[UUID, Access] = {}

    async def access(_: AsyncSession, board_id: UUID, hearers: Collection[UUID]) -> Mapping[UUID, Access]:
        assert board_id
        return {hearer: may[hearer] for hearer in hearers if hearer in may}

    async with AsyncExitStack() as stack:
        processes: list[LiveBoards] = []
        for _ in range(2):
            bus = PostgresBus(database_url)
            processes.append(boards := LiveBoards(sessions, bus, access))
            bus.add_listener(boards)
            await stack.enter_async_context(bus.running())
            await stack.enter_async_context(boards.running())
        async with transaction(sessions, PostgresBus(database_url)) as session:
            board_id = await service.make_board(session)
        here, there = processes
        yield Classroom(board_id, here, there, may)


async def test_two_people_draw_and_both_see_everything(classroom: Classroom) -> None:
    anna = await classroom.browser(classroom.here, Access.DRAW)
    misha = await classroom.browser(classroom.there, Access.DRAW)
    for number in range(20):
        anna.draw(f"a{number}", "line")
        misha.draw(f"m{number}", "circle")
    await anna.sees(lambda her: len(her.elements) == 40)
    await misha.sees(lambda his: his.elements.to_py() == anna.elements.to_py())


async def test_who_comes_later_sees_what_was_drawn_before(classroom: Classroom, engine: AsyncEngine) -> None:
    anna = await classroom.browser(classroom.here, Access.DRAW)
    anna.draw("house", "rectangle")
    async with asyncio.timeout(_PATIENCE_S):
        while not (await _kept(engine, classroom.board_id)).updates:  # noqa: ASYNC110 - a database tells nobody
            await asyncio.sleep(0.01)
    anna.go()
    lena = await classroom.browser(classroom.there, Access.READ)
    assert lena.elements.to_py() == {"house": "rectangle"}


async def test_who_may_only_look_draws_nothing(classroom: Classroom) -> None:
    anna = await classroom.browser(classroom.here, Access.DRAW)
    lena = await classroom.browser(classroom.here, Access.READ)
    with pytest.raises(Refused, match="read_only"):
        lena.draw("scribble", "line")
    anna.draw("house", "rectangle")
    await anna.sees(lambda her: her.elements.to_py() == {"house": "rectangle"})


async def test_the_right_to_draw_is_given_and_taken_in_an_open_window(
    classroom: Classroom, engine: AsyncEngine, database_url: str
) -> None:
    anna = await classroom.browser(classroom.here, Access.DRAW)
    lena = await classroom.browser(classroom.there, Access.READ)
    await _let(classroom, engine, database_url, lena, Access.DRAW)
    lena.draw("sun", "circle")
    await anna.sees(lambda her: her.elements.to_py() == {"sun": "circle"})
    await _let(classroom, engine, database_url, lena, Access.NONE)
    await lena.sees(lambda her: her.closed == ["closed"])


async def test_pointers_are_seen_and_vanish_with_their_browser(classroom: Classroom) -> None:
    anna = await classroom.browser(classroom.here, Access.DRAW)
    misha = await classroom.browser(classroom.there, Access.DRAW)
    misha.point(7, '{"name":"Миша"}')
    await anna.sees(lambda her: her.pointers.get(7) == '{"name":"Миша"}')
    lena = await classroom.browser(classroom.here, Access.READ)
    await lena.sees(lambda her: 7 in her.pointers)
    misha.go()
    await anna.sees(lambda her: her.pointers[7] == pointers.GONE)


async def test_a_stranger_and_an_unknown_board_are_turned_away(classroom: Classroom) -> None:
    assert not await Browser(classroom.here, classroom.board_id).come()
    nowhere = Browser(classroom.here, new_id())
    classroom.may[nowhere.hearer] = Access.DRAW
    assert not await nowhere.come()


async def test_whoever_looks_for_an_unknown_board_while_news_were_missed_is_turned_away(classroom: Classroom) -> None:
    nowhere = Browser(classroom.here, new_id())
    classroom.may[nowhere.hearer] = Access.DRAW
    coming = asyncio.create_task(nowhere.come())
    for _ in range(50):
        classroom.here.on_lost()
        await asyncio.sleep(0.001)
    assert not await coming


async def test_nonsense_is_refused(classroom: Classroom) -> None:
    anna = await classroom.browser(classroom.here, Access.DRAW)
    for nonsense in (b"\x00", b"\x00\x02\x05ab", b"\x00\x00\xff\xff\xff", b"\x01\xff\xff", b"\x00\x02\x03abc"):
        with pytest.raises(Refused):
            classroom.here.hear(classroom.board_id, anna.viewer, nonsense)


async def test_many_pieces_become_one_and_nothing_is_lost(classroom: Classroom, engine: AsyncEngine) -> None:
    sessions = make_sessions(engine)
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    elements = doc.get("elements", type=pycrdt.Map)
    async with sessions() as session:
        for number in range(MOST_PIECES + 5):
            before = doc.get_state()
            elements[str(number)] = number
            await service.add_piece(session, classroom.board_id, doc.get_update(before))
        await session.commit()
    drawn = await _kept(engine, classroom.board_id)
    assert len(drawn.updates) < 10
    lena = await classroom.browser(classroom.here, Access.READ)
    assert len(lena.elements) == MOST_PIECES + 5


async def test_an_unknown_board_is_not_found(engine: AsyncEngine) -> None:
    with pytest.raises(NotFound):
        await _kept(engine, new_id())


async def _kept(engine: AsyncEngine, board_id: UUID) -> queries.Drawn:
    async with make_sessions(engine)() as session:
        return await queries.read_drawn(session, board_id)


async def _let(classroom: Classroom, engine: AsyncEngine, database_url: str, browser: Browser, access: Access) -> None:
    """Let somebody do other things than before, as another process would."""
    classroom.may[browser.hearer] = access
    bus = PostgresBus(database_url)
    async with bus.running():
        async with transaction(make_sessions(engine), bus) as session:
            service.tell_access_changed(session, classroom.board_id)
        await browser.sees(lambda one: one.viewer.access is access)
