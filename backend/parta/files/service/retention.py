"""Retention: deletion of files and uploads that nobody needs."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, exists, select

from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.files.models import File, FileGrant, Upload, UploadPart

_UNUSED_RETENTION = timedelta(days=2)


async def list_unused(work: UnitOfWork) -> Sequence[UUID]:
    """Return old files without grants."""
    return (await work.execute(select(File.id).where(*_is_unused()))).scalars().all()


async def list_stale_uploads(work: UnitOfWork) -> Sequence[UUID]:
    """Return uploads that were not finished for a long time."""
    return (await work.execute(select(Upload.id).where(Upload.touched_at < now() - _UNUSED_RETENTION))).scalars().all()


async def delete_unused(work: UnitOfWork, file_id: UUID) -> Sequence[str]:
    """Delete the file if it is old and unused; return the storage keys that are unused now. Idempotent."""
    return await _delete(work, select(File.id).where(File.id == file_id, *_is_unused()))


async def delete_released(work: UnitOfWork, file_id: UUID) -> Sequence[str]:
    """Delete the file, however new, unless something carries it again; return its storage keys. Idempotent."""
    return await _delete(work, select(File.id).where(File.id == file_id, ~_is_granted()))


async def _delete(work: UnitOfWork, found: Select[UUID]) -> Sequence[str]:
    unused = found.with_for_update()
    deleted = delete(File).where(File.id.in_(unused.scalar_subquery())).returning(File.storage_key, File.preview_key)
    return [key for pair in (await work.execute(deleted)) for key in pair if key is not None]


async def delete_stale_upload(work: UnitOfWork, upload_id: UUID) -> Sequence[str]:
    """Delete the upload if it was not finished for a long time; return its storage keys. Idempotent."""
    stale = select(Upload.id).where(Upload.id == upload_id, Upload.touched_at < now() - _UNUSED_RETENTION)
    if (await work.execute(stale.with_for_update())).first() is None:
        return []
    return await delete_locked_upload(work, upload_id)


async def delete_locked_upload(work: UnitOfWork, upload_id: UUID) -> Sequence[str]:
    """Delete the upload, which this transaction has locked; return its storage keys."""
    parts = delete(UploadPart).where(UploadPart.upload_id == upload_id).returning(UploadPart.storage_key)
    keys = (await work.execute(parts)).scalars().all()
    await work.execute(delete(Upload).where(Upload.id == upload_id))
    return keys


def _is_unused() -> tuple[ColumnElement[bool], ...]:
    return File.created_at < now() - _UNUSED_RETENTION, ~_is_granted()


def _is_granted() -> ColumnElement[bool]:
    return exists().where(FileGrant.file_id == File.id)
