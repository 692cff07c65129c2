"""The bus: carries what was committed to every process that may have subscribers. A lost hint costs only delay."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from parta.core.streams import EphemeralEvent, Frame
from parta.core.unit_of_work import Outbound


class Listener(Protocol):
    """Receives what the bus carries, in this process."""

    def on_frame(self, frame: Frame) -> None:
        """Handle a complete frame."""
        ...

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Handle the stream's new position: the frame itself was too long for the bus."""
        ...

    def on_ephemeral(self, event: EphemeralEvent) -> None:
        """Handle an ephemeral event."""
        ...

    def on_lost(self) -> None:
        """Handle that frames and hints may have been missed: everything known may be out of date."""
        ...


class Bus(Protocol):
    """Carries frames and ephemeral events between processes, after the commit."""

    def publish(self, outbound: Outbound) -> None:
        """Publish what a transaction produced. Never waits, never fails."""
        ...

    def add_listener(self, listener: Listener) -> None:
        """Pass everything to this listener from now on."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """Exchange with other processes while the block lasts."""
        ...


class LocalBus:
    """A bus within one process: for tests, and for a process without others."""

    def __init__(self) -> None:
        """Create a bus without listeners."""
        self._listeners: list[Listener] = []

    def add_listener(self, listener: Listener) -> None:
        """Pass everything to this listener from now on."""
        self._listeners.append(listener)

    def publish(self, outbound: Outbound) -> None:
        """Publish to the listeners at once."""
        for listener in self._listeners:
            for frame in outbound.frames:
                listener.on_frame(frame)
            for event in outbound.ephemerals:
                listener.on_ephemeral(event)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Do nothing: there is no other process."""
        yield
