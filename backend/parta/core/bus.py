"""The bus: hands what was committed to every process whose sockets may hear it. A lost hint costs only delay."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from parta.core.streams import EphemeralEvent, Frame, Outbound


class Listener(Protocol):
    """Takes what the bus brings, in this process."""

    def on_frame(self, frame: Frame) -> None:
        """Take a frame, whole."""
        ...

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Take notice that the stream has this head: the frame was too long to travel."""
        ...

    def on_ephemeral(self, signal: EphemeralEvent) -> None:
        """Take something fleeting."""
        ...

    def on_lost(self) -> None:
        """Take notice that hints may have been missed: everything known may be old."""
        ...


class Bus(Protocol):
    """Carries frames and signals between processes, after the commit."""

    def publish(self, sealed: Outbound) -> None:
        """Hand over what a transaction left to tell. Never waits, never fails."""
        ...

    def add_listener(self, listener: Listener) -> None:
        """Hand everything to this listener from now on."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """Carry to and from other processes while the block lasts."""
        ...


class LocalBus:
    """A bus within one process: for tests, and for a process that nobody else listens to."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._listeners: list[Listener] = []

    def add_listener(self, listener: Listener) -> None:
        """Hand everything to this listener from now on."""
        self._listeners.append(listener)

    def publish(self, sealed: Outbound) -> None:
        """Hand it over at once."""
        for listener in self._listeners:
            for frame in sealed.frames:
                listener.on_frame(frame)
            for signal in sealed.ephemerals:
                listener.on_ephemeral(signal)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Carry nothing further: there is no other process."""
        yield
