"""Processing of an uploaded file: antivirus, and pictures encoded anew without metadata, in processes of their own."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, case, func, select, update
from sqlalchemy.orm import aliased

from parta.adapters.context import Context
from parta.adapters.pictures.examiner import open_folder
from parta.core.clock import now
from parta.core.errors import Unavailable
from parta.core.unit_of_work import UnitOfWork
from parta.files.events import FileChanged
from parta.files.models import File, FileKind, FileState
from parta.files.rules import ACCEPTED_PICTURES, PICTURES, PREVIEW_SIDE, name_converted

_CHUNK = 1 << 18
_RETRY_AGE = timedelta(minutes=1)
_MAX_DURATION = timedelta(minutes=30)
"""Longer than any examination lasts; a worker that starts anew waits for none."""
_MAX_AGE = timedelta(days=1)
"""After so long without a result a file counts as failed: nobody waits for it any more."""

log = structlog.get_logger()


@dataclass(slots=True)
class _Result:
    """The result of processing: a state, and for pictures what replaces the upload."""

    state: FileState
    picture: "_StoredPicture | None" = None


@dataclass(frozen=True, slots=True)
class _StoredPicture:
    format: str
    width: int
    height: int
    size: int
    storage_key: str
    preview_key: str


async def process_next(context: Context) -> None:
    """Process the file whose turn it is: the oldest of the person whose last turn is the longest ago. Idempotent."""
    async with context.transaction() as work:
        file_id = await _take_next(work)
    if file_id is None:
        return
    try:
        await process(context, file_id)
    finally:
        async with context.transaction() as work:
            end = case((File.state == FileState.PENDING, now() + _RETRY_AGE), else_=now())
            await work.execute(update(File).where(File.id == file_id).values(busy_until=end))


async def release_all(work: UnitOfWork) -> None:
    """Release the files that a worker had which ended; those that another worker has are examined twice."""
    taken = update(File).where(File.state == FileState.PENDING, File.busy_until > now())
    await work.execute(taken.values(busy_until=None))


async def _take_next(work: UnitOfWork) -> UUID | None:
    # A lock on the file would pass over those that are being sent at this moment, and there is one job for each.
    await work.advisory_lock("turn of files")
    waiting = select(File.id).where(File.state == FileState.PENDING, _is_free())
    own = aliased(File)
    last_turn = select(func.max(own.busy_until)).where(own.uploader_id == File.uploader_id).scalar_subquery()
    in_turn = waiting.order_by(last_turn.nulls_first(), File.created_at, File.id).limit(1)
    file_id = await work.scalar(in_turn)
    await work.execute(update(File).where(File.id == file_id).values(busy_until=now() + _MAX_DURATION))
    return file_id


def _is_free() -> ColumnElement[bool]:
    return File.busy_until.is_(None) | (File.busy_until <= now())


async def process(context: Context, file_id: UUID) -> None:
    """Scan the file and re-encode a picture. Idempotent.

    While an outside part is unavailable the file stays as it is, for `list_waiting`; also after another error, which is
    raised. Not longer than a day, for it would keep others from their turn.
    """
    async with context.transaction() as work:
        file = await work.get(File, file_id)
    if file is None or file.state is not FileState.PENDING:
        return
    try:
        result = await _inspect(context, file)
    except FileNotFoundError:
        log.warning("uploaded bytes are missing", file_id=str(file_id))
        result = _Result(FileState.FAILED)
    except Exception as error:
        if file.created_at > now() - _MAX_AGE:
            if not isinstance(error, Unavailable):
                raise
            log.info("file waits", file_id=str(file_id), reason=str(error))
            return
        log.warning("file given up", file_id=str(file_id), error=type(error).__name__)
        result = _Result(FileState.FAILED)
    await _record(context, file_id, result)


async def list_waiting(work: UnitOfWork) -> Sequence[UUID]:
    """Return the files that have waited for a while, as for an outside part that was unavailable."""
    is_old = File.created_at < now() - _RETRY_AGE
    waiting = select(File.id).where(File.state == FileState.PENDING, is_old, _is_free())
    return (await work.execute(waiting.order_by(File.created_at).limit(100))).scalars().all()


async def _record(context: Context, file_id: UUID, result: _Result) -> None:
    async with context.transaction() as work:
        current = await work.scalar(select(File).where(File.id == file_id).with_for_update())
        if current is None or current.state is not FileState.PENDING:
            unused_keys = [result.picture.storage_key, result.picture.preview_key] if result.picture else []
        else:
            unused_keys = [_apply(current, result)]
            work.emit(FileChanged(file_id=file_id))
    await context.storage.delete([key for key in unused_keys if key is not None])


def _apply(file: File, result: _Result) -> str | None:
    """Apply the result; return the storage key that is unused now."""
    file.state = result.state
    picture = result.picture
    if picture is None:
        return None
    replaced, file.storage_key, file.preview_key = file.storage_key, picture.storage_key, picture.preview_key
    file.size, file.width, file.height = picture.size, picture.width, picture.height
    file.name, file.media_type = name_converted(file.name, picture.format), PICTURES[picture.format]
    return replaced


async def _inspect(context: Context, file: File) -> _Result:
    if await context.antivirus.find_threat(context.storage.read(file.storage_key)):
        return _Result(FileState.BLOCKED)
    if file.kind is not FileKind.PICTURE:
        return _Result(FileState.CLEAN)
    with open_folder() as folder:
        with (folder / "source").open("wb") as source:
            async for piece in context.storage.read(file.storage_key):
                source.write(piece)
        picture = await context.pictures.encode(folder, tuple(ACCEPTED_PICTURES), PREVIEW_SIDE)
        if picture is None:
            return _Result(FileState.FAILED)
        key = await context.storage.write(_read_chunks(picture.content))
        preview_key = await context.storage.write(_read_chunks(picture.preview))
        size = picture.content.stat().st_size
    stored = _StoredPicture(picture.format, picture.width, picture.height, size, key, preview_key)
    return _Result(FileState.CLEAN, stored)


async def _read_chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(_CHUNK):
            yield piece
