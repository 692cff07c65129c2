"""Answers of files to what happens."""

from datetime import timedelta

from parta.adapters.context import Context
from parta.core.clock import now
from parta.core.transaction import transaction
from parta.files import queries
from parta.files.events import FileUploaded
from parta.files.service import examining, keeping

_WRITTEN_BEFORE = timedelta(days=1)


async def file_uploaded(outside: Context, event: FileUploaded) -> None:
    """Examine what came in."""
    await examining.examine(outside, event.file_id)


async def sweep(outside: Context) -> None:
    """Let go of files that nothing carries, in the database and in the storage.

    Bytes without a row are those of a process that was killed between writing and committing.
    """
    while True:
        async with transaction(outside.sessions, outside.bus) as session:
            keys = await keeping.forget_unused(session)
        await outside.storage.remove(keys)
        if not keys:
            break
    async for lying in outside.storage.list_older(now() - _WRITTEN_BEFORE):
        async with transaction(outside.sessions, outside.bus) as session:
            used = await queries.list_used_keys(session, lying)
        await outside.storage.remove(set(lying) - used)
