"""What the gateway asks the database, each in one short transaction over one snapshot."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Uuid

from parta.core.db import Sessions
from parta.core.streams import Difference, Stream, StreamKind, difference, stream_key
from parta.gateway import wire
from parta.gateway.subscriptions import Page, StreamPosition, StreamSnapshot, SubscriptionSnapshot

_MOST_PAGES = 5


class StreamReader:
    """Reads heads, hearers and differences."""

    def __init__(self, sessions: Sessions, kinds: Mapping[str, StreamKind]) -> None:
        """Read through these sessions about streams of these kinds."""
        self._sessions = sessions
        self._kinds = kinds

    def parse_key(self, stream: str) -> tuple[StreamKind, UUID] | None:
        """Give the kind and the id that a stream's name says, or None where it is no such name."""
        name, _, text = stream.partition(":")
        try:
            return self._kinds[name], UUID(text)
        except (KeyError, ValueError):
            return None

    async def read_subscriptions(
        self, hearers: Collection[UUID], streams: Collection[str] = ()
    ) -> SubscriptionSnapshot:
        """Give what these hearers hear, and how far that and these streams are."""
        heard: dict[UUID, list[str]] = {hearer: [] for hearer in hearers}
        ids = {found[1] for stream in streams if (found := self.parse_key(stream))}
        async with self._sessions() as session:
            await _one_snapshot(session)
            for kind in self._kinds.values():
                for hearer, stream_id in await kind.streams_of(session, hearers):
                    heard[hearer].append(stream_key(kind.name, stream_id))
                    ids.add(stream_id)
            return SubscriptionSnapshot(await _positions(session, ids), heard)

    async def read(self, stream: str, after: int | None) -> StreamSnapshot:
        """Give the stream's head and hearers, and with `after` what changed since."""
        found = self.parse_key(stream)
        if found is None:
            return StreamSnapshot(StreamPosition(0, 0), ())
        kind, stream_id = found
        async with self._sessions() as session:
            await _one_snapshot(session)
            head = (await _positions(session, [stream_id])).get(stream, StreamPosition(0, 0))
            hearers = await kind.subscribers_of(session, stream_id)
            if after is None:
                return StreamSnapshot(head, hearers)
            return StreamSnapshot(head, hearers, await _pages(session, kind, stream_id, after, head))

    async def difference(self, stream: str, after: int, hearer: UUID | None = None) -> Difference | None:
        """Give what changed in the stream after this seq; None where there is no such stream.

        With a hearer: None too where they do not hear it, in that same snapshot.
        """
        found = self.parse_key(stream)
        if found is None:
            return None
        async with self._sessions() as session:
            await _one_snapshot(session)
            if not await _positions(session, [found[1]]):
                return None
            if hearer is not None and hearer not in await found[0].subscribers_of(session, found[1]):
                return None
            return await difference(session, found[0], found[1], after)


async def _pages(
    session: AsyncSession, kind: StreamKind, stream_id: UUID, after: int, head: StreamPosition
) -> Sequence[Page]:
    pages: list[Page] = []
    while len(pages) < _MOST_PAGES:
        found = await difference(session, kind, stream_id, after)
        pages.append(Page(after, found.seq, wire.difference(found)))
        if not found.more:
            return pages
        after = found.seq
    return [Page(pages[0].after, head.seq, wire.reset(stream_key(kind.name, stream_id), head.seq))]


async def _positions(session: AsyncSession, ids: Collection[UUID]) -> dict[str, StreamPosition]:
    rows = select(Stream.kind, Stream.id, Stream.seq, Stream.audience_seq)
    rows = rows.where(Stream.id == any_(literal(list(ids), ARRAY(Uuid()))))
    found = await session.execute(rows)
    return {
        stream_key(kind, stream_id): StreamPosition(seq, audience_seq) for kind, stream_id, seq, audience_seq in found
    }


async def _one_snapshot(session: AsyncSession) -> None:
    """Let all reads of this session see the same moment."""
    await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
