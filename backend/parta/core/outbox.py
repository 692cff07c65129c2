"""Events for workers: written with the change that caused them, deleted by the transaction that handles them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Identity, delete, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base

EMITTED = "emitted"
"""Name of the ephemeral event that wakes the worker."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named in the past tense, with the ids that its handlers need and no more."""

    name: ClassVar[str]
    is_audited: ClassVar[bool] = False
    """True if each event is recorded in the audit log, with its payload."""


E = TypeVar("E", bound=Event)


class OutboxRow(Base):
    """An event that waits for a worker."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    name: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    emitted_at: Mapped[datetime] = mapped_column(default=now)


def encode_event(event: Event) -> dict[str, Any]:
    """Return the event's payload."""
    return _get_adapter(type(event)).dump_python(event, mode="json")


async def take_events(session: AsyncSession, limit: int = 100) -> Sequence[tuple[str, dict[str, Any]]]:
    """Delete the oldest waiting events and return them as (name, payload), in order of writing.

    Rows locked by another worker are skipped, so several workers may take events at once.
    """
    free = select(OutboxRow.id).order_by(OutboxRow.id).limit(limit).with_for_update(skip_locked=True)
    taken = delete(OutboxRow).where(OutboxRow.id.in_(free.scalar_subquery()))
    rows = await session.execute(taken.returning(OutboxRow.id, OutboxRow.name, OutboxRow.payload))
    return [(name, payload) for _, name, payload in sorted(rows, key=lambda row: row[0])]


def decode_event(event: type[E], payload: dict[str, Any]) -> E:
    """Return the event of this payload."""
    return _get_adapter(event).validate_python(payload)


@cache
def _get_adapter(event: type[E]) -> TypeAdapter[E]:
    return TypeAdapter(event)
