"""Taking files in: whole, or in parts that survive a broken connection."""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.core.clock import now
from parta.core.errors import Conflict, Invalid, NotFound, TooManyRequests
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.rate_limits import RateLimit, hit
from parta.core.transaction import transaction
from parta.files.events import FileUploaded
from parta.files.models import File, FileState, Upload, UploadPart
from parta.files.rules import HEAD, LONGEST_FILE, Nature, TooLarge, judge
from parta.files.schemas import FileRead, UploadCreate, UploadRead

_UPLOADS = RateLimit("uploads", burst=100, every=timedelta(seconds=3))
_MOST_UPLOADS = 20
"""Of one person, not finished."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as its uploader announces it."""

    uploader_id: UUID
    client_id: UUID
    name: str
    size: int


class WrongOffset(Conflict):
    """The upload goes on elsewhere: `offset` among the facts."""

    code = "wrong_offset"


class WrongLength(Invalid):
    """More or fewer bytes came than were announced."""

    code = "wrong_length"


async def take_file(outside: Context, arrival: Arrival, chunks: AsyncIterable[bytes]) -> FileRead:
    """Keep the file; the same client id gives the same file again.

    Raises TooLarge, TypeRefused, WrongLength, TooMany, NoSpace; then nothing stays behind. The transactions are short:
    none waits for the bytes.
    """
    if arrival.size > LONGEST_FILE:
        raise TooLarge(limit=LONGEST_FILE)
    async with transaction(outside.sessions, outside.bus) as session:
        known = await _find_file(session, arrival.uploader_id, arrival.client_id)
        if known is not None:
            return known
        await hit(session, _UPLOADS, str(arrival.uploader_id))
    checked = _Checked(arrival.name, arrival.size, chunks)
    key = await outside.storage.write(checked.through())
    async with transaction(outside.sessions, outside.bus) as session:
        is_new, file = await _keep_file(session, arrival, checked.nature, key)
    if not is_new:
        await outside.storage.remove([key])
    return file


async def begin_upload(session: AsyncSession, uploader_id: UUID, details: UploadCreate) -> UploadRead:
    """Begin, or take up again, an upload in parts. Raises TooLarge, TooMany."""
    if details.size > LONGEST_FILE:
        raise TooLarge(limit=LONGEST_FILE)
    file = await _find_file(session, uploader_id, details.client_id)
    mine = Upload.uploader_id == uploader_id
    found = await session.scalar(select(Upload).where(mine, Upload.client_id == details.client_id))
    if found is not None:
        return UploadRead(id=found.id, offset=found.received, file=file)
    open_ones = select(func.count()).select_from(Upload).where(mine)
    if (await session.execute(open_ones)).scalar_one() >= _MOST_UPLOADS:
        raise TooManyRequests(retry_after=60)
    begun = Upload(uploader_id=uploader_id, received=0, **details.model_dump())
    session.add(begun)
    await session.flush()
    return UploadRead(id=begun.id, offset=0, file=file)


async def get_upload(session: AsyncSession, uploader_id: UUID, upload_id: UUID) -> UploadRead:
    """Say how far one's own upload has come. Raises NotFound."""
    upload = await _get_upload(session, uploader_id, upload_id)
    file = await _find_file(session, uploader_id, upload.client_id)
    return UploadRead(id=upload.id, offset=upload.received, file=file)


async def take_part(
    outside: Context, uploader_id: UUID, upload_id: UUID, offset: int, chunks: AsyncIterable[bytes]
) -> UploadRead:
    """Keep the stretch that begins at `offset`, all of it or none; with the last one the file is whole.

    Raises NotFound, WrongOffset, WrongLength, NoSpace.
    """
    async with transaction(outside.sessions, outside.bus) as session:
        upload = await _get_upload(session, uploader_id, upload_id)
        if upload.received != offset:
            raise WrongOffset(offset=upload.received)
    if upload.received < upload.size:
        counted = _Counted(upload.size - offset, chunks)
        key = await outside.storage.write(counted.through())
        try:
            async with transaction(outside.sessions, outside.bus) as session:
                upload = await _get_upload(session, uploader_id, upload_id, lock=True)
                _keep_part(session, upload, UploadPart(starts_at=offset, size=counted.length, storage_key=key))
        except WrongOffset:
            await outside.storage.remove([key])
            raise
    if upload.received < upload.size:
        return UploadRead(id=upload.id, offset=upload.received, file=None)
    return UploadRead(id=upload.id, offset=upload.size, file=await _join_parts(outside, upload))


