"""Upload of files: whole, or in parts that can be resumed after a broken connection."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from parta.adapters.context import Context
from parta.core.clock import now
from parta.core.errors import Conflict, Invalid, NotFound, TooManyRequests, Unavailable
from parta.core.ids import new_id
from parta.core.rate_limits import RateLimit, hit
from parta.core.unit_of_work import UnitOfWork
from parta.files.events import FileUploaded
from parta.files.models import File, FileState, Upload, UploadPart
from parta.files.rules import MAX_FILE_SIZE, SNIFF_BYTES, FileType, TooLarge, TypeNotAllowed, detect_type, is_program
from parta.files.schemas import FileRead, UploadCreate, UploadRead
from parta.files.service.quota import QuotaExceeded, StorageQuotas
from parta.files.service.retention import delete_locked_upload

_UPLOADS = RateLimit("uploads", burst=100, interval=timedelta(seconds=3))
PARTS = RateLimit("parts of uploads", burst=1000, interval=timedelta(milliseconds=100))
"""Parts of one person: the largest file in the smallest parts at once."""
_MIN_PART_SIZE = 64 << 10
"""The least size of a part that is not the last: each is a stored file and a row."""
_MAX_OPEN_UPLOADS = 20
"""Unfinished uploads of one person."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file as announced by its uploader."""

    uploader_id: UUID
    client_id: UUID
    name: str
    size: int


class WrongOffset(Conflict):
    """The upload continues at another offset. Extra: `offset`."""

    code = "wrong_offset"


class WrongLength(Invalid):
    """More or fewer bytes were received than announced."""

    code = "wrong_length"


class PartTooSmall(Invalid):
    """The part is empty, or too small for one that is not the last. Extra: `least`."""

    code = "part_too_small"


async def store_file(context: Context, incoming: IncomingFile, chunks: AsyncIterable[bytes]) -> FileRead:
    """Store the file; the same client id returns the same file. Idempotent.

    Raises TooLarge, TypeNotAllowed, WrongLength, TooManyRequests, QuotaExceeded, NoSpace, StorageUnavailable; then
    nothing is stored. No transaction stays open while bytes are received.
    """
    if incoming.size > MAX_FILE_SIZE:
        raise TooLarge(limit=MAX_FILE_SIZE)
    async with context.transaction() as work:
        existing = await _find_file(work, incoming.uploader_id, incoming.client_id)
        if existing is not None:
            return existing
        quotas: StorageQuotas | None = context.parts.get(StorageQuotas)
        if quotas is not None:
            await quotas.check_early(work, incoming.uploader_id, incoming.size, incoming.client_id)
    await hit(context, _UPLOADS, str(incoming.uploader_id))
    await context.storage.check_upload(incoming.size)
    checked = _CheckedChunks(incoming.name, incoming.size, chunks)
    key = await context.storage.write(checked.read())
    try:
        async with context.transaction() as work:
            is_new, file = await _insert_file(work, quotas, incoming, checked.file_type, key)
    except QuotaExceeded:
        await context.storage.delete([key])
        raise
    if not is_new:
        await context.storage.delete([key])
    return file


async def begin_upload(work: UnitOfWork, quotas: StorageQuotas, uploader_id: UUID, details: UploadCreate) -> UploadRead:
    """Begin or resume an upload in parts. Raises TooLarge, TypeNotAllowed, TooManyRequests, QuotaExceeded."""
    if details.size > MAX_FILE_SIZE:
        raise TooLarge(limit=MAX_FILE_SIZE)
    if is_program(details.name):
        raise TypeNotAllowed
    owner = await quotas.lock(work, uploader_id)
    file = await _find_file(work, uploader_id, details.client_id)
    own = Upload.uploader_id == uploader_id
    found = await work.scalar(select(Upload).where(own, Upload.client_id == details.client_id))
    if found is not None:
        return UploadRead(id=found.id, offset=found.received, file=file)
    if file is not None:
        return UploadRead(id=file.id, offset=details.size, file=file)
    open_uploads = select(func.count()).select_from(Upload).where(own)
    if (await work.execute(open_uploads)).scalar_one() >= _MAX_OPEN_UPLOADS:
        raise TooManyRequests(retry_after=60)
    await quotas.check(work, owner, details.size, details.client_id)
    upload = Upload(uploader_id=uploader_id, received=0, **details.model_dump())
    work.add(upload)
    await work.flush()
    return UploadRead(id=upload.id, offset=0, file=None)


