"""The bus: carries what was committed to every process that may have subscribers. What is lost costs only delay."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol, TypeVar

from parta.core.ephemerals import EphemeralEvent
from parta.core.packets import EphemeralDecoders
from parta.core.streams import Frame, Hint
from parta.core.unit_of_work import Outbound

E = TypeVar("E", bound=EphemeralEvent)


class Bus(Protocol):
    """Carries frames and ephemeral events between processes, after the commit.

    What is published of one stream arrives in its order. A topic is the key of a stream or of a board.
    """

    def publish(self, outbound: Outbound) -> None:
        """Publish what a transaction produced. Never waits, never fails."""
        ...

    def on_frames(self, handler: Callable[[Frame], None]) -> None:
        """Call this with every frame from now on."""
        ...

    def on_hints(self, handler: Callable[[Hint], None]) -> None:
        """Call this with every hint: the position of a frame that was too long."""
        ...

    def on(self, event: type[E], handler: Callable[[E], None]) -> None:
        """Call this with every ephemeral event of this class."""
        ...

    def on_lost(self, handler: Callable[[], None]) -> None:
        """Call this when something may have been missed: everything known may be out of date."""
        ...

    async def subscribe(self, *topics: str) -> bool:
        """Ensure that all that is published of these topics arrives from now on. Idempotent.

        Return True if it may not have arrived before: what was read of them before this call is read again.
        """
        ...

    async def unsubscribe(self, *topics: str) -> None:
        """Allow the bus to leave out what is published of these topics. Idempotent."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """Exchange with other processes while the block lasts."""
        ...


class BaseBus:
    """What all buses have in common: the handlers in this process, and that everything reaches them."""

    def __init__(self) -> None:
        """Create a bus without handlers."""
        self._frame_handlers: list[Callable[[Frame], None]] = []
        self._hint_handlers: list[Callable[[Hint], None]] = []
        self._loss_handlers: list[Callable[[], None]] = []
        self._ephemeral_handlers: dict[type[EphemeralEvent], list[Callable[[Any], None]]] = {}
        self._decoders = EphemeralDecoders()

    def on_frames(self, handler: Callable[[Frame], None]) -> None:
        """Call this with every frame from now on."""
        self._frame_handlers.append(handler)

    def on_hints(self, handler: Callable[[Hint], None]) -> None:
        """Call this with every hint: the position of a frame that was too long."""
        self._hint_handlers.append(handler)

    def on(self, event: type[E], handler: Callable[[E], None]) -> None:
        """Call this with every ephemeral event of this class. Raises ValueError if another class has its name."""
        self._decoders.add(event)
        self._ephemeral_handlers.setdefault(event, []).append(handler)

    def on_lost(self, handler: Callable[[], None]) -> None:
        """Call this when something may have been missed: everything known may be out of date."""
        self._loss_handlers.append(handler)

    async def subscribe(self, *topics: str) -> bool:  # noqa: ARG002 - everything arrives
        """Return False: everything arrives in every process."""
        return False

    async def unsubscribe(self, *topics: str) -> None:
        """Do nothing: everything arrives in every process."""

    def _deliver(self, item: Frame | Hint | EphemeralEvent) -> None:
        if isinstance(item, Frame):
            for on_frame in self._frame_handlers:
                on_frame(item)
        elif isinstance(item, Hint):
            for on_hint in self._hint_handlers:
                on_hint(item)
        else:
            for on_event in self._ephemeral_handlers.get(type(item), ()):
                on_event(item)

    def _report_lost(self) -> None:
        for on_lost in self._loss_handlers:
            on_lost()


class LocalBus(BaseBus):
    """A bus within one process: for tests, and for a process without others."""

    def publish(self, outbound: Outbound) -> None:
        """Publish to the handlers at once."""
        for item in (*outbound.frames, *outbound.ephemerals):
            self._deliver(item)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Do nothing: there is no other process."""
        yield
