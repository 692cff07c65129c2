"""Parta as a test holds it: people sign in, act over HTTP, the worker settles, and what was told is remembered."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from parta.core.bus import LocalBus
from parta.core.settings import Settings
from parta.core.streams import EphemeralEvent, Frame
from parta.core.unit_of_work import Sessions, UnitOfWork
from parta.main import make_app
from parta.worker import settle
from tests.media_fake import MediaFake

ORIGIN = "http://parta.test"


@dataclass
class RecordingListener:
    """Hears everything that the bus brings, in order."""

    frames: list[Frame] = field(default_factory=list[Frame])
    ephemerals: list[EphemeralEvent] = field(default_factory=list[EphemeralEvent])

    def on_frame(self, frame: Frame) -> None:
        """Remember a frame."""
        self.frames.append(frame)

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Within one process everything travels whole."""
        message = f"unexpected hint {stream} {seq} {audience_seq}"
        raise AssertionError(message)

    def on_ephemeral(self, event: EphemeralEvent) -> None:
        """Remember a signal."""
        self.ephemerals.append(event)

    def on_lost(self) -> None:
        """Within one process nothing is lost."""
        raise AssertionError

    def state(self, stream: str) -> dict[str, dict[str, Any]]:
        """Apply what was heard of a stream in the order of its numbers, as a client does: `kind:id` → last state."""
        state: dict[str, dict[str, Any]] = {}
        for frame in sorted((f for f in self.frames if f.stream == stream), key=lambda f: f.seq):
            for update in msgspec.json.decode(frame.body)["updates"]:
                state[f"{update['kind']}:{update['value']['id']}"] = update["value"]
        return state


@dataclass
class Installation:
    """A running Parta without sockets: application, sessions, bus, and an ear on it."""

    app: FastAPI
    sessions: Sessions
    bus: LocalBus
    published: RecordingListener
    media: MediaFake
    _clients: AsyncExitStack

    @classmethod
    @asynccontextmanager
    async def run(cls, settings: Settings, sessions: Sessions) -> AsyncGenerator["Installation"]:
        """Start the application over this database, stop it afterwards."""
        bus, listener = LocalBus(), RecordingListener()
        bus.add_listener(listener)
        app, media = make_app(settings, sessions, bus), MediaFake()
        app.state.context = replace(app.state.context, media=media)
        async with AsyncExitStack() as clients, app.router.lifespan_context(app):
            yield cls(app, sessions, bus, listener, media, clients)

    async def browser(self, cookies: dict[str, str] | None = None) -> AsyncClient:
        """Give a browser of its own, with its own cookies."""
        client = AsyncClient(transport=ASGITransport(app=self.app), base_url=ORIGIN, headers={"Origin": ORIGIN})
        client.cookies.update(cookies or {})
        return await self._clients.enter_async_context(client)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[UnitOfWork]:
        """Give a transaction as a request or a job has it: committed and told at the end."""
        async with self.app.state.context.transaction() as work:
            yield work

    async def settle(self) -> list[str]:
        """Let the worker act on all that waits; give the events that it took."""
        return await settle(self.app.state.context)

    def published_state(self, kind: str, stream_id: UUID | str) -> dict[str, dict[str, Any]]:
        """Give the state of a stream by what was told of it: `kind:id` → value."""
        return self.published.state(f"{kind}:{stream_id}")
