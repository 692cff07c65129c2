"""Handlers and scheduled tasks of files."""

from datetime import timedelta

from parta.adapters.context import Context
from parta.core.clock import now
from parta.files import queries
from parta.files.events import FileUploaded
from parta.files.service import processing, retention

_ORPHAN_AGE = timedelta(days=1)


async def file_uploaded(context: Context, event: FileUploaded) -> None:
    """Process the uploaded file."""
    await processing.process(context, event.file_id)


async def sweep(context: Context) -> None:
    """Delete unused files from the database and from the storage.

    Stored bytes without a row were written by a process that was killed before it committed.
    """
    while True:
        async with context.transaction() as work:
            keys = await retention.delete_unused(work)
        await context.storage.delete(keys)
        if not keys:
            break
    async for stored_keys in context.storage.list_older(now() - _ORPHAN_AGE):
        async with context.transaction() as work:
            used = await queries.list_used_keys(work, stored_keys)
        await context.storage.delete(set(stored_keys) - used)
