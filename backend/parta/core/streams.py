"""Streams: what a set of subscribers receives, published as the new state of each changed entity.

One reader per kind serves the REST response, the frame and the difference, so an update equals a fresh read.

One order of locks for all: names of what may not exist yet (`advisory_lock`), streams in id order (`lock_streams`),
then reads of membership and rights, then writes. `flush_updates` only advances streams that are locked already.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
from pydantic import BaseModel
from sqlalchemy import BigInteger, SQLColumnExpression, Text, Uuid, any_, case, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base, StreamEntity

Reader = Callable[[AsyncSession, Collection[UUID]], Awaitable[Sequence[BaseModel]]]
_PENDING = "updates"
_LOCKED = "held"
_ADVISORY_LOCKS = "held names"
_EPHEMERALS = "signals"
_MAX_DIFFERENCE_ROWS = 1000
"""Rows of the longest difference; beyond it, reading everything anew is shorter."""


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
    stream: SQLColumnExpression[UUID]
    read: Reader
    decides_audience: bool = False
    """True if its rows determine the stream's subscribers, as a chat's members do."""


@dataclass(frozen=True, slots=True)
class StreamKind:
    """A kind of stream: what it publishes and who is subscribed."""

    name: str
    kinds: Sequence[Kind]
    subscribers_of: Callable[[AsyncSession, UUID], Awaitable[Collection[UUID]]]
    """Returns the subscribers of this stream: ids of principals."""
    streams_of: Callable[[AsyncSession, Collection[UUID]], Awaitable[Collection[tuple[UUID, UUID]]]]
    """Returns the streams of this kind that these subscribers are subscribed to: (subscriber, stream)."""


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


@dataclass(frozen=True, slots=True)
class EphemeralEvent:
    """An event for the gateways without a seq: it may be lost, and what matters is read afresh."""

    name: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed in a stream after `after`, complete up to `seq`. `updates` None: read everything anew."""

    stream: str
    after: int
    seq: int
    updates: list[EntityUpdate] | None
    more: bool


@dataclass(slots=True)
class Outbound:
    """What is published once the transaction has committed."""

    frames: list[Frame] = field(default_factory=list[Frame])
    ephemerals: list[EphemeralEvent] = field(default_factory=list[EphemeralEvent])


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


async def advisory_lock(session: AsyncSession, *names: str) -> None:
    """Lock these names, in one order for all, until the transaction ends: for rows that may not exist yet."""
    locked: set[str] = session.info.setdefault(_ADVISORY_LOCKS, set())
    if missing := sorted(set(names) - locked):
        ordered = func.unnest(literal(missing, ARRAY(Text())))
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(ordered, 0))))
        locked.update(missing)


async def lock_streams(session: AsyncSession, *stream_ids: UUID) -> None:
    """Lock these streams, in id order. Comes before every read that the change depends on.

    One order for all (names, streams, then rows) prevents deadlocks, and a person who has just been removed can change
    nothing more. Streams that are locked already are not locked again.
    """
    locked: set[UUID] = session.info.setdefault(_LOCKED, set())
    if missing := set(stream_ids) - locked:
        rows = select(Stream.id).where(Stream.id == any_(_uuid_array(missing))).order_by(Stream.id)
        await session.execute(rows.with_for_update(key_share=True))
        locked.update(missing)


def is_locked(session: AsyncSession, stream_id: UUID) -> bool:
    """Return True if this transaction has locked the stream, so that what it reads of it stays true."""
    return stream_id in session.info.get(_LOCKED, ())


async def create_stream(session: AsyncSession, kind: str, stream_id: UUID) -> None:
    """Create a stream. It is locked by the transaction that creates it."""
    session.add(Stream(id=stream_id, kind=kind))
    await session.flush()
    session.info.setdefault(_LOCKED, set()).add(stream_id)


def publish(session: AsyncSession, stream_id: UUID, kind: Kind, *ids: UUID) -> None:
    """Publish these entities to the stream, in the state that the transaction leaves. The stream must be locked."""
    if not is_locked(session, stream_id):
        message = f"{kind.name}: lock the stream before reading what the change depends on"
        raise RuntimeError(message)
    pending = session.info.setdefault(_PENDING, {})
    pending.setdefault(stream_id, {}).setdefault(kind, set()).update(ids)