async def _join_parts(outside: Context, upload: Upload) -> FileRead:
    async with transaction(outside.sessions, outside.bus) as session:
        rows = select(UploadPart).where(UploadPart.upload_id == upload.id).order_by(UploadPart.starts_at)
        parts = (await session.execute(rows)).scalars().all()

    async def joined() -> AsyncIterator[bytes]:
        for part in parts:
            async for piece in outside.storage.read(part.storage_key):
                yield piece

    arrival = Arrival(upload.uploader_id, upload.client_id, upload.name, upload.size)
    file = await take_file(outside, arrival, joined())
    async with transaction(outside.sessions, outside.bus) as session:
        found = await session.get(Upload, upload.id)
        if found is not None:
            await session.delete(found)
    await outside.storage.remove([part.storage_key for part in parts])
    return file


def _keep_part(session: AsyncSession, upload: Upload, part: UploadPart) -> None:
    if upload.received != part.starts_at:
        raise WrongOffset(offset=upload.received)
    if part.size:
        part.upload_id = upload.id
        session.add(part)
    upload.received += part.size
    upload.touched_at = now()


async def _get_upload(session: AsyncSession, uploader_id: UUID, upload_id: UUID, *, lock: bool = False) -> Upload:
    mine = select(Upload).where(Upload.id == upload_id, Upload.uploader_id == uploader_id)
    found = await session.scalar(mine.with_for_update() if lock else mine)
    if found is None:
        raise NotFound
    return found


async def _find_file(session: AsyncSession, uploader_id: UUID, client_id: UUID) -> FileRead | None:
    known = select(File).where(File.client_id == client_id, File.uploader_id == uploader_id)
    found = await session.scalar(known)
    return FileRead.model_validate(found) if found else None


async def _keep_file(session: AsyncSession, arrival: Arrival, nature: Nature, key: str) -> tuple[bool, FileRead]:
    row = insert(File).values(
        id=new_id(),
        uploader_id=arrival.uploader_id,
        client_id=arrival.client_id,
        name=arrival.name,
        size=arrival.size,
        kind=nature.kind,
        media_type=nature.media_type,
        state=FileState.PENDING,
        storage_key=key,
    )
    unless_known = row.on_conflict_do_nothing(index_elements=[File.client_id, File.uploader_id])
    made = await session.scalar(unless_known.returning(File.id))
    if made is not None:
        emit(session, FileUploaded(file_id=made))
    kept = await _find_file(session, arrival.uploader_id, arrival.client_id)
    if kept is None:
        raise NotFound
    return made is not None, kept


class _Counted:
    """Lets at most so many bytes through, and counts them."""

    def __init__(self, limit: int, chunks: AsyncIterable[bytes]) -> None:
        self.length = 0
        self._limit = limit
        self._chunks = chunks

    async def through(self) -> AsyncIterator[bytes]:
        """Give the bytes. Raises WrongLength as soon as there are too many."""
        async for chunk in self._chunks:
            self.length += len(chunk)
            if self.length > self._limit:
                raise WrongLength
            if chunk:
                yield chunk


class _Checked:
    """Lets a file through whose beginning is of a type that is taken, and whose length is what was announced."""

    nature: Nature

    def __init__(self, name: str, size: int, chunks: AsyncIterable[bytes]) -> None:
        self._name = name
        self._size = size
        self._counted = _Counted(size, chunks)

    async def through(self) -> AsyncIterator[bytes]:
        """Give the bytes. Raises TypeRefused, TooLarge, WrongLength."""
        head = bytearray()
        judged = False
        async for chunk in self._counted.through():
            if judged:
                yield chunk
                continue
            head += chunk
            if len(head) >= HEAD:
                self.nature = judge(self._name, bytes(head), self._size)
                judged = True
                yield bytes(head)
        if self._counted.length != self._size:
            raise WrongLength
        if not judged:
            self.nature = judge(self._name, bytes(head), self._size)
            yield bytes(head)
