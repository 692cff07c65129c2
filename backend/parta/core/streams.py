"""Streams: what a set of people hears together, told as the new state of what changed.

One reader per kind serves the REST answer, the frame and the difference, so what was heard equals a fresh read.

One order of locks for all: names of what may not exist yet (`hold_name`), heads in id order (`hold`), then reads
of membership and rights, then writes. `seal` only raises what is held already.
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
_HELD = "held"
_NAMED = "held names"
_SIGNALS = "signals"
_LONGEST = 1000
"""Rows of the longest difference; beyond, reading anew is shorter."""


class Stream(Base):
    """A stream's head. Its row is the lock under which everything in the stream changes."""

    __tablename__ = "stream"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The id of what it is about: the chat's, the profile's."""
    kind: Mapped[str]
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    audience_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    """The seq of the last change of who hears it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity that people see: its name on the wire, its table, its stream, and its one reader.

    A row belongs to one stream. What two streams show are two rows (a call, and the message that is its card).
    """

    name: str
    table: type[StreamEntity]
    stream: SQLColumnExpression[UUID]
    read: Reader
    decides_audience: bool = False
    """Whether its rows say who hears the stream, as a chat's members do."""


@dataclass(frozen=True, slots=True)
class StreamKind:
    """A kind of stream: what it carries and who hears it."""

    name: str
    kinds: Sequence[Kind]
    subscribers_of: Callable[[AsyncSession, UUID], Awaitable[Collection[UUID]]]
    """Give who hears this stream: ids that sockets stand for."""
    streams_of: Callable[[AsyncSession, Collection[UUID]], Awaitable[Collection[tuple[UUID, UUID]]]]
    """Give the streams of this kind that these hearers hear: (hearer, stream)."""


@dataclass(frozen=True, slots=True)
class EntityUpdate:
    """The new state of one entity. Applying it twice does no harm."""

    kind: str
    value: BaseModel


@dataclass(frozen=True, slots=True)
class Frame:
    """What one transaction changed in one stream, encoded once for all who hear it."""

    stream: str
    """The key, such as `chat:0192…`."""
    seq: int
    audience_seq: int
    body: bytes
    """The JSON that goes to the sockets."""


@dataclass(frozen=True, slots=True)
class EphemeralEvent:
    """Something fleeting for the gateways: no number, may be lost, read afresh when it matters."""

    name: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed in a stream after `after`, complete up to `seq`. No `updates`: reading anew is shorter."""

    stream: str
    after: int
    seq: int
    updates: list[EntityUpdate] | None
    more: bool


@dataclass(slots=True)
class Outbound:
    """What goes out once the transaction has committed."""

    frames: list[Frame] = field(default_factory=list[Frame])
    ephemerals: list[EphemeralEvent] = field(default_factory=list[EphemeralEvent])


def stream_key(kind: str, stream_id: UUID) -> str:
    """Give the stream's name on the wire."""
    return f"{kind}:{stream_id}"


def encode_frame(stream: str, seq: int, audience_seq: int, updates: Iterable[tuple[str, bytes | str]]) -> Frame:
    """Encode a frame; `updates` are names of kinds with values that are JSON already."""
    body = {
        "t": "update",
        "s": stream,
        "n": seq,
        "a": audience_seq,
        "updates": [{"kind": kind, "value": msgspec.Raw(value)} for kind, value in updates],
    }
    return Frame(stream=stream, seq=seq, audience_seq=audience_seq, body=msgspec.json.encode(body))


async def advisory_lock(session: AsyncSession, *names: str) -> None:
    """Let one transaction at a time work on what bears these names, before it exists and after. All in one order."""
    named: set[str] = session.info.setdefault(_NAMED, set())
    if wanted := sorted(set(names) - named):
        ordered = func.unnest(literal(wanted, ARRAY(Text())))
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(ordered, 0))))
        named.update(wanted)


async def lock_streams(session: AsyncSession, *stream_ids: UUID) -> None:
    """Lock these heads, in id order. Comes before every read that the change depends on.

    One order for all (names, heads, then rows) means that nobody waits in a circle, and that a person
    who was just let go can change nothing more. What is held already is not asked for again.
    """
    held: set[UUID] = session.info.setdefault(_HELD, set())
    if wanted := set(stream_ids) - held:
        heads = select(Stream.id).where(Stream.id == any_(_ids(wanted))).order_by(Stream.id)
        await session.execute(heads.with_for_update(key_share=True))
        held.update(wanted)


def is_locked(session: AsyncSession, stream_id: UUID) -> bool:
    """Whether this transaction holds the stream, so that what it reads of it stays true."""
    return stream_id in session.info.get(_HELD, ())


async def create_stream(session: AsyncSession, kind: str, stream_id: UUID) -> None:
    """Begin a stream. It is held by the transaction that begins it."""
    session.add(Stream(id=stream_id, kind=kind))
    await session.flush()
    session.info.setdefault(_HELD, set()).add(stream_id)


