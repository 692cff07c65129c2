"""Grants: who has access to a file."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert

from parta.core.unit_of_work import UnitOfWork
from parta.files.events import FileReleased
from parta.files.models import FileGrant


async def grant(work: UnitOfWork, file_id: UUID, scope: str, scope_id: UUID) -> None:
    """Grant access to the file to all who can see the scope. Idempotent."""
    await grant_all(work, [file_id], scope, scope_id)


async def grant_all(work: UnitOfWork, file_ids: Collection[UUID], scope: str, scope_id: UUID) -> None:
    """Grant access to these files to all who can see the scope, in one statement. Idempotent."""
    rows = [{"file_id": file_id, "scope": scope, "scope_id": scope_id} for file_id in file_ids]
    if rows:
        await work.execute(insert(FileGrant).values(rows).on_conflict_do_nothing())


async def revoke(work: UnitOfWork, file_id: UUID, scope: str, scope_id: UUID) -> None:
    """Remove this access: what carried the file is deleted. Idempotent."""
    grants = (FileGrant.file_id == file_id, FileGrant.scope == scope, FileGrant.scope_id == scope_id)
    removed = await work.execute(delete(FileGrant).where(*grants).returning(FileGrant.file_id))
    if removed.first() is None:
        return
    work.audit("file.removed", file_id, scope_id)
    if not await work.scalar(select(exists().where(FileGrant.file_id == file_id))):
        work.emit(FileReleased(file_id=file_id))
