"""Ephemeral events of chats and calls: typing, read numbers, reactions. Sent once a second at most for each."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from parta.calls.events import ParticipantReacted
from parta.gateway import protocol
from parta.gateway.transport import text_message
from parta.messenger.events import ReadNumberChanged, Typing

_INTERVAL_S = 1.0
_MAX_TYPING = 3
"""Of one chat at one time: nobody reads more names."""
_MAX_REACTIONS = 60
"""Of one call at one time: nobody sees more."""
_MAX_STREAMS = 5000

Send = Callable[[Iterable[UUID], bytes], None]


@dataclass(slots=True)
class _Pending:
    """The collected events of one chat, or of one call."""

    typing: dict[UUID, None] = field(default_factory=dict[UUID, None])
    read: dict[UUID, int] = field(default_factory=dict[UUID, int])
    reactions: list[tuple[UUID, str]] = field(default_factory=list[tuple[UUID, str]])


class EphemeralEvents:
    """Collects ephemeral events and sends them to the stream's subscribers.

    What somebody types or reads is not sent to them; their reactions are, for their other devices.
    """

    def __init__(self, subscribers_of: Callable[[str], Collection[UUID]], send: Send) -> None:
        """Send by `send` to the subscribers that `subscribers_of` returns."""
        self._subscribers_of = subscribers_of
        self._send = send
        self._pending: dict[str, _Pending] = {}
        self._wakeup = asyncio.Event()

    def on_typing(self, event: Typing) -> None:
        """Collect who is typing."""
        if pending := self._collect(event.topic):
            pending.typing[event.profile_id] = None

    def on_read_number(self, event: ReadNumberChanged) -> None:
        """Collect how far somebody has read."""
        if pending := self._collect(event.topic):
            pending.read[event.profile_id] = max(pending.read.get(event.profile_id, 0), event.read_number)

    def on_reaction(self, event: ParticipantReacted) -> None:
        """Collect who sent which reaction."""
        if (pending := self._collect(event.topic)) and len(pending.reactions) < _MAX_REACTIONS:
            pending.reactions.append((event.participant_id, event.reaction))

    async def flush_periodically(self) -> None:
        """Send the collected events periodically."""
        while True:
            await self._wakeup.wait()
            self._wakeup.clear()
            started_at = time.monotonic()
            pending, self._pending = self._pending, {}
            for stream, stream_pending in pending.items():
                self._send_pending(stream, stream_pending)
            await asyncio.sleep(max(0.0, _INTERVAL_S - (time.monotonic() - started_at)))

    def _collect(self, stream: str) -> _Pending | None:
        """Return the collected events of the stream, which are sent soon; None if nobody here would receive them."""
        if len(self._pending) >= _MAX_STREAMS or not self._subscribers_of(stream):
            return None
        self._wakeup.set()
        return self._pending.setdefault(stream, _Pending())

    def _send_pending(self, stream: str, pending: _Pending) -> None:
        messages = [(profile, protocol.typing(stream, profile)) for profile in list(pending.typing)[:_MAX_TYPING]]
        messages += [(profile, protocol.read(stream, profile, number)) for profile, number in pending.read.items()]
        subscribers = self._subscribers_of(stream)
        for cause, body in messages:
            self._send([profile for profile in subscribers if profile != cause], text_message(body))
        if pending.reactions:
            self._send(subscribers, text_message(protocol.reactions(stream, pending.reactions)))
