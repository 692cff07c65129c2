"""Answers of files to what happens."""

from parta.adapters.outside import Outside
from parta.core.transaction import transaction
from parta.files.events import FileUploaded
from parta.files.service import examining, keeping


async def file_uploaded(outside: Outside, event: FileUploaded) -> None:
    """Examine what came in."""
    await examining.examine(outside, event.file_id)


async def sweep(outside: Outside) -> None:
    """Let go of files that nothing carries, in the database and in the storage."""
    while True:
        async with transaction(outside.sessions, outside.bus) as session:
            keys = await keeping.forget_unused(session)
        await outside.storage.remove(keys)
        if not keys:
            return
