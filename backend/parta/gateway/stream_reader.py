"""The gateway's reads of the database, each in one short transaction over one snapshot."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from parta.core.streams import Difference, Stream, StreamKind, read_difference, stream_key
from parta.core.unit_of_work import Sessions, UnitOfWork
from parta.gateway import protocol
from parta.gateway.subscriptions import Page, StreamPosition, StreamSnapshot, SubscriptionSnapshot

_MAX_PAGES = 5


class StreamReader:
    """Reads positions, subscribers and differences."""

    def __init__(self, sessions: Sessions, kinds: Mapping[str, StreamKind]) -> None:
        """Read by these sessions about streams of these kinds."""
        self._sessions = sessions
        self._kinds = kinds

    def parse_key(self, stream: str) -> tuple[StreamKind, UUID] | None:
        """Return the kind and the id of a stream's key, or None if it is not a key."""
        name, _, text = stream.partition(":")
        try:
            return self._kinds[name], UUID(text)
        except (KeyError, ValueError):
            return None

    async def read_subscriptions(
        self, subscribers: Collection[UUID], streams: Collection[str] = ()
    ) -> SubscriptionSnapshot:
        """Return the streams of these subscribers, and the positions of those and of these streams."""
        streams_by_subscriber: dict[UUID, list[str]] = {subscriber: [] for subscriber in subscribers}
        ids = {found[1] for stream in streams if (found := self.parse_key(stream))}
        async with self._sessions() as session:
            await _use_one_snapshot(session)
            for kind in self._kinds.values():
                for subscriber, stream_id in await kind.streams_of(session, subscribers):
                    streams_by_subscriber[subscriber].append(stream_key(kind.name, stream_id))
                    ids.add(stream_id)
            return SubscriptionSnapshot(await _read_positions(session, ids), streams_by_subscriber)

    async def read(self, stream: str, after: int | None) -> StreamSnapshot:
        """Return the stream's position and subscribers, and with `after` what changed since."""
        found = self.parse_key(stream)
        if found is None:
            return StreamSnapshot(StreamPosition(0, 0), ())
        kind, stream_id = found
        async with self._sessions() as session:
            await _use_one_snapshot(session)
            position = (await _read_positions(session, [stream_id])).get(stream)
            if position is None:
                return StreamSnapshot(StreamPosition(0, 0), ())
            subscribers = await kind.subscribers_of(session, stream_id)
            if after is None:
                return StreamSnapshot(position, subscribers)
            return StreamSnapshot(position, subscribers, await _read_pages(session, kind, stream_id, after, position))

    async def read_difference(self, stream: str, after: int, subscriber: UUID | None = None) -> Difference | None:
        """Return what changed in the stream after this seq; None if the stream does not exist.

        With a subscriber: None too if they are not subscribed, in that same snapshot.
        """
        found = self.parse_key(stream)
        if found is None:
            return None
        async with self._sessions() as session:
            await _use_one_snapshot(session)
            if not await _read_positions(session, [found[1]]):
                return None
            if subscriber is not None and subscriber not in await found[0].subscribers_of(session, found[1]):
                return None
            return await read_difference(session, found[0], found[1], after)


async def _read_pages(
    work: UnitOfWork, kind: StreamKind, stream_id: UUID, after: int, position: StreamPosition
) -> Sequence[Page]:
    pages: list[Page] = []
    while len(pages) < _MAX_PAGES:
        found = await read_difference(work, kind, stream_id, after)
        pages.append(Page(after, found.seq, protocol.difference(found)))
        if not found.more:
            return pages
        after = found.seq
    return [Page(pages[0].after, position.seq, protocol.reset(stream_key(kind.name, stream_id), position.seq))]


async def _read_positions(work: UnitOfWork, ids: Collection[UUID]) -> dict[str, StreamPosition]:
    rows = select(Stream.kind, Stream.id, Stream.seq, Stream.audience_seq)
    rows = rows.where(Stream.id == any_(literal(list(ids), ARRAY(Uuid()))))
    found = await work.execute(rows)
    return {
        stream_key(kind, stream_id): StreamPosition(seq, audience_seq) for kind, stream_id, seq, audience_seq in found
    }


async def _use_one_snapshot(work: UnitOfWork) -> None:
    """Make all reads of this session use one snapshot."""
    await work.connection(execution_options={"isolation_level": "REPEATABLE READ"})
