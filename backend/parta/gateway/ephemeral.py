"""What has no number and may be lost: who is typing, how far others have read. Told at most once a second a chat."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from parta.core.streams import EphemeralEvent
from parta.gateway import wire
from parta.gateway.transport import text_message

_EVERY_S = 1.0
_MOST_TYPING = 3
"""Of one chat in one moment: nobody reads more names."""
_MOST_CHATS = 5000

Send = Callable[[Iterable[UUID], bytes], None]


@dataclass(slots=True)
class _News:
    """What is to be told of one chat."""

    typing: dict[str, None] = field(default_factory=dict[str, None])
    read: dict[str, int] = field(default_factory=dict[str, int])


class EphemeralEvents:
    """Gathers what is fleeting and tells it, to those who hear the chat and are not its cause."""

    def __init__(self, hearers: Callable[[str], Collection[UUID]], send: Send) -> None:
        """Tell those whom `hearers` names, by `send`."""
        self._hearers = hearers
        self._send = send
        self._news: dict[str, _News] = {}
        self._awake = asyncio.Event()

    def on_event(self, signal: EphemeralEvent) -> None:
        """Take a signal from the bus; what is not for people is passed over."""
        if signal.name not in {"typing", "read"} or len(self._news) >= _MOST_CHATS:
            return
        stream, profile = f"chat:{signal.payload['chat_id']}", str(signal.payload["profile_id"])
        if not self._hearers(stream):
            return
        news = self._news.setdefault(stream, _News())
        if signal.name == "typing":
            news.typing[profile] = None
        else:
            news.read[profile] = max(news.read.get(profile, 0), int(signal.payload["read_number"]))
        self._awake.set()

    async def flush_periodically(self) -> None:
        """Tell what was gathered, once in a while."""
        while True:
            await self._awake.wait()
            self._awake.clear()
            began = time.monotonic()
            news, self._news = self._news, {}
            for stream, told in news.items():
                self._tell(stream, told)
            await asyncio.sleep(max(0.0, _EVERY_S - (time.monotonic() - began)))

    def _tell(self, stream: str, news: _News) -> None:
        told = [(profile, wire.typing(stream, profile)) for profile in list(news.typing)[:_MOST_TYPING]]
        told += [(profile, wire.read(stream, profile, number)) for profile, number in news.read.items()]
        everybody = self._hearers(stream)
        for cause, body in told:
            self._send([profile for profile in everybody if str(profile) != cause], text_message(body))
