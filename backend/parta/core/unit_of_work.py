"""A unit of work: one transaction of one actor, what it has locked, and what it publishes, emits and audits at its end.

One order of locks for all: names of what may not exist yet (`advisory_lock`), streams in id order (`lock_streams`),
then reads of membership and rights, then writes. What is locked is forgotten with the transaction.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from pydantic import BaseModel
from sqlalchemy import (
    BigInteger,
    SQLColumnExpression,
    Text,
    Uuid,
    any_,
    case,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from parta.core.audit import AuditEntry, AuditRow
from parta.core.ephemerals import EphemeralEvent, EventsEmitted
from parta.core.outbox import Event, OutboxRow, Task, encode_event, ids_of
from parta.core.principals import SYSTEM, AnyActor
from parta.core.streams import Frame, Kind, Stream, encode_frame, stream_key

log = structlog.get_logger()


@dataclass(slots=True)
class Outbound:
    """What goes to the bus once the transaction has committed."""

    frames: list[Frame] = field(default_factory=list[Frame])
    ephemerals: list[EphemeralEvent] = field(default_factory=list[EphemeralEvent])


class UnitOfWork(AsyncSession):
    """A database session of one transaction that knows who acts. Only the edge commits it.

    It is itself the session, so that queries take it as it is (docs/adr/0010).
    """

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 - AsyncSession's own
        actor: AnyActor = SYSTEM,
        wanted: Collection[type[Event]] | None = None,
        **options: Any,  # noqa: ANN401 - AsyncSession's own
    ) -> None:
        """Create a unit of work of this actor; no connection is taken before the first statement.

        Of events on demand it writes only the `wanted` ones; None: all.
        """
        super().__init__(*arguments, **options)
        self.actor: AnyActor = actor
        self._wanted = wanted
        self._names: set[str] = set()
        self._streams: set[UUID] = set()
        self._highest: UUID | None = None
        self._updates: dict[UUID, dict[Kind, set[UUID]]] = {}
        self._events: list[Event] = []
        self._tasks: dict[tuple[str, UUID], None] = {}
        self._ephemerals: list[EphemeralEvent] = []
        self._entries: list[AuditEntry] = []

    async def advisory_lock(self, *names: str) -> None:
        """Lock these names until the transaction ends, in one order. What is locked already is not asked for again."""
        if wanted := sorted(set(names) - self._names):
            if self._highest is not None:
                report_lock_order(f"names {wanted} after streams")
            ordered = func.unnest(literal(wanted, ARRAY(Text())))
            await self.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(ordered, 0))))
            self._names.update(wanted)

    async def lock_streams(self, *stream_ids: UUID) -> None:
        """Lock the positions of these streams until the transaction ends, in id order.

        Comes before every read that the change depends on: one order for all means that nobody waits in a circle,
        and that a person who was just removed can change nothing more.
        """
        if wanted := set(stream_ids) - self._streams:
            if self._highest is not None and min(wanted) < self._highest:
                report_lock_order(f"stream {min(wanted)} after {self._highest}")
            positions = select(Stream.id).where(Stream.id == any_(_uuid_array(wanted))).order_by(Stream.id)
            await self.execute(positions.with_for_update(key_share=True))
            self._streams.update(wanted)
            self._highest = max(wanted) if self._highest is None else max(self._highest, *wanted)

    def is_locked(self, stream_id: UUID) -> bool:
        """Return True if this transaction has locked the stream, so that what it reads of it stays true."""
        return stream_id in self._streams

    def create_stream(self, kind: str, stream_id: UUID) -> None:
        """Create a stream, locked by this transaction. Its row is written before the next statement."""
        self.add(Stream(id=stream_id, kind=kind))
        self._streams.add(stream_id)

    def publish(self, stream_id: UUID, kind: Kind, *ids: UUID) -> None:
        """Publish the state of these entities as the transaction leaves them; none: only its audience changed.

        Raises RuntimeError if the stream is not locked; the flush, if one of them belongs to another stream.
        """
        if stream_id not in self._streams:
            message = f"{kind.name}: lock the stream before you read what its change depends on"
            raise RuntimeError(message)
        self._updates.setdefault(stream_id, {}).setdefault(kind, set()).update(ids)

    def publish_ephemeral(self, event: EphemeralEvent) -> None:
        """Publish an ephemeral event after the commit."""
        self._ephemerals.append(event)

    def emit(self, event: Event) -> None:
        """Write the event for the worker, in the transaction of its cause; one on demand only if it is wanted."""
        if not event.is_on_demand or self._wanted is None or type(event) in self._wanted:
            self._events.append(event)

    def enqueue(self, task: Task, *ids: UUID) -> None:
        """Write the task for each of these ids, for the worker, in the transaction of its cause."""
        self._tasks.update(dict.fromkeys((task.name, one) for one in ids))

    def audit(self, action: str, *ids: UUID, stream_id: UUID | None = None) -> None:
        """Record in the audit log that the actor did this to these entities."""
        self._entries.append(AuditEntry(action=action, ids=sorted(ids), stream_id=stream_id))

    async def commit(self) -> None:
        """Raise RuntimeError: only the edge commits, once, by `parta.core.transaction`."""
        raise RuntimeError("only the edge commits a unit of work")

    async def flush_updates(self) -> Outbound:
        """Raise the seq of each stream published to, stamp its rows, write events and audit; return what to send.

        The last act before the commit. One statement for all positions and rows, and those of one reader per kind.
        """
        await self.flush()
        outbound = Outbound(ephemerals=self._ephemerals)
        if self._updates:
            outbound.frames = await self._publish_updates()
        if self._events or self._tasks:
            await self._write_events()
        if self._entries:
            await self.execute(insert(AuditRow), [entry.row(self.actor) for entry in self._entries])
        return outbound

    async def _publish_updates(self) -> list[Frame]:
        ids_by_kind: dict[Kind, set[UUID]] = {}
        for kinds in self._updates.values():
            for kind, ids in kinds.items():
                ids_by_kind.setdefault(kind, set()).update(ids)
        ids_by_kind = {kind: ids for kind, ids in ids_by_kind.items() if ids}
        positions, stamped = await self._stamp(ids_by_kind)
        for stream_id, kinds in self._updates.items():
            for kind, ids in kinds.items():
                if kind.is_audited and ids:
                    entry = AuditEntry(f"{kind.name}.changed", sorted(ids), stream_id, seq=positions[stream_id][1])
                    self._entries.append(entry)
        values: dict[tuple[str, UUID], str] = {}
        for kind, ids in ids_by_kind.items():
            for value in await kind.read(self, ids):
                values[kind.name, entity_id(value)] = value.model_dump_json()
        self._require_own_streams(values.keys(), stamped)
        frames: list[Frame] = []
        for stream_id in sorted(self._updates):
            name, seq, audience_seq = positions[stream_id]
            changed = self._updates[stream_id].items()
            found = [(kind.name, values.get((kind.name, row))) for kind, ids in changed for row in sorted(ids)]
            updates = [(kind, value) for kind, value in found if value is not None]
            frames.append(encode_frame(stream_key(name, stream_id), seq, audience_seq, updates))
        return frames

    def _require_own_streams(
        self, found: Collection[tuple[str, UUID]], stamped: Collection[tuple[UUID, str, UUID]]
    ) -> None:
        """Raise RuntimeError if a row that exists would be sent to the audience of another stream than its own."""
        for stream_id, kinds in self._updates.items():
            for kind, ids in kinds.items():
                if any((kind.name, row) in found and (stream_id, kind.name, row) not in stamped for row in ids):
                    raise RuntimeError(f"{kind.name}: published in another stream than its own")

    async def _stamp(
        self, ids_by_kind: Mapping[Kind, Collection[UUID]]
    ) -> tuple[dict[UUID, tuple[str, int, int]], set[tuple[UUID, str, UUID]]]:
        """Advance the positions and stamp the rows with them, in one statement.

        Return kind, seq and audience seq of each stream; and stream, kind and id of each row.
        """
        changed = [s for s, kinds in self._updates.items() if any(kind.decides_audience for kind in kinds)]
        raised = Stream.seq + 1
        audience = case((Stream.id == any_(_uuid_array(changed)), raised), else_=Stream.audience_seq)
        advance = update(Stream).where(Stream.id == any_(_uuid_array(self._updates)))
        advance = advance.values(seq=raised, audience_seq=audience)
        advanced = advance.returning(Stream.id, Stream.kind, Stream.seq, Stream.audience_seq).cte("advanced")
        stamps = [
            update(kind.table)
            .where(kind.table.id == any_(_uuid_array(ids)), advanced.c.id == kind.stream_id)
            .values(changed_seq=advanced.c.seq)
            .returning(advanced.c.id, literal(kind.name, Text()).label("kind"), kind.table.id.label("row"))
            .cte(f"stamped_{kind.name}")
            for kind, ids in ids_by_kind.items()
        ]
        no_number, no_row = literal(None, BigInteger()), literal(None, Uuid())
        changes = [select(one.c.id, one.c.kind, no_number, no_number, one.c.row) for one in stamps]
        rows = (await self.execute(union_all(select(advanced, no_row), *changes))).all()
        positions = {stream: (kind, seq, audience_seq) for stream, kind, seq, audience_seq, row in rows if row is None}
        return positions, {(stream, kind, row) for stream, kind, _, _, row in rows if row is not None}

    async def _write_events(self) -> None:
        rows = [{"name": event.name, "payload": encode_event(event)} for event in self._events]
        rows += [{"name": name, "payload": {"id": str(one)}} for name, one in self._tasks]
        await self.execute(insert(OutboxRow), rows)
        self._ephemerals.append(EventsEmitted())
        for event in self._events:
            if event.is_audited:
                self._entries.append(AuditEntry(event.name, sorted(ids_of(event)), details=encode_event(event)))


Sessions = async_sessionmaker[UnitOfWork]


def make_sessions(engine: AsyncEngine) -> Sessions:
    """Return the maker of units of work; objects outlive the commit, and a read row replaces what was read before."""
    fresh = {"populate_existing": True}
    return async_sessionmaker(engine, class_=UnitOfWork, expire_on_commit=False, execution_options=fresh)


def entity_id(value: BaseModel) -> UUID:
    """Return the id of an entity that travels in a stream. Raises TypeError where it has none."""
    found: object = getattr(value, "id", None)
    if not isinstance(found, UUID):
        message = f"{type(value).__name__} travels in a stream and has no id"
        raise TypeError(message)
    return found


def _log_lock_order(violation: str) -> None:
    log.warning("locks out of order", violation=violation)


report_lock_order: Callable[[str], None] = _log_lock_order
"""Called where a transaction takes locks out of order; tests fail by it."""


def _uuid_array(ids: Iterable[UUID]) -> SQLColumnExpression[Any]:
    return literal(list(ids), ARRAY(Uuid()))
