"""A client of a board over a real socket, with its own copy of the drawing."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pycrdt
from pycrdt import YMessageType, YSyncMessageType
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

_TIMEOUT_S = 20.0


def rectangle(key: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return an element as the page draws it."""
    place = dict.fromkeys(("x", "y", "width", "height", "angle", "version", "versionNonce"), 1.0)
    return {"id": key, "type": "rectangle", "isDeleted": False, **place, **changes}


def sync_message(kind: YSyncMessageType, content: bytes) -> bytes:
    """Return a message of y-protocols."""
    return bytes((YMessageType.SYNC, kind)) + pycrdt.write_message(content)


@dataclass
class BoardClient:
    """A socket of a board, and what it received."""

    socket: ClientConnection
    doc: "pycrdt.Doc[Any]" = field(default_factory=pycrdt.Doc[Any])
    texts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    own: set[str] = field(default_factory=set[str])
    pointers: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    states: int = 0
    """How often it received what it lacked."""
    changes: int = 0
    """How many changes of others it received."""
    close_code: int | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def elements(self) -> "pycrdt.Map[Any]":
        """Return the map of elements."""
        return self.doc.get("elements", type=pycrdt.Map)

    @property
    def drawing(self) -> dict[str, Any]:
        """Return all elements by their keys."""
        return self.elements.to_py() or {}

    async def draw(self, key: str, **changes: Any) -> None:  # noqa: ANN401 - JSON
        """Set an element, and send the change."""
        await self.change(lambda elements: elements.__setitem__(key, rectangle(key, **changes)))

    async def change(self, write: Callable[["pycrdt.Map[Any]"], object]) -> None:
        """Change the drawing, and send the change."""
        before = self.doc.get_state()
        write(self.elements)
        await self.send(YSyncMessageType.SYNC_UPDATE, self.doc.get_update(before))

    async def send(self, kind: YSyncMessageType, content: bytes) -> None:
        """Send a message of y-protocols."""
        await self.socket.send(sync_message(kind, content))

    async def say(self, **frame: Any) -> None:  # noqa: ANN401 - JSON
        """Send a text."""
        await self.socket.send(json.dumps(frame))

    async def until(self, seen: Callable[["BoardClient"], object]) -> None:
        """Wait until the condition holds."""
        async with asyncio.timeout(_TIMEOUT_S):
            while not seen(self):
                self._changed.clear()
                await self._changed.wait()

    async def until_closed(self) -> int | None:
        """Wait until the server closes the socket; return the code."""
        await self.until(lambda one: one.close_code is not None)
        return self.close_code

    def received(self, kind: str) -> list[dict[str, Any]]:
        """Return the received texts of this type."""
        return [text for text in self.texts if text["t"] == kind]

    async def receive(self) -> None:
        """Receive until the socket closes."""
        try:
            async for message in self.socket:
                if isinstance(message, str):
                    await self._on_text(json.loads(message))
                else:
                    await self._on_message(message)
                self._changed.set()
        except ConnectionClosed:
            pass
        self.close_code = self.socket.close_code
        self._changed.set()

    async def _on_text(self, text: dict[str, Any]) -> None:
        self.texts.append(text)
        match text["t"]:
            case "ready":
                await self.send(YSyncMessageType.SYNC_STEP1, self.doc.get_state())
            case "own":
                self.own.update(text["ids"])
            case "pointer":
                self.pointers[text["id"]] = text
            case "pointer_gone":
                self.pointers.pop(text["id"], None)
            case _:
                pass

    async def _on_message(self, message: bytes) -> None:
        content = pycrdt.read_message(message[2:])
        if message[1] == YSyncMessageType.SYNC_STEP1:
            await self.send(YSyncMessageType.SYNC_STEP2, self.doc.get_update(content))
            return
        self.states += message[1] == YSyncMessageType.SYNC_STEP2
        self.changes += message[1] == YSyncMessageType.SYNC_UPDATE
        self.doc.apply_update(content)


@asynccontextmanager
async def open_board_client(url: str, token: str | None, board_id: UUID | str) -> AsyncGenerator[BoardClient]:
    """Open the board, and follow it while the block lasts."""
    origin: Any = url
    headers = {"Cookie": f"parta_profile={token}"} if token else {}
    address = f"{url.replace('http', 'ws', 1)}/api/boards/{board_id}/socket"
    async with connect(
        address, origin=origin, additional_headers=headers, compression=None, proxy=None, max_size=None
    ) as socket:
        client = BoardClient(socket)
        receiving = asyncio.create_task(client.receive())
        try:
            yield client
        finally:
            await socket.close()
            await receiving
