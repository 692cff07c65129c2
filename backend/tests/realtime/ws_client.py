"""A WebSocket client that follows streams by the rules of the protocol, and can be made to lose frames."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

_TIMEOUT_S = 10
_REQUEST_INTERVAL_S = 0.3

PROFILE_ENDPOINT, JOURNAL_ENDPOINT, GUEST_ENDPOINT = "/ws", "/ws?as=account", "/ws?as=guest"
_COOKIES = {PROFILE_ENDPOINT: "parta_profile", JOURNAL_ENDPOINT: "parta_journal", GUEST_ENDPOINT: "parta_guest"}

State = dict[str, dict[str, Any]]


@dataclass
class WsClient:
    """A socket and what it received, as a client stores it."""

    socket: ClientConnection
    frames: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """All received frames, in order."""
    state: dict[str, State] = field(default_factory=dict[str, State])
    """By stream: `kind:id` → last state."""
    seqs: dict[str, int] = field(default_factory=dict[str, int])
    positions: dict[str, int] = field(default_factory=dict[str, int])
    close_code: int | None = None
    """The code with which the socket was closed."""
    ignores_heartbeats: bool = False
    """True if it does not answer heartbeats."""
    chance: Random | None = None
    """Decides which frames are lost; None: none."""
    _pending: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict[str, dict[int, dict[str, Any]]])
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, **frame: Any) -> None:  # noqa: ANN401 - JSON
        """Send a frame."""
        await self.socket.send(json.dumps(frame))

    async def until(self, happened: Callable[["WsClient"], object]) -> None:
        """Wait until the condition holds."""
        async with asyncio.timeout(_TIMEOUT_S):
            while not happened(self):
                self._changed.clear()
                await self._changed.wait()

    async def until_seq(self, stream: str, seq: int) -> State:
        """Wait until the stream is known up to this seq; return its state."""
        await self.until(lambda ws_client: ws_client.seqs.get(stream, -1) >= seq)
        return self.state[stream]

    async def until_closed(self) -> int | None:
        """Wait until the server closes the socket; return the code."""
        await self.until(lambda ws_client: ws_client.close_code is not None)
        return self.close_code

    def received(self, kind: str, stream: str | None = None) -> list[dict[str, Any]]:
        """Return the received frames of this type."""
        return [frame for frame in self.frames if frame["t"] == kind and stream in (None, frame.get("s"))]

    async def receive(self) -> None:
        """Receive frames until the socket closes."""
        asking = asyncio.create_task(self._request_missing())
        try:
            async for text in self.socket:
                frame = json.loads(text)
                self.frames.append(frame)
                if frame["t"] == "heartbeat" and not self.ignores_heartbeats:
                    await self.send(t="pong")
                if (
                    self.chance is None
                    or frame["t"] in {"welcome", "subscribed", "unsubscribed"}
                    or self.chance.random() > 0.4
                ):
                    self._handle(frame)
                self._changed.set()
        except ConnectionClosed:
            pass
        finally:
            asking.cancel()
            self.close_code = self.socket.close_code
            self._changed.set()

    def _handle(self, frame: dict[str, Any]) -> None:
        stream = frame.get("s", "")
        match frame["t"]:
            case "welcome":
                self.positions |= frame["streams"]
                for key in frame["streams"]:
                    self.seqs.setdefault(key, 0)
                    self.state.setdefault(key, {})
            case "update" if stream in self.seqs:
                self._pending.setdefault(stream, {})[frame["n"]] = frame
                self._update_position(stream, frame["n"])
                self._apply_pending(stream)
            case "diff" if stream in self.seqs and frame["from"] <= self.seqs[stream] < frame["to"]:
                self._apply(stream, frame["updates"], frame["to"])
                self._update_position(stream, frame["to"])
                self._apply_pending(stream)
            case "subscribed" | "reset":
                self.seqs[stream], self.state[stream] = 0, {}
                self._update_position(stream, frame["n"])
            case "unsubscribed":
                for known in (self.seqs, self.state, self.positions, self._pending):
                    known.pop(stream, None)
            case "heartbeat":
                for key, seq in frame["positions"].items():
                    self._update_position(key, seq)
            case _:
                pass

    def _update_position(self, stream: str, seq: int) -> None:
        if stream in self.seqs:
            self.positions[stream] = max(seq, self.positions.get(stream, 0))

    def _apply_pending(self, stream: str) -> None:
        early = self._pending.get(stream, {})
        while frame := early.pop(self.seqs[stream] + 1, None):
            self._apply(stream, frame["updates"], frame["n"])

    def _apply(self, stream: str, updates: list[dict[str, Any]], seq: int) -> None:
        for update in updates:
            self.state[stream][f"{update['kind']}:{update['value']['id']}"] = update["value"]
        self.seqs[stream] = seq

    async def _request_missing(self) -> None:
        while True:
            for stream, position in list(self.positions.items()):
                if position > self.seqs.get(stream, position):
                    await self.send(t="diff", s=stream, **{"from": self.seqs[stream]})
            await asyncio.sleep(_REQUEST_INTERVAL_S)


@asynccontextmanager
async def open_raw_ws_client(
    url: str,
    token: str | None,
    *,
    origin: str | None = None,
    endpoint: str = PROFILE_ENDPOINT,
    others: Mapping[str, str] | None = None,
) -> AsyncGenerator[WsClient]:
    """Yield a client of this endpoint that has not sent hello yet; `others` are tokens for other endpoints."""
    tokens = {**(others or {}), **({endpoint: token} if token else {})}
    cookie = (
        {"Cookie": "; ".join(f"{_COOKIES[at.partition('?for=')[0]]}={one}" for at, one in tokens.items())}
        if tokens
        else {}
    )
    address = f"{url.replace('http', 'ws', 1)}{endpoint}"
    socket = connect(address, origin=origin or url, additional_headers=cookie, compression=None, proxy=None)  # pyright: ignore[reportArgumentType]
    async with socket as opened:
        ws_client = WsClient(opened)
        listening = asyncio.create_task(ws_client.receive())
        try:
            yield ws_client
        finally:
            await opened.close()
            await listening


@asynccontextmanager
async def open_ws_client(
    url: str,
    token: str,
    known: Mapping[str, int] | None = None,
    *,
    epoch: str | None = None,
    chance: Random | None = None,
) -> AsyncGenerator[WsClient]:
    """Yield a client that has received the welcome; with nothing known it reads everything from the beginning."""
    async with open_raw_ws_client(url, token) as ws_client:
        ws_client.chance = chance
        ws_client.seqs |= known or {}
        ws_client.state |= {stream: {} for stream in known or {}}
        await ws_client.send(t="hello", proto=2, epoch=epoch, streams=dict(known or {}))
        await ws_client.until(lambda opened: opened.received("welcome"))
        yield ws_client


@asynccontextmanager
async def open_ws_client_at(
    endpoint: str, url: str, token: str, others: Mapping[str, str] | None = None
) -> AsyncGenerator[WsClient]:
    """Yield a client of this endpoint that has received the welcome; `others` are tokens for other endpoints."""
    async with open_raw_ws_client(url, token, endpoint=endpoint, others=others) as ws_client:
        await ws_client.send(t="hello", proto=2, epoch=None, streams={})
        await ws_client.until(lambda opened: opened.received("welcome"))
        yield ws_client
