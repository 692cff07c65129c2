"""Retention: deletion of files and uploads that nobody needs."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, exists, select

from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.files.models import File, FileGrant, Upload, UploadPart

_UNUSED_RETENTION = timedelta(days=2)
_BATCH_SIZE = 500


async def delete_unused(work: UnitOfWork) -> Sequence[str]:
    """Delete old files without grants and unfinished uploads; return the storage keys that are unused now."""
    long_ago = now() - _UNUSED_RETENTION
    granted = exists().where(FileGrant.file_id == File.id)
    unused = (
        select(File.id).where(File.created_at < long_ago, ~granted).limit(_BATCH_SIZE).with_for_update(skip_locked=True)
    )
    deleted = delete(File).where(File.id.in_(unused.scalar_subquery())).returning(File.storage_key, File.preview_key)
    keys = [key for pair in (await work.execute(deleted)) for key in pair if key is not None]
    stale = select(Upload.id).where(Upload.touched_at < long_ago).limit(_BATCH_SIZE).with_for_update(skip_locked=True)
    stale_ids = (await work.execute(stale)).scalars().all()
    parts = delete(UploadPart).where(UploadPart.upload_id.in_(stale_ids)).returning(UploadPart.storage_key)
    keys += (await work.execute(parts)).scalars()
    await work.execute(delete(Upload).where(Upload.id.in_(stale_ids)))
    return keys
