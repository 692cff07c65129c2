"""Clients that write to and follow a chat while processes are killed, and the checks afterwards."""

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
from tests.kill.conftest import Person, Scenario

_TIMEOUT_S = 60
_RECONNECT_S = 0.2
_GAP_S = 0.3
_PAUSE_S = 0.02
"""Between two messages of one person."""


@dataclass
class Follower:
    """A client that follows one chat by the protocol, over any number of connections."""

    url: str
    person: Person
    stream: str
    seq: int = 0
    target_seq: int = 0
    connections: int = 0
    state: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    received: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    """All update and difference frames received, with their seq, applied or not."""
    _pending: dict[int, list[dict[str, Any]]] = field(default_factory=dict[int, list[dict[str, Any]]])

    async def follow(self) -> None:
        """Connect and receive until cancelled; reconnect after each loss."""
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
                    asking = asyncio.create_task(self._request_differences(ws))
                    try:
                        async for text in ws:
                            self._handle(str(text))
                    finally:
                        asking.cancel()
            await asyncio.sleep(_RECONNECT_S)

    def list_texts(self) -> dict[str, str]:
        """Return the known messages: client id → text."""
        return {value["client_id"]: value["text"] for value in self.state.values() if value.get("kind") == "text"}

    def _handle(self, text: str) -> None:
        frame = json.loads(text)
        if frame["t"] == "welcome":
            self.target_seq = max(self.target_seq, frame["streams"].get(self.stream, 0))
        elif frame["t"] == "heartbeat":
            self.target_seq = max(self.target_seq, frame["positions"].get(self.stream, 0))
        elif frame.get("s") != self.stream:
            return
        elif frame["t"] == "update":
            self.received.append((frame["n"], text))
            self.target_seq = max(self.target_seq, frame["n"])
            self._pending[frame["n"]] = frame["updates"]
        elif frame["t"] == "diff" and frame["from"] <= self.seq < frame["to"]:
            self.received.append((frame["to"], text))
            self._apply(frame["updates"], frame["to"])
        while (updates := self._pending.pop(self.seq + 1, None)) is not None:
            self._apply(updates, self.seq + 1)

    def _apply(self, updates: list[dict[str, Any]], seq: int) -> None:
        self.state |= {f"{update['kind']}:{update['value']['id']}": update["value"] for update in updates}
        self.seq = seq

    async def _request_differences(self, ws: ClientConnection) -> None:
        while True:
            await asyncio.sleep(_GAP_S)
            if self.target_seq > self.seq:
                await ws.send(json.dumps({"t": "diff", "s": self.stream, "from": self.seq}))


@dataclass
class Traffic:
    """The traffic during a test: its followers, and the acknowledged messages."""

    scenario: Scenario
    followers: list[Follower]
    pause_s: float = _PAUSE_S
    acknowledged: dict[str, str] = field(default_factory=dict[str, str])
    """Client id → text."""

    async def write(self, person: Person, stop: asyncio.Event) -> None:
        """Send one message after another, each repeatedly until it is acknowledged."""
        path = f"/api/chats/{self.scenario.chat}/messages"
        cookie = {"Cookie": f"parta_profile={person.token}"}
        async with httpx.AsyncClient(
            base_url=self.scenario.parta.url, headers=cookie, trust_env=False, timeout=10
        ) as http:
            while not stop.is_set():
                client_id, text = str(new_id()), f"Сообщение {len(self.acknowledged)}"
                while not await _send(http, path, client_id, text):  # noqa: ASYNC110 - each turn sends again
                    await asyncio.sleep(0.05)
                self.acknowledged[client_id] = text
                await asyncio.sleep(self.pause_s)

    async def wait_for_progress(self, more: int) -> None:
        """Wait until so many more messages are acknowledged."""
        wanted = len(self.acknowledged) + more
        async with asyncio.timeout(_TIMEOUT_S):
            while len(self.acknowledged) < wanted:  # noqa: ASYNC110 - there are several writers
                await asyncio.sleep(0.02)

    async def wait_until_connected_again(self, times: int) -> None:
        """Wait until every follower has lost its connection so many times, and has a new one."""
        async with asyncio.timeout(_TIMEOUT_S):
            while not all(one.connections > times for one in self.followers):  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.05)

    async def wait_until_caught_up(self) -> None:
        """Wait until every follower has all acknowledged messages."""
        async with asyncio.timeout(_TIMEOUT_S):
            while not self._is_caught_up():  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.05)

    def _is_caught_up(self) -> bool:
        return all(follower.list_texts().keys() >= self.acknowledged.keys() for follower in self.followers)

    async def check(self) -> None:
        """Check that every acknowledged message exists exactly once, in one order for all, with no number missing."""
        rows = await _read_stored(self.scenario.parta.database_url, self.scenario.chat)
        stored = [str(row["client_id"]) for row in rows if row["author_id"] is not None]
        assert len(stored) == len(set(stored)), "doubled"
        assert set(self.acknowledged) <= set(stored), "lost"
        assert [row["number"] for row in rows] == list(range(1, len(rows) + 1)), "a number is missing"
        for follower in self.followers:
            known = [value for value in follower.state.values() if value.get("kind") == "text"]
            order = [value["client_id"] for value in sorted(known, key=lambda value: value["number"])]
            assert order == stored, "another order, or a hole"
            assert self.acknowledged.items() <= follower.list_texts().items()


@asynccontextmanager
async def running_traffic(
    scenario: Scenario, *, followers: int = 10, writers: int = 4, pause_s: float = _PAUSE_S
) -> AsyncGenerator[Traffic]:
    """Make the first members follow the chat and some of them write to it during the block; then check."""
    stream, members = f"chat:{scenario.chat}", scenario.people[:followers]
    traffic = Traffic(scenario, [Follower(scenario.parta.url, one, stream) for one in members], pause_s)
    following = [asyncio.create_task(follower.follow()) for follower in traffic.followers]
    stop = asyncio.Event()
    tasks = [asyncio.create_task(traffic.write(one, stop)) for one in scenario.people[:writers]]
    try:
        yield traffic
        stop.set()
        async with asyncio.timeout(_TIMEOUT_S):
            await asyncio.gather(*tasks)
        await traffic.wait_until_caught_up()
        await traffic.check()
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


async def _read_stored(database_url: str, chat: UUID) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(database_url)
    try:
        return await connection.fetch(
            "SELECT number, client_id, author_id FROM message WHERE chat_id = $1 ORDER BY number", chat
        )
    finally:
        await connection.close()