async def get_upload(work: UnitOfWork, uploader_id: UUID, upload_id: UUID) -> UploadRead:
    """Return the progress of the uploader's own upload. Raises NotFound."""
    upload = await _get_upload(work, uploader_id, upload_id)
    file = await _find_file(work, uploader_id, upload.client_id)
    return UploadRead(id=upload.id, offset=upload.received, file=file)


async def store_part(
    context: Context, uploader_id: UUID, upload_id: UUID, offset: int, chunks: AsyncIterable[bytes]
) -> UploadRead:
    """Store the part that begins at `offset`, completely or not at all; the last part completes the file.

    What may never become a file is deleted at once. Raises NotFound, WrongOffset, WrongLength, PartTooSmall,
    TypeNotAllowed, TooManyRequests, QuotaExceeded, NoSpace, StorageUnavailable.
    """
    await hit(context, PARTS, str(uploader_id))
    async with context.transaction() as work:
        upload = await _get_upload(work, uploader_id, upload_id)
        if upload.received != offset:
            raise WrongOffset(offset=upload.received)
    if upload.received < upload.size:
        await context.storage.check_upload(upload.size - offset)
        counted = _CountedChunks(upload.size - offset, chunks)
        key = await context.storage.write(counted.read_part())
        try:
            async with context.transaction() as work:
                upload = await _get_upload(work, uploader_id, upload_id, lock=True)
                _add_part(work, upload, UploadPart(start_offset=offset, size=counted.length, storage_key=key))
        except (NotFound, WrongOffset):
            await context.storage.delete([key])
            raise
    if upload.received < upload.size:
        return UploadRead(id=upload.id, offset=upload.received, file=None)
    return UploadRead(id=upload.id, offset=upload.size, file=await _join_parts(context, upload))


async def give_up_upload(context: Context, uploader_id: UUID, upload_id: UUID) -> None:
    """Delete the uploader's own upload with its parts, so that it counts for no quota any more. Raises NotFound."""
    async with context.transaction() as work:
        await _get_upload(work, uploader_id, upload_id, lock=True)
        keys = await delete_locked_upload(work, upload_id)
    with suppress(Unavailable):  # bytes without a row are deleted once a day
        await context.storage.delete(keys)


async def _join_parts(context: Context, upload: Upload) -> FileRead:
    async with context.transaction() as work:
        rows = select(UploadPart).where(UploadPart.upload_id == upload.id).order_by(UploadPart.start_offset)
        parts = (await work.execute(rows)).scalars().all()

    async def read_parts() -> AsyncIterator[bytes]:
        for part in parts:
            async for chunk in context.storage.read(part.storage_key):
                yield chunk

    incoming = IncomingFile(upload.uploader_id, upload.client_id, upload.name, upload.size)
    try:
        file = await store_file(context, incoming, read_parts())
    except (FileNotFoundError, WrongLength):
        async with context.transaction() as work:  # another request has joined them meanwhile, or given them up
            joined = await _find_file(work, upload.uploader_id, upload.client_id)
            if joined is None:
                await _get_upload(work, upload.uploader_id, upload.id)
        if joined is None:
            raise
        return joined
    except (TypeNotAllowed, TooLarge):
        with suppress(NotFound):
            await give_up_upload(context, upload.uploader_id, upload.id)
        raise
    async with context.transaction() as work:
        await work.execute(delete(Upload).where(Upload.id == upload.id))
    await context.storage.delete([part.storage_key for part in parts])
    return file


