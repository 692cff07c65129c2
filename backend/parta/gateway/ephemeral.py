"""Ephemeral events of chats: who is typing, how far others have read. Sent at most once a second for each chat."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from parta.core.streams import EphemeralEvent
from parta.gateway import protocol
from parta.gateway.transport import text_message

_INTERVAL_S = 1.0
_MAX_TYPING = 3
"""Of one chat at one time: nobody reads more names."""
_MAX_CHATS = 5000

Send = Callable[[Iterable[UUID], bytes], None]


@dataclass(slots=True)
class _Pending:
    """The collected events of one chat."""

    typing: dict[str, None] = field(default_factory=dict[str, None])
    read: dict[str, int] = field(default_factory=dict[str, int])


class EphemeralEvents:
    """Collects ephemeral events and sends them to the chat's subscribers, except the one who caused it."""

    def __init__(self, subscribers_of: Callable[[str], Collection[UUID]], send: Send) -> None:
        """Send by `send` to the subscribers that `subscribers_of` returns."""
        self._subscribers_of = subscribers_of
        self._send = send
        self._pending: dict[str, _Pending] = {}
        self._wakeup = asyncio.Event()

    def on_event(self, event: EphemeralEvent) -> None:
        """Collect an event from the bus; ignore those that are not for clients."""
        if event.name not in {"typing", "read"} or len(self._pending) >= _MAX_CHATS:
            return
        stream, profile = f"chat:{event.payload['chat_id']}", str(event.payload["profile_id"])
        if not self._subscribers_of(stream):
            return
        pending = self._pending.setdefault(stream, _Pending())
        if event.name == "typing":
            pending.typing[profile] = None
        else:
            pending.read[profile] = max(pending.read.get(profile, 0), int(event.payload["read_number"]))
        self._wakeup.set()

    async def flush_periodically(self) -> None:
        """Send the collected events periodically."""
        while True:
            await self._wakeup.wait()
            self._wakeup.clear()
            started_at = time.monotonic()
            pending, self._pending = self._pending, {}
            for stream, chat_pending in pending.items():
                self._send_pending(stream, chat_pending)
            await asyncio.sleep(max(0.0, _INTERVAL_S - (time.monotonic() - started_at)))

    def _send_pending(self, stream: str, pending: _Pending) -> None:
        messages = [(profile, protocol.typing(stream, profile)) for profile in list(pending.typing)[:_MAX_TYPING]]
        messages += [(profile, protocol.read(stream, profile, number)) for profile, number in pending.read.items()]
        subscribers = self._subscribers_of(stream)
        for cause, body in messages:
            self._send([profile for profile in subscribers if str(profile) != cause], text_message(body))
