"""Leave to have a file, and letting go of what nobody needs."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.files.models import File, FileGrant, Upload, UploadPart

_UNUSED_FOR = timedelta(days=2)
_AT_ONCE = 500


async def grant(session: AsyncSession, file_id: UUID, scope: str, scope_id: UUID) -> None:
    """Let all who may see this have the file. Safe to repeat."""
    row = insert(FileGrant).values(file_id=file_id, scope=scope, scope_id=scope_id)
    await session.execute(row.on_conflict_do_nothing())


async def revoke(session: AsyncSession, file_id: UUID, scope: str, scope_id: UUID) -> None:
    """Take that leave away again: what carried the file is gone. Safe to repeat."""
    theirs = (FileGrant.file_id == file_id, FileGrant.scope == scope, FileGrant.scope_id == scope_id)
    await session.execute(delete(FileGrant).where(*theirs))


async def forget_unused(session: AsyncSession) -> Sequence[str]:
    """Forget old files that nothing carries and uploads that nobody finished; give the keys that lie free now."""
    long_ago = now() - _UNUSED_FOR
    granted = exists().where(FileGrant.file_id == File.id)
    unused = (
        select(File.id).where(File.created_at < long_ago, ~granted).limit(_AT_ONCE).with_for_update(skip_locked=True)
    )
    gone = delete(File).where(File.id.in_(unused.scalar_subquery())).returning(File.storage_key, File.preview_key)
    keys = [key for pair in (await session.execute(gone)) for key in pair if key is not None]
    stale = select(Upload.id).where(Upload.touched_at < long_ago).limit(_AT_ONCE).with_for_update(skip_locked=True)
    stale_ids = (await session.execute(stale)).scalars().all()
    parts = delete(UploadPart).where(UploadPart.upload_id.in_(stale_ids)).returning(UploadPart.storage_key)
    keys += (await session.execute(parts)).scalars()
    await session.execute(delete(Upload).where(Upload.id.in_(stale_ids)))
    return keys
