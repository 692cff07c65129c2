"""Handlers, tasks and schedules of files."""

from datetime import timedelta
from uuid import UUID

from parta.adapters.context import Context
from parta.core.clock import now
from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.files import queries
from parta.files.events import FileReleased, FileUploaded
from parta.files.service import examination, retention

PROCESS_FILE = Task("files.process_file", is_repeated=True)
DELETE_FILE = Task("files.delete_file")
DELETE_UPLOAD = Task("files.delete_upload")
_ORPHAN_AGE = timedelta(days=1)


async def file_uploaded(work: UnitOfWork, event: FileUploaded) -> None:
    """Enqueue the processing of one more file."""
    work.enqueue(PROCESS_FILE, event.file_id)


async def file_released(context: Context, event: FileReleased) -> None:
    """Delete the file from the database and from the storage, so that it counts for nobody's quota any more."""
    async with context.transaction() as work:
        keys = await retention.delete_released(work, event.file_id)
    await context.storage.delete(keys)


async def process_waiting(work: UnitOfWork) -> None:
    """Enqueue the files that wait for an outside part that was unavailable. Runs every half minute."""
    work.enqueue(PROCESS_FILE, *await examination.list_waiting(work))


async def process_file(context: Context, _: UUID) -> None:
    """Process the file whose turn it is, which may be another one: there is a job for each."""
    await examination.process_next(context)


async def release_taken(work: UnitOfWork) -> None:
    """Release the files that a worker had which ended."""
    await examination.release_all(work)


async def sweep(work: UnitOfWork) -> None:
    """Enqueue the deletion of each unused file and each unfinished upload."""
    work.enqueue(DELETE_FILE, *await retention.list_unused(work))
    work.enqueue(DELETE_UPLOAD, *await retention.list_stale_uploads(work))


async def delete_file(context: Context, file_id: UUID) -> None:
    """Delete the file from the database and from the storage, if it is unused."""
    async with context.transaction() as work:
        keys = await retention.delete_unused(work, file_id)
    await context.storage.delete(keys)


async def delete_upload(context: Context, upload_id: UUID) -> None:
    """Delete the unfinished upload from the database and from the storage."""
    async with context.transaction() as work:
        keys = await retention.delete_stale_upload(work, upload_id)
    await context.storage.delete(keys)


async def delete_orphans(context: Context) -> None:
    """Delete stored bytes without a row, as of a process that was killed between the two. Raises ExceptionGroup.

    What cannot be deleted stops nothing else, and is tried again the next time.
    """
    errors: list[Exception] = []
    async for stored_keys in context.storage.list_older(now() - _ORPHAN_AGE):
        async with context.transaction() as work:
            used = await queries.list_used_keys(work, stored_keys)
        for key in set(stored_keys) - used:
            try:
                await context.storage.delete([key])
            except Exception as error:  # noqa: BLE001 - raised below
                errors.append(error)
    if errors:
        message = "some stored bytes were not deleted"
        raise ExceptionGroup(message, errors)