def _add_part(work: UnitOfWork, upload: Upload, part: UploadPart) -> None:
    if upload.received != part.start_offset:
        raise WrongOffset(offset=upload.received)
    part.upload_id = upload.id
    work.add(part)
    upload.received += part.size
    upload.touched_at = now()


async def _get_upload(work: UnitOfWork, uploader_id: UUID, upload_id: UUID, *, lock: bool = False) -> Upload:
    own = select(Upload).where(Upload.id == upload_id, Upload.uploader_id == uploader_id)
    found = await work.scalar(own.with_for_update() if lock else own)
    if found is None:
        raise NotFound
    return found


async def _find_file(work: UnitOfWork, uploader_id: UUID, client_id: UUID) -> FileRead | None:
    uploaded = select(File).where(File.client_id == client_id, File.uploader_id == uploader_id)
    found = await work.scalar(uploaded)
    return FileRead.model_validate(found) if found else None


async def _insert_file(
    work: UnitOfWork, quotas: StorageQuotas | None, incoming: IncomingFile, file_type: FileType, key: str
) -> tuple[bool, FileRead]:
    if quotas is not None:
        owner = await quotas.lock(work, incoming.uploader_id)
        existing = await _find_file(work, incoming.uploader_id, incoming.client_id)
        if existing is not None:
            return False, existing
        await quotas.check(work, owner, incoming.size, incoming.client_id)
    row = insert(File).values(
        id=new_id(),
        uploader_id=incoming.uploader_id,
        client_id=incoming.client_id,
        name=incoming.name,
        size=incoming.size,
        kind=file_type.kind,
        media_type=file_type.media_type,
        state=FileState.PENDING,
        storage_key=key,
    )
    insert_new = row.on_conflict_do_nothing(index_elements=[File.client_id, File.uploader_id])
    created_id = await work.scalar(insert_new.returning(File.id))
    if created_id is not None:
        work.emit(FileUploaded(file_id=created_id))
    file = await _find_file(work, incoming.uploader_id, incoming.client_id)
    if file is None:
        raise NotFound
    return created_id is not None, file


class _CountedChunks:
    """Passes on at most `limit` bytes and counts them."""

    def __init__(self, limit: int, chunks: AsyncIterable[bytes]) -> None:
        self.length = 0
        self._limit = limit
        self._chunks = chunks

    async def read(self) -> AsyncIterator[bytes]:
        """Yield the bytes. Raises WrongLength as soon as there are too many."""
        async for chunk in self._chunks:
            self.length += len(chunk)
            if self.length > self._limit:
                raise WrongLength
            if chunk:
                yield chunk

    async def read_part(self) -> AsyncIterator[bytes]:
        """Yield the bytes of a part. Raises PartTooSmall at their end, WrongLength likewise."""
        async for chunk in self.read():
            yield chunk
        if self.length < min(self._limit, _MIN_PART_SIZE):
            raise PartTooSmall(least=_MIN_PART_SIZE)


class _CheckedChunks:
    """Passes on a file after checking its type and its announced size."""

    file_type: FileType

    def __init__(self, name: str, size: int, chunks: AsyncIterable[bytes]) -> None:
        self._name = name
        self._size = size
        self._counted = _CountedChunks(size, chunks)

    async def read(self) -> AsyncIterator[bytes]:
        """Yield the bytes. Raises TypeNotAllowed, TooLarge, WrongLength."""
        head = bytearray()
        async for chunk in self._counted.read():
            if len(head) >= SNIFF_BYTES:
                yield chunk
                continue
            head += chunk
            if len(head) >= SNIFF_BYTES:
                self._detect(head)
                yield bytes(head)
        if self._counted.length != self._size:
            raise WrongLength
        if len(head) < SNIFF_BYTES:
            self._detect(head)
            yield bytes(head)

    def _detect(self, head: bytearray) -> None:
        """Detect the type by as many bytes, in however large pieces they came."""
        self.file_type = detect_type(self._name, bytes(head[:SNIFF_BYTES]), self._size)
