"""The audit log for operators: `parta audit`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from parta.core.audit import AuditRow, list_audit
from parta.core.db import make_engine
from parta.core.unit_of_work import make_sessions


async def list_entries(database_url: str, *, about: UUID | None, since: datetime | None, limit: int) -> Sequence[str]:
    """Return the newest entries of the audit log, a line each."""
    engine = make_engine(database_url)
    try:
        async with make_sessions(engine)() as session:
            at = since.replace(tzinfo=UTC) if since else None
            return [format_entry(row) for row in await list_audit(session, entity_id=about, since=at, limit=limit)]
    finally:
        await engine.dispose()


def format_entry(row: AuditRow) -> str:
    """Return an entry as one line: when, who, what, to which ids, in which stream."""
    who = f"{row.actor_kind}:{row.actor_id}" if row.actor_id else row.actor_kind
    parts = [f"{row.at:%Y-%m-%d %H:%M:%S}Z", who, row.action]
    if row.ids:
        parts.append(",".join(map(str, row.ids)))
    if row.stream_id:
        parts.append(f"stream={row.stream_id}" + (f"@{row.seq}" if row.seq is not None else ""))
    if row.details:
        parts += [f"{key}={value}" for key, value in row.details.items()]
    return "  ".join(parts)
