"""Streams: what a set of subscribers receives, published as the new state of each changed entity.

One reader per kind serves the REST response, the frame and the difference, so an update equals a fresh read.

One order of locks for all: names of what may not exist yet (`advisory_lock`), streams in id order (`lock_streams`),
then reads of membership and rights, then writes. `flush_updates` only advances streams that are locked already.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from pydantic import BaseModel
from sqlalchemy import BigInteger, CompoundSelect, Select, SQLColumnExpression, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base, StreamEntity

Reader = Callable[[AsyncSession, Collection[UUID]], Awaitable[Sequence[BaseModel]]]
Subscriptions = Select[UUID, UUID] | CompoundSelect[UUID, UUID]
_MAX_DIFFERENCE_ROWS = 1000
"""Rows of the longest difference; beyond it, reading everything again is shorter."""


class Stream(Base):
    """A stream's position. Its row is the lock under which everything in the stream changes."""

    __tablename__ = "stream"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The id of its subject: the chat, the profile."""
    kind: Mapped[str]
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    audience_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    """The seq of the last change of its subscribers."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity that streams publish: its name in the protocol, its table, its stream, and its one reader.

    A row belongs to one stream. What two streams publish are two rows (a call, and the message that is its card).
    """

    name: str
    table: type[StreamEntity]
    stream_id: SQLColumnExpression[UUID]
    """The column of the stream that a row belongs to."""
    schema: type[BaseModel]
    read: Reader
    """Returns the present state of these rows, as values of the schema."""
    stream: str = field(kw_only=True)
    """The kind of its stream."""
    is_audited: bool = field(kw_only=True)
    """True if each change of a row is recorded in the audit log."""
    decides_audience: bool = field(default=False, kw_only=True)
    """True if its rows determine the stream's subscribers, as a chat's members do."""


@dataclass(frozen=True, slots=True)
class StreamKind:
    """A kind of stream: who is subscribed, and what it publishes."""

    name: str
    subscriptions: Callable[[], Subscriptions]
    """Returns the select of all its subscriptions at present: (subscriber, stream). Each column may be filtered."""
    kinds: Sequence[Kind] = ()
    """All kinds that are published in it, of whatever domain; `parta.core.registry` adds them."""

    def select_subscribers(self, stream_id: UUID) -> Select[UUID]:
        """Return the select of the subscribers of this stream."""
        subscriber, stream = self.subscriptions().subquery().c
        return select(subscriber).where(stream == stream_id)

    def select_streams(self, subscribers: Collection[UUID]) -> Select[UUID, UUID]:
        """Return the select of (subscriber, stream) for these subscribers."""
        subscriber, stream = self.subscriptions().subquery().c
        return select(subscriber, stream).where(subscriber == any_(literal(list(subscribers), ARRAY(Uuid()))))

    async def subscribers_of(self, session: AsyncSession, stream_id: UUID) -> Collection[UUID]:
        """Return the subscribers of this stream: ids of principals."""
        return (await session.execute(self.select_subscribers(stream_id))).scalars().all()

    async def streams_of(self, session: AsyncSession, subscribers: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
        """Return the streams of this kind that these subscribers are subscribed to: (subscriber, stream)."""
        rows = await session.execute(self.select_streams(subscribers))
        return [(subscriber, stream_id) for subscriber, stream_id in rows]


@dataclass(frozen=True, slots=True)
class EntityUpdate:
    """The new state of one entity. Applying it is idempotent."""

    kind: str
    value: BaseModel


@dataclass(frozen=True, slots=True)
class Frame:
    """What one transaction changed in one stream, encoded once for all subscribers."""

    stream: str
    """The key, such as `chat:0192…`."""
    seq: int
    audience_seq: int
    body: bytes
    """The JSON that is sent to the sockets."""


class Hint(
    msgspec.Struct, frozen=True, tag_field="t", tag="hint", rename={"stream": "s", "seq": "n", "audience_seq": "a"}
):
    """The position of a frame that was too long for the bus."""

    stream: str
    seq: int
    audience_seq: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed in a stream after `after`, complete up to `seq`. `updates` None: read all again."""

    stream: str
    after: int
    seq: int
    updates: list[EntityUpdate] | None
    more: bool


def stream_key(kind: str, stream_id: UUID) -> str:
    """Return the stream's name in the protocol."""
    return f"{kind}:{stream_id}"


def encode_frame(stream: str, seq: int, audience_seq: int, updates: Iterable[tuple[str, bytes | str]]) -> Frame:
    """Encode a frame; `updates` are names of kinds with values that are already JSON."""
    body = {
        "t": "update",
        "s": stream,
        "n": seq,
        "a": audience_seq,
        "updates": [{"kind": kind, "value": msgspec.Raw(value)} for kind, value in updates],
    }
    return Frame(stream=stream, seq=seq, audience_seq=audience_seq, body=msgspec.json.encode(body))


async def read_difference(
    session: AsyncSession, kind: StreamKind, stream_id: UUID, after: int, *, page: int = 200
) -> Difference:
    """Read what changed in the stream after `after`, about a page of rows, cut only between seqs.

    The session reads one snapshot (REPEATABLE READ). There is no log to prune, so no position is too old;
    a client more than a thousand rows behind reads everything again.
    """
    current_seq = (await session.execute(select(Stream.seq).where(Stream.id == stream_id))).scalar_one()
    stream = stream_key(kind.name, stream_id)
    if after > current_seq:
        return Difference(stream=stream, after=after, seq=current_seq, updates=None, more=False)
    changed: list[tuple[int, int, UUID]] = []
    for kind_index, entity in enumerate(kind.kinds):
        rows = select(entity.table.changed_seq, literal(kind_index), entity.table.id)
        rows = rows.where(entity.stream_id == stream_id, entity.table.changed_seq > after)
        rows = rows.order_by(entity.table.changed_seq).limit(_MAX_DIFFERENCE_ROWS + 1)
        changed += [(seq, index, row) for seq, index, row in (await session.execute(rows))]
    if len(changed) > _MAX_DIFFERENCE_ROWS:
        return Difference(stream=stream, after=after, seq=current_seq, updates=None, more=False)
    changed.sort()
    last_seq = current_seq
    if len(changed) > page:
        last_seq = changed[page - 1][0]
        changed = [row for row in changed if row[0] <= last_seq]
    updates: list[EntityUpdate] = []
    for kind_index, entity in enumerate(kind.kinds):
        ids = [row for _, index, row in changed if index == kind_index]
        if ids:
            updates += [EntityUpdate(kind=entity.name, value=value) for value in await entity.read(session, ids)]
    return Difference(stream=stream, after=after, seq=last_seq, updates=updates, more=last_seq < current_seq)