def publish(session: AsyncSession, stream_id: UUID, kind: Kind, *ids: UUID) -> None:
    """Tell all who hear the stream the state of these entities as the transaction leaves them. The head is held."""
    if not is_locked(session, stream_id):
        message = f"{kind.name}: hold the stream before you read what its change depends on"
        raise RuntimeError(message)
    pending = session.info.setdefault(_PENDING, {})
    pending.setdefault(stream_id, {}).setdefault(kind, set()).update(ids)


def publish_ephemeral(session: AsyncSession, name: str, **payload: Any) -> None:  # noqa: ANN401 - whatever JSON can carry
    """Tell the gateways something fleeting once the transaction has committed."""
    session.info.setdefault(_SIGNALS, []).append(EphemeralEvent(name=name, payload=payload))


async def flush_updates(session: AsyncSession) -> Outbound:
    """Raise the seq of each stream that was put to, stamp its rows, and give what to send after the commit.

    The last act before the commit. A fixed number of statements per kind, however many streams and rows.
    """
    await session.flush()
    pending: dict[UUID, dict[Kind, set[UUID]]] = session.info.pop(_PENDING, {})
    session.info.pop(_HELD, None)
    session.info.pop(_NAMED, None)
    sealed = Outbound(ephemerals=session.info.pop(_SIGNALS, []))
    if not pending:
        return sealed
    heads = await _advance_positions(session, pending)
    ids_of: dict[Kind, set[UUID]] = {}
    for kinds in pending.values():
        for kind, ids in kinds.items():
            ids_of.setdefault(kind, set()).update(ids)
    values: dict[tuple[str, UUID], str] = {}
    for kind, ids in ids_of.items():
        stamped = update(kind.table).where(kind.table.id == any_(_ids(ids)), Stream.id == kind.stream)
        stamped = stamped.values(changed_seq=Stream.seq).execution_options(synchronize_session=False)
        await session.execute(stamped)
        for value in await kind.read(session, ids):
            values[kind.name, _id_of(value)] = value.model_dump_json()
    for stream_id in sorted(pending):
        name, seq, audience_seq = heads[stream_id]
        told = pending[stream_id].items()
        updates = [(kind.name, values[kind.name, row]) for kind, ids in told for row in sorted(ids)]
        sealed.frames.append(encode_frame(stream_key(name, stream_id), seq, audience_seq, updates))
    return sealed


async def difference(
    session: AsyncSession, kind: StreamKind, stream_id: UUID, after: int, *, page: int = 200
) -> Difference:
    """Read what changed in the stream after `after`, about a page of rows, cut only between seqs.

    The session reads one snapshot (REPEATABLE READ). No log is pruned, so nothing is ever too old;
    what is more than a thousand rows behind is told to read anew.
    """
    head = (await session.execute(select(Stream.seq).where(Stream.id == stream_id))).scalar_one()
    stream = stream_key(kind.name, stream_id)
    if after > head:
        return Difference(stream=stream, after=after, seq=head, updates=None, more=False)
    changed: list[tuple[int, int, UUID]] = []
    for order, entity in enumerate(kind.kinds):
        rows = select(entity.table.changed_seq, literal(order), entity.table.id)
        rows = rows.where(entity.stream == stream_id, entity.table.changed_seq > after)
        rows = rows.order_by(entity.table.changed_seq).limit(_LONGEST + 1)
        changed += [(seq, place, row) for seq, place, row in (await session.execute(rows))]
    if len(changed) > _LONGEST:
        return Difference(stream=stream, after=after, seq=head, updates=None, more=False)
    changed.sort()
    upto = head
    if len(changed) > page:
        upto = changed[page - 1][0]
        changed = [row for row in changed if row[0] <= upto]
    updates: list[EntityUpdate] = []
    for order, entity in enumerate(kind.kinds):
        ids = [row for _, place, row in changed if place == order]
        if ids:
            updates += [EntityUpdate(kind=entity.name, value=value) for value in await entity.read(session, ids)]
    return Difference(stream=stream, after=after, seq=upto, updates=updates, more=upto < head)


async def _advance_positions(
    session: AsyncSession, pending: dict[UUID, dict[Kind, set[UUID]]]
) -> dict[UUID, tuple[str, int, int]]:
    seated = [s for s, kinds in pending.items() if any(kind.decides_audience for kind in kinds)]
    raised = Stream.seq + 1
    members = case((Stream.id == any_(_ids(seated)), raised), else_=Stream.audience_seq)
    heads = update(Stream).where(Stream.id == any_(_ids(pending))).values(seq=raised, audience_seq=members)
    heads = heads.execution_options(synchronize_session=False)
    rows = await session.execute(heads.returning(Stream.id, Stream.kind, Stream.seq, Stream.audience_seq))
    return {row: (kind, seq, audience_seq) for row, kind, seq, audience_seq in rows}


def _ids(ids: Iterable[UUID]) -> SQLColumnExpression[Any]:
    return literal(list(ids), ARRAY(Uuid()))


def _id_of(value: BaseModel) -> UUID:
    found: object = getattr(value, "id", None)
    if not isinstance(found, UUID):
        message = f"{type(value).__name__} is told in a stream and has no id"
        raise TypeError(message)
    return found
