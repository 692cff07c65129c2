"""Grants: who has access to a file."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.files.models import FileGrant


async def grant(session: AsyncSession, file_id: UUID, scope: str, scope_id: UUID) -> None:
    """Grant access to the file to all who can see the scope. Idempotent."""
    row = insert(FileGrant).values(file_id=file_id, scope=scope, scope_id=scope_id)
    await session.execute(row.on_conflict_do_nothing())


async def revoke(session: AsyncSession, file_id: UUID, scope: str, scope_id: UUID) -> None:
    """Remove this access: what carried the file is deleted. Idempotent."""
    grants = (FileGrant.file_id == file_id, FileGrant.scope == scope, FileGrant.scope_id == scope_id)
    await session.execute(delete(FileGrant).where(*grants))
