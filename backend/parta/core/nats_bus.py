"""The bus over NATS, for installations of several hosts.

Each topic has a subject, to which those processes subscribe that need it; and there is one for everybody. There goes
what has no topic, and each frame that begins a stream or changes its audience: by it somebody may be subscribed to the
stream in a process that did not need it before.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error, SlowConsumerError

from parta.core.ephemerals import EphemeralEvent
from parta.core.packets import Batch, Item, pack
from parta.core.remote_bus import RemoteBus

EVERYBODY = "parta.everybody"
_TOPIC = "parta.topic."
_TIMEOUT_S = 5
_PING_INTERVAL_S = 5
_MAX_UNANSWERED_PINGS = 2

log = structlog.get_logger()


@dataclass(slots=True)
class _Link:
    """A connection, and the topics that its server sends."""

    connection: Client
    ended: asyncio.Event
    subscriptions: dict[str, Subscription] = field(default_factory=dict[str, Subscription])
    in_force: frozenset[str] = frozenset()
    """Topics of which the server has confirmed that it sends them."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class NatsBus(RemoteBus):
    """Exchanges with other processes by messages, of a topic only with those that subscribed to it."""

    def __init__(self, url: str) -> None:
        """Create a bus over the server at this `nats://` URL."""
        super().__init__()
        self._url = url
        self._topics: set[str] = set()
        self._link: _Link | None = None

    async def subscribe(self, *topics: str) -> bool:
        """Ensure that all that is published of these topics arrives from now on. Idempotent.

        Return True if it may not have arrived before. Without a connection there is nothing to wait for: as soon as
        there is one, all that was published before is reported as lost.
        """
        self._topics.update(topics)
        link = self._link
        if link is None or link.in_force.issuperset(topics):
            return False
        await self._sync_or_end(link)
        return True

    async def unsubscribe(self, *topics: str) -> None:
        """Allow the server to leave out what is published of these topics. Idempotent."""
        self._topics.difference_update(topics)
        if self._link is not None:
            await self._sync_or_end(self._link)

    def _exchanges(self) -> Sequence[Callable[[], Awaitable[None]]]:
        return (self._exchange,)

    async def _exchange(self) -> None:
        ended = asyncio.Event()

        async def on_closed() -> None:
            ended.set()

        connection = Client()
        await connection.connect(
            self._url,
            allow_reconnect=False,
            connect_timeout=_TIMEOUT_S,
            ping_interval=_PING_INTERVAL_S,
            max_outstanding_pings=_MAX_UNANSWERED_PINGS,
            pending_size=0,  # here and below 0 is no limit: where nats-py waits for room, it swallows a cancellation
            flusher_queue_size=0,
            no_echo=True,
            closed_cb=on_closed,
            error_cb=self._on_error,
        )
        try:
            link = _Link(connection, ended)
            await self._subscribe(connection, EVERYBODY)
            await self._sync_topics(link)
            self._link = link
            self._report_lost()
            await self._send_until_ended(link)
        finally:
            self._link = None
            with suppress(Error, OSError, TimeoutError):
                await asyncio.wait_for(connection.close(), _TIMEOUT_S)

    async def _send_until_ended(self, link: _Link) -> None:
        sending = self._send_queued(partial(self._send, link.connection))
        tasks = asyncio.create_task(sending), asyncio.create_task(link.ended.wait())
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        raise next((one for one in results if isinstance(one, Exception)), ConnectionResetError())

    async def _send(self, connection: Client, batch: Batch) -> None:
        items_by_subject: dict[str, list[Item]] = {EVERYBODY: []}
        for item in batch.items:
            for subject in _subjects_of(item):
                items_by_subject.setdefault(subject, []).append(item)
        for subject, items in items_by_subject.items():
            part = Batch(items, lost=batch.lost and subject == EVERYBODY)
            for packet in pack(self._origin, part, connection.max_payload):
                await connection.publish(subject, packet)
        await _flush(connection)

    async def _sync_or_end(self, link: _Link) -> None:
        """Synchronize the topics; a connection over which that fails is ended, and restored with all of them."""
        try:
            await self._sync_topics(link)
        except (Error, OSError, TimeoutError):
            link.ended.set()
            if self._link is link:
                self._link = None

    async def _sync_topics(self, link: _Link) -> None:
        """Make the server send exactly our topics, and wait until it does: who reads then misses nothing."""
        async with link.lock:
            while not link.in_force == link.subscriptions.keys() == self._topics:
                link.in_force &= self._topics
                for topic in link.subscriptions.keys() - self._topics:
                    await link.subscriptions.pop(topic).unsubscribe()
                for topic in self._topics - link.subscriptions.keys():
                    link.subscriptions[topic] = await self._subscribe(link.connection, _TOPIC + topic)
                await _flush(link.connection)
                link.in_force = frozenset(link.subscriptions)

    async def _subscribe(self, connection: Client, subject: str) -> Subscription:
        return await connection.subscribe(subject, cb=self._on_message)  # pyright: ignore[reportUnknownMemberType] - it has an untyped argument

    async def _on_message(self, message: Msg) -> None:
        for item in self._unpack(message.data):
            is_ephemeral = isinstance(item, EphemeralEvent)
            if is_ephemeral or message.subject != EVERYBODY or item.stream not in self._topics:
                self._deliver(item)  # else it comes by its topic, in order

    async def _on_error(self, error: Exception) -> None:
        log.warning("bus failed", error=type(error).__name__)
        if isinstance(error, SlowConsumerError):
            self._report_lost()


async def _flush(connection: Client) -> None:
    """Wait until the server has handled all that was sent.

    A ping of nats-py overtakes what it has not written yet: only a ping after that tells.
    """
    await asyncio.sleep(0)  # it writes
    while connection.pending_data_size:
        await connection.flush(_TIMEOUT_S)
    await connection.flush(_TIMEOUT_S)


def _subjects_of(item: Item) -> Sequence[str]:
    if isinstance(item, EphemeralEvent):
        return (EVERYBODY if item.topic is None else _TOPIC + item.topic,)
    topic = _TOPIC + item.stream
    return (topic, EVERYBODY) if item.seq in {1, item.audience_seq} else (topic,)
