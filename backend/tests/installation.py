"""An installation for tests: browsers, the worker on demand, and a record of what was published."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from parta.adapters.context import Context
from parta.core.bus import LocalBus
from parta.core.ephemerals import EphemeralEvent
from parta.core.settings import Settings
from parta.core.streams import Frame
from parta.core.unit_of_work import Outbound, Sessions, UnitOfWork
from parta.main import make_app
from parta.worker import settle
from tests.media_fake import MediaFake

ORIGIN = "http://parta.test"


@dataclass
class Published:
    """Everything that was published, in order."""

    frames: list[Frame] = field(default_factory=list[Frame])
    ephemerals: list[EphemeralEvent] = field(default_factory=list[EphemeralEvent])

    def state(self, stream: str) -> dict[str, dict[str, Any]]:
        """Return a stream's state, applying its frames in order of seq as a client does: `kind:id` → last state."""
        state: dict[str, dict[str, Any]] = {}
        for frame in sorted((f for f in self.frames if f.stream == stream), key=lambda f: f.seq):
            for update in msgspec.json.decode(frame.body)["updates"]:
                state[f"{update['kind']}:{update['value']['id']}"] = update["value"]
        return state


class RecordingBus(LocalBus):
    """A bus within one process that records what is published."""

    def __init__(self) -> None:
        """Create it with nothing published."""
        super().__init__()
        self.published = Published()

    def publish(self, outbound: Outbound) -> None:
        """Record it, and publish to the handlers at once."""
        self.published.frames += outbound.frames
        self.published.ephemerals += outbound.ephemerals
        super().publish(outbound)


@dataclass
class Installation:
    """A running installation without sockets: application, sessions, bus, and what was published."""

    app: FastAPI
    sessions: Sessions
    bus: LocalBus
    published: Published
    media: MediaFake
    _clients: AsyncExitStack

    @classmethod
    @asynccontextmanager
    async def run(cls, settings: Settings, sessions: Sessions) -> AsyncGenerator["Installation"]:
        """Start the application over this database; stop it afterwards."""
        bus = RecordingBus()
        app, media = make_app(settings, sessions, bus), MediaFake()
        app.state.context = replace(app.state.context, media=media)
        async with AsyncExitStack() as clients, app.router.lifespan_context(app):
            yield cls(app, sessions, bus, bus.published, media, clients)

    async def browser(self, cookies: dict[str, str] | None = None, *, address: str = "127.0.0.1") -> AsyncClient:
        """Return a new browser with its own cookies, at this address."""
        transport = ASGITransport(app=self.app, client=(address, 123))
        client = AsyncClient(transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN})
        client.cookies.update(cookies or {})
        return await self._clients.enter_async_context(client)

    @property
    def context(self) -> Context:
        """Return the context of the process."""
        context: Context = self.app.state.context
        return context

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[UnitOfWork]:
        """Yield the session of a transaction, committed and published at the end."""
        async with self.context.transaction() as work:
            yield work

    async def settle(self) -> list[str]:
        """Handle all waiting events; return their names."""
        return await settle(self.context)

    def published_state(self, kind: str, stream_id: UUID | str) -> dict[str, dict[str, Any]]:
        """Return the state of a stream by what was published of it: `kind:id` → value."""
        return self.published.state(f"{kind}:{stream_id}")
