"""Events and tasks for workers: written with the change that caused them, deleted when they become jobs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Identity, Text, all_, any_, delete, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named in the past tense, with the ids that its handlers need and no more."""

    name: ClassVar[str]
    is_audited: ClassVar[bool] = False
    """True if each event is recorded in the audit log, with its payload."""
    is_on_demand: ClassVar[bool] = False
    """True if it is written only when some handler wants it, and may have none."""


@dataclass(frozen=True, slots=True)
class Task:
    """Work on one thing, enqueued with its id. Idempotent.

    What already waits is not enqueued again; what runs already is, since that run may have read before the change.

    A job that concerns many things enqueues a task for each, so that one that fails stops no other.
    """

    name: str
    is_repeated: bool = False
    """True if it is enqueued again and again, as by a schedule: it is then not enqueued while it runs or is retried."""


E = TypeVar("E", bound=Event)


class OutboxRow(Base):
    """An event or a task that waits for a worker."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    name: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    emitted_at: Mapped[datetime] = mapped_column(default=now)


def encode_event(event: Event) -> dict[str, Any]:
    """Return the event's payload."""
    return _get_adapter(type(event)).dump_python(event, mode="json")


def ids_of(event: Event) -> Sequence[UUID]:
    """Return all ids that the event carries."""
    values = [getattr(event, one.name) for one in fields(event)]
    listed: list[object] = [item for value in values for item in (value if isinstance(value, list) else [value])]  # pyright: ignore[reportUnknownVariableType]
    return [item for item in listed if isinstance(item, UUID)]


async def take_events(
    session: AsyncSession, names: Collection[str], limit: int = 100
) -> Sequence[tuple[str, dict[str, Any]]]:
    """Delete the oldest waiting events of these names and return them as (name, payload), in order of writing.

    Others wait for a worker that knows them, as a newer one during an upgrade. Rows locked by another worker are
    skipped, so several workers may take events at once.
    """
    known = select(OutboxRow.id).where(OutboxRow.name == any_(literal(list(names), ARRAY(Text()))))
    # As a subquery it could be run again for each row of the table, and take more than the limit.
    free = known.order_by(OutboxRow.id).limit(limit).with_for_update(skip_locked=True).cte("free")
    taken = delete(OutboxRow).where(OutboxRow.id.in_(select(free.c.id)))
    rows = await session.execute(taken.returning(OutboxRow.id, OutboxRow.name, OutboxRow.payload))
    return [(name, payload) for _, name, payload in sorted(rows, key=lambda row: row[0])]


async def count_unknown_events(session: AsyncSession, names: Collection[str], *, before: datetime) -> Mapping[str, int]:
    """Return how many events of other names than these have waited since before then, by name."""
    unknown = select(OutboxRow.name, func.count()).where(
        OutboxRow.name != all_(literal(list(names), ARRAY(Text()))), OutboxRow.emitted_at < before
    )
    return dict((await session.execute(unknown.group_by(OutboxRow.name).order_by(OutboxRow.name))).all())


def decode_event(event: type[E], payload: dict[str, Any]) -> E:
    """Return the event of this payload."""
    return _get_adapter(event).validate_python(payload)


@cache
def _get_adapter(event: type[E]) -> TypeAdapter[E]:
    return TypeAdapter(event)
