"""What the boards process does where its library fails: one board is given up, the others live on."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pycrdt
import pytest
from pycrdt import YSyncMessageType

from parta.boards import wire
from parta.boards.live import LiveBoards
from parta.boards.rules import BoardAccess
from parta.boards.service import create_board
from parta.boards.suspects import Suspects
from parta.boards.viewer import Viewer
from parta.core.close_codes import RESYNC
from parta.core.ids import new_id
from tests.installation import Installation
from tests.realtime.board_client import rectangle, sync_message

pytestmark = pytest.mark.anyio

_TIMEOUT_S = 10


class Panic(BaseException):
    """What the library raises where its Rust code gives up: no Exception."""


@dataclass(eq=False)
class Web:
    """A web process with one viewer, and what it was told."""

    boards: LiveBoards
    board_id: UUID
    told: list[wire.Deliver | wire.Refuse] = field(default_factory=list[wire.Deliver | wire.Refuse])
    doc: "pycrdt.Doc[Any]" = field(default_factory=pycrdt.Doc[Any])
    viewer: Viewer = field(init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Open the board."""
        self.viewer = Viewer(self, 1, new_id(), BoardAccess.LEAD)
        self.boards.open(self.board_id, self.viewer)

    def send(self, message: wire.Deliver | wire.Refuse) -> None:
        """Record what the viewer is told."""
        self.told.append(message)
        self._changed.set()

    async def drain(self) -> None:
        """Wait for nothing."""

    def draw(self, *keys: str) -> None:
        """Draw elements, each by an update of its own."""
        for key in keys:
            before = self.doc.get_state()
            self.doc.get("elements", type=pycrdt.Map)[key] = rectangle(key)
            update = sync_message(YSyncMessageType.SYNC_UPDATE, self.doc.get_update(before))
            self.boards.on_message(self.board_id, self.viewer, update)

    async def until_told(self, prefix: bytes) -> None:
        """Wait until the viewer was told something that begins so."""
        async with asyncio.timeout(_TIMEOUT_S):
            while not any(isinstance(one, wire.Deliver) and one.body.startswith(prefix) for one in self.told):
                await self._wait()

    async def until_refused(self) -> wire.Refuse:
        """Wait until the viewer is refused."""
        async with asyncio.timeout(_TIMEOUT_S):
            while not self.refusals:
                await self._wait()
        return self.refusals[0]

    @property
    def refusals(self) -> list[wire.Refuse]:
        """Return why the viewer was refused."""
        return [one for one in self.told if isinstance(one, wire.Refuse)]

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()


async def test_a_board_whose_changes_cannot_be_merged_is_told_and_others_live_on(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def merge(*updates: bytes) -> bytes:
        if any(b"bad" in update for update in updates):
            raise Panic
        return whole(*updates)

    whole, boards = pycrdt.merge_updates, LiveBoards(installation.sessions, Suspects(tmp_path))
    webs = list[Web]()
    for _ in range(2):
        async with installation.transaction() as work:
            board_id = await create_board(work)
        webs.append(Web(boards, board_id))
        await webs[-1].until_told(b'{"t":"ready"}')
    monkeypatch.setattr(pycrdt, "merge_updates", merge)
    damaged, sound = webs
    damaged.draw("bad", "worse")
    refusal = await damaged.until_refused()
    assert (refusal.code, refusal.reason) == (RESYNC, "damaged")
    sound.draw("house", "sun")
    await sound.until_told(bytes((0, YSyncMessageType.SYNC_UPDATE)))
    assert sound.refusals == []
    again = Web(boards, damaged.board_id)
    await again.until_told(b'{"t":"ready"}')
    again.draw("house")
    await again.until_told(bytes((0, YSyncMessageType.SYNC_UPDATE)))
    await boards.close()


async def test_a_board_whose_state_cannot_be_read_is_told(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get_state(_doc: object) -> bytes:
        raise Panic

    boards = LiveBoards(installation.sessions, Suspects(tmp_path))
    async with installation.transaction() as work:
        board_id = await create_board(work)
    anna = Web(boards, board_id)
    await anna.until_told(b'{"t":"ready"}')
    monkeypatch.setattr(pycrdt.Doc, "get_state", get_state)
    misha = Web(boards, board_id)
    for one in (anna, misha):
        assert (await one.until_refused()).reason == "damaged"
    await boards.close()
