"""A window that somebody has open: follows streams by the rules of a client, and can be made to lose what it hears."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

_PATIENCE_S = 10
_ASK_AGAIN_S = 0.3

PROFILE_DOOR, JOURNAL_DOOR, GUEST_DOOR = "/ws", "/ws/journal", "/ws/guest"
_COOKIES = {PROFILE_DOOR: "parta_profile", JOURNAL_DOOR: "parta_journal", GUEST_DOOR: "parta_guest"}

State = dict[str, dict[str, Any]]


@dataclass
class Window:
    """What one socket heard, as a client keeps it."""

    socket: ClientConnection
    frames: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Everything heard, in order."""
    state: dict[str, State] = field(default_factory=dict[str, State])
    """By stream: `kind:id` → last state."""
    seqs: dict[str, int] = field(default_factory=dict[str, int])
    heads: dict[str, int] = field(default_factory=dict[str, int])
    code: int | None = None
    """With what the socket was closed."""
    is_mute: bool = False
    """Whether it leaves the heartbeat unanswered."""
    chance: Random | None = None
    """Decides which frames are lost on the way; None: none are."""
    _early: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict[str, dict[int, dict[str, Any]]])
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, **frame: Any) -> None:  # noqa: ANN401 - JSON
        """Send a frame."""
        await self.socket.send(json.dumps(frame))

    async def until(self, happened: Callable[["Window"], object]) -> None:
        """Wait until it has happened."""
        async with asyncio.timeout(_PATIENCE_S):
            while not happened(self):
                self._changed.clear()
                await self._changed.wait()

    async def until_level(self, stream: str, seq: int) -> State:
        """Wait until all of the stream up to this seq is known; give its state."""
        await self.until(lambda window: window.seqs.get(stream, -1) >= seq)
        return self.state[stream]

    async def until_closed(self) -> int | None:
        """Wait until the server closes; give the code."""
        await self.until(lambda window: window.code is not None)
        return self.code

    def heard(self, kind: str, stream: str | None = None) -> list[dict[str, Any]]:
        """Give the frames of this kind."""
        return [frame for frame in self.frames if frame["t"] == kind and stream in (None, frame.get("s"))]

    async def listen(self) -> None:
        """Take what comes until the socket closes."""
        asking = asyncio.create_task(self._keep_asking())
        try:
            async for text in self.socket:
                frame = json.loads(text)
                self.frames.append(frame)
                if frame["t"] == "heartbeat" and not self.is_mute:
                    await self.say(t="pong")
                if (
                    self.chance is None
                    or frame["t"] in {"welcome", "subscribed", "unsubscribed"}
                    or self.chance.random() > 0.4
                ):
                    self._take(frame)
                self._changed.set()
        except ConnectionClosed:
            pass
        finally:
            asking.cancel()
            self.code = self.socket.close_code
            self._changed.set()

    def _take(self, frame: dict[str, Any]) -> None:
        stream = frame.get("s", "")
        match frame["t"]:
            case "welcome":
                self.heads |= frame["streams"]
                for key in frame["streams"]:
                    self.seqs.setdefault(key, 0)
                    self.state.setdefault(key, {})
            case "update" if stream in self.seqs:
                self._early.setdefault(stream, {})[frame["n"]] = frame
                self._learn(stream, frame["n"])
                self._follow(stream)
            case "diff" if stream in self.seqs and frame["from"] <= self.seqs[stream] < frame["to"]:
                self._apply(stream, frame["updates"], frame["to"])
                self._learn(stream, frame["to"])
                self._follow(stream)
            case "subscribed" | "reset":
                self.seqs[stream], self.state[stream] = 0, {}
                self._learn(stream, frame["n"])
            case "unsubscribed":
                for kept in (self.seqs, self.state, self.heads, self._early):
                    kept.pop(stream, None)
            case "heartbeat":
                for key, head in frame["positions"].items():
                    self._learn(key, head)
            case _:
                pass

    def _learn(self, stream: str, head: int) -> None:
        if stream in self.seqs:
            self.heads[stream] = max(head, self.heads.get(stream, 0))

    def _follow(self, stream: str) -> None:
        early = self._early.get(stream, {})
        while frame := early.pop(self.seqs[stream] + 1, None):
            self._apply(stream, frame["updates"], frame["n"])

    def _apply(self, stream: str, updates: list[dict[str, Any]], seq: int) -> None:
        for update in updates:
            self.state[stream][f"{update['kind']}:{update['value']['id']}"] = update["value"]
        self.seqs[stream] = seq

    async def _keep_asking(self) -> None:
        while True:
            for stream, head in list(self.heads.items()):
                if head > self.seqs.get(stream, head):
                    await self.say(t="diff", s=stream, **{"from": self.seqs[stream]})
            await asyncio.sleep(_ASK_AGAIN_S)


@asynccontextmanager
async def raw_window(
    url: str, token: str | None, *, origin: str | None = None, door: str = PROFILE_DOOR
) -> AsyncGenerator[Window]:
    """Give a window at this door that has not greeted yet."""
    cookie = {"Cookie": f"{_COOKIES[door]}={token}"} if token else {}
    address = f"{url.replace('http', 'ws', 1)}{door}"
    socket = connect(address, origin=origin or url, additional_headers=cookie, compression=None, proxy=None)  # pyright: ignore[reportArgumentType]
    async with socket as opened:
        window = Window(opened)
        listening = asyncio.create_task(window.listen())
        try:
            yield window
        finally:
            await opened.close()
            await listening


@asynccontextmanager
async def open_window(
    url: str,
    token: str,
    known: Mapping[str, int] | None = None,
    *,
    epoch: str | None = None,
    chance: Random | None = None,
) -> AsyncGenerator[Window]:
    """Give a window that has been greeted; with nothing known it reads everything from the beginning."""
    async with raw_window(url, token) as window:
        window.chance = chance
        window.seqs |= known or {}
        window.state |= {stream: {} for stream in known or {}}
        await window.say(t="hello", proto=1, epoch=epoch, streams=dict(known or {}))
        await window.until(lambda opened: opened.heard("welcome"))
        yield window


@asynccontextmanager
async def open_window_at(door: str, url: str, token: str) -> AsyncGenerator[Window]:
    """Give a window at this door that has been greeted."""
    async with raw_window(url, token, door=door) as window:
        await window.say(t="hello", proto=1, epoch=None, streams={})
        await window.until(lambda opened: opened.heard("welcome"))
        yield window
