"""The audit log: who did what to which entities, written in the transaction of the act. Never texts, marks or codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Uuid, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base
from parta.core.principals import AnyActor


class AuditRow(Base):
    """One act of one actor."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "actor_id", "at"), Index(None, "at"), Index(None, "ids", postgresql_using="gin"))

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    """A kind of principals, such as `profile` or `system`."""
    actor_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    action: Mapped[str]
    """A kind of entity that changed (`member.changed`), an event, or an act by its own name."""
    stream_id: Mapped[UUID | None]
    seq: Mapped[int | None] = mapped_column(BigInteger)
    """The seq of the stream by which the change became visible."""
    ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    details: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What is recorded of an act beside who did it and when."""

    action: str
    ids: Sequence[UUID] = ()
    stream_id: UUID | None = None
    seq: int | None = None
    details: dict[str, Any] | None = field(default=None)

    def row(self, actor: AnyActor) -> dict[str, Any]:
        """Return the entry as a row of the log."""
        return {
            "at": now(),
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "session_id": actor.session_id,
            "action": self.action,
            "stream_id": self.stream_id,
            "seq": self.seq,
            "ids": list(self.ids),
            "details": self.details,
        }


async def list_audit(
    session: AsyncSession, *, entity_id: UUID | None = None, since: datetime | None = None, limit: int = 100
) -> Sequence[AuditRow]:
    """Return the newest entries first; with `entity_id` those that it did or that were done to it."""
    rows = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    if since is not None:
        rows = rows.where(AuditRow.at >= since)
    if entity_id is not None:
        about = AuditRow.ids.contains([entity_id]) | (AuditRow.stream_id == entity_id)
        rows = rows.where(about | (AuditRow.actor_id == entity_id))
    return (await session.execute(rows)).scalars().all()