def publish_ephemeral(session: AsyncSession, name: str, **payload: Any) -> None:  # noqa: ANN401 - whatever JSON can carry
    """Publish an ephemeral event to the gateways once the transaction has committed."""
    session.info.setdefault(_EPHEMERALS, []).append(EphemeralEvent(name=name, payload=payload))


async def flush_updates(session: AsyncSession) -> Outbound:
    """Advance each stream with updates, stamp its rows, and return what to publish after the commit.

    The last step before the commit. A fixed number of statements per kind, however many streams and rows.
    """
    await session.flush()
    pending: dict[UUID, dict[Kind, set[UUID]]] = session.info.pop(_PENDING, {})
    session.info.pop(_LOCKED, None)
    session.info.pop(_ADVISORY_LOCKS, None)
    outbound = Outbound(ephemerals=session.info.pop(_EPHEMERALS, []))
    if not pending:
        return outbound
    positions = await _advance_positions(session, pending)
    ids_by_kind: dict[Kind, set[UUID]] = {}
    for kinds in pending.values():
        for kind, ids in kinds.items():
            ids_by_kind.setdefault(kind, set()).update(ids)
    values: dict[tuple[str, UUID], str] = {}
    for kind, ids in ids_by_kind.items():
        stamp = update(kind.table).where(kind.table.id == any_(_uuid_array(ids)), Stream.id == kind.stream)
        stamp = stamp.values(changed_seq=Stream.seq).execution_options(synchronize_session=False)
        await session.execute(stamp)
        for value in await kind.read(session, ids):
            values[kind.name, _get_id(value)] = value.model_dump_json()
    for stream_id in sorted(pending):
        name, seq, audience_seq = positions[stream_id]
        kinds_and_ids = pending[stream_id].items()
        updates = [(kind.name, values[kind.name, row]) for kind, ids in kinds_and_ids for row in sorted(ids)]
        outbound.frames.append(encode_frame(stream_key(name, stream_id), seq, audience_seq, updates))
    return outbound


async def read_difference(
    session: AsyncSession, kind: StreamKind, stream_id: UUID, after: int, *, page: int = 200
) -> Difference:
    """Read what changed in the stream after `after`, about a page of rows, cut only between seqs.

    The session reads one snapshot (REPEATABLE READ). There is no log to prune, so no position is too old;
    a client more than a thousand rows behind reads everything anew.
    """
    current_seq = (await session.execute(select(Stream.seq).where(Stream.id == stream_id))).scalar_one()
    stream = stream_key(kind.name, stream_id)
    if after > current_seq:
        return Difference(stream=stream, after=after, seq=current_seq, updates=None, more=False)
    changed: list[tuple[int, int, UUID]] = []
    for kind_index, entity in enumerate(kind.kinds):
        rows = select(entity.table.changed_seq, literal(kind_index), entity.table.id)
        rows = rows.where(entity.stream == stream_id, entity.table.changed_seq > after)
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


async def _advance_positions(
    session: AsyncSession, pending: dict[UUID, dict[Kind, set[UUID]]]
) -> dict[UUID, tuple[str, int, int]]:
    with_audience_change = [s for s, kinds in pending.items() if any(kind.decides_audience for kind in kinds)]
    next_seq = Stream.seq + 1
    audience_seq = case((Stream.id == any_(_uuid_array(with_audience_change)), next_seq), else_=Stream.audience_seq)
    statement = (
        update(Stream).where(Stream.id == any_(_uuid_array(pending))).values(seq=next_seq, audience_seq=audience_seq)
    )
    statement = statement.execution_options(synchronize_session=False)
    rows = await session.execute(statement.returning(Stream.id, Stream.kind, Stream.seq, Stream.audience_seq))
    return {row: (kind, seq, audience_seq) for row, kind, seq, audience_seq in rows}


def _uuid_array(ids: Iterable[UUID]) -> SQLColumnExpression[Any]:
    return literal(list(ids), ARRAY(Uuid()))


def _get_id(value: BaseModel) -> UUID:
    found: object = getattr(value, "id", None)
    if not isinstance(found, UUID):
        message = f"{type(value).__name__} is published in a stream and has no id"
        raise TypeError(message)
    return found
