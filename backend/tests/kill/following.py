"""People who write and follow a chat while processes die, and what must hold of it afterwards."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from parta.core.ids import new_id
from tests.kill.conftest import Gathering, Somebody

_PATIENCE_S = 60
_AGAIN_S = 0.2
_GAP_S = 0.3


@dataclass
class Follower:
    """A client that follows one chat by the rules, through any number of connections."""

    url: str
    person: Somebody
    stream: str
    seq: int = 0
    head: int = 0
    connections: int = 0
    state: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    heard: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    """All update frames that ever came, with their seq, whatever was made of them."""
    _early: dict[int, list[dict[str, Any]]] = field(default_factory=dict[int, list[dict[str, Any]]])

    async def follow(self) -> None:
        """Connect, greet and listen, again and again."""
        address = f"{self.url.replace('http', 'ws', 1)}/ws"
        cookie = {"Cookie": f"parta_profile={self.person.token}"}
        while True:
            with suppress(OSError, TimeoutError, WebSocketException):
                origin: Any = self.url
                async with connect(
                    address, origin=origin, additional_headers=cookie, compression=None, proxy=None
                ) as ws:
                    self.connections += 1
                    await ws.send(
                        json.dumps({"t": "hello", "proto": 2, "epoch": None, "streams": {self.stream: self.seq}})
                    )
                    asking = asyncio.create_task(self._keep_asking(ws))
                    try:
                        async for text in ws:
                            self._take(str(text))
                    finally:
                        asking.cancel()
            await asyncio.sleep(_AGAIN_S)

    def texts(self) -> dict[str, str]:
        """Give the messages that are known: client id → text."""
        return {value["client_id"]: value["text"] for value in self.state.values() if value.get("kind") == "text"}

    def _take(self, text: str) -> None:
        frame = json.loads(text)
        if frame["t"] == "welcome":
            self.head = max(self.head, frame["streams"].get(self.stream, 0))
        elif frame["t"] == "heartbeat":
            self.head = max(self.head, frame["positions"].get(self.stream, 0))
        elif frame.get("s") != self.stream:
            return
        elif frame["t"] == "update":
            self.heard.append((frame["n"], text))
            self.head = max(self.head, frame["n"])
            self._early[frame["n"]] = frame["updates"]
        elif frame["t"] == "diff" and frame["from"] <= self.seq < frame["to"]:
            self.heard.append((frame["to"], text))
            self._apply(frame["updates"], frame["to"])
        while (updates := self._early.pop(self.seq + 1, None)) is not None:
            self._apply(updates, self.seq + 1)

    def _apply(self, updates: list[dict[str, Any]], seq: int) -> None:
        self.state |= {f"{update['kind']}:{update['value']['id']}": update["value"] for update in updates}
        self.seq = seq

    async def _keep_asking(self, ws: ClientConnection) -> None:
        while True:
            await asyncio.sleep(_GAP_S)
            if self.head > self.seq:
                await ws.send(json.dumps({"t": "diff", "s": self.stream, "from": self.seq}))


@dataclass
class Story:
    """What happens meanwhile: who follows, and what was acknowledged."""

    gathering: Gathering
    followers: list[Follower]
    acknowledged: dict[str, str] = field(default_factory=dict[str, str])
    """Client id → text."""

    async def write(self, person: Somebody, stop: asyncio.Event) -> None:
        """Write one message after another, each again until it is acknowledged."""
        path = f"/api/chats/{self.gathering.chat}/messages"
        cookie = {"Cookie": f"parta_profile={person.token}"}
        async with httpx.AsyncClient(
            base_url=self.gathering.parta.url, headers=cookie, trust_env=False, timeout=10
        ) as http:
            while not stop.is_set():
                client_id, text = str(new_id()), f"Сообщение {len(self.acknowledged)}"
                while not await _send(http, path, client_id, text):  # noqa: ASYNC110 - a try each time
                    await asyncio.sleep(0.05)
                self.acknowledged[client_id] = text
                await asyncio.sleep(0.02)

    async def wait_for_progress(self, more: int) -> None:
        """Wait until so many more messages were acknowledged."""
        wanted = len(self.acknowledged) + more
        async with asyncio.timeout(_PATIENCE_S):
            while len(self.acknowledged) < wanted:  # noqa: ASYNC110 - they come from many sides
                await asyncio.sleep(0.02)

    async def wait_until_level(self) -> None:
        """Wait until every follower knows all that was acknowledged."""
        async with asyncio.timeout(_PATIENCE_S):
            while not self._is_level():  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.05)

    def _is_level(self) -> bool:
        return all(follower.texts().keys() >= self.acknowledged.keys() for follower in self.followers)

    async def check(self) -> None:
        """Every acknowledged message exactly once, one order for all, no number missing."""
        rows = await _stored(self.gathering.parta.database_url, self.gathering.chat)
        stored = [str(row["client_id"]) for row in rows if row["author_id"] is not None]
        assert len(stored) == len(set(stored)), "doubled"
        assert set(self.acknowledged) <= set(stored), "lost"
        assert [row["number"] for row in rows] == list(range(1, len(rows) + 1)), "a number is missing"
        for follower in self.followers:
            known = [value for value in follower.state.values() if value.get("kind") == "text"]
            order = [value["client_id"] for value in sorted(known, key=lambda value: value["number"])]
            assert order == stored, "another order, or a hole"
            assert self.acknowledged.items() <= follower.texts().items()


@asynccontextmanager
async def writing(gathering: Gathering, *, writers: int = 4) -> AsyncGenerator[Story]:
    """Let everybody who is in the chat follow it, and some write, while the block lasts; then check."""
    stream = f"chat:{gathering.chat}"
    story = Story(gathering, [Follower(gathering.parta.url, one, stream) for one in gathering.people[:10]])
    following = [asyncio.create_task(follower.follow()) for follower in story.followers]
    stop = asyncio.Event()
    tasks = [asyncio.create_task(story.write(one, stop)) for one in gathering.people[:writers]]
    try:
        yield story
        stop.set()
        async with asyncio.timeout(_PATIENCE_S):
            await asyncio.gather(*tasks)
        await story.wait_until_level()
        await story.check()
    finally:
        for task in (*tasks, *following):
            task.cancel()
        await asyncio.gather(*tasks, *following, return_exceptions=True)


async def _send(http: httpx.AsyncClient, path: str, client_id: str, text: str) -> bool:
    try:
        answer = await http.post(path, json={"client_id": client_id, "text": text})
    except httpx.TransportError:
        return False
    return answer.status_code in {200, 201}


async def _stored(database_url: str, chat: UUID) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(database_url)
    try:
        return await connection.fetch(
            "SELECT number, client_id, author_id FROM message WHERE chat_id = $1 ORDER BY number", chat
        )
    finally:
        await connection.close()
