"""Storage of uploaded bytes: a local folder or an S3 bucket, by the same code."""

from collections.abc import AsyncIterable, AsyncIterator, Collection, Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Protocol

import obstore
from obstore import delete_async, get_async, put_async
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from parta.core.errors import DomainError

_CHUNK_BYTES = 1 << 18
_LIST_BATCH = 500
_FULL_DISK_ERRORS = (
    "No space left on device",
    "os error 28",
    "Disk quota exceeded",
    "XMinioStorageFull",
    "StorageFull",
)


class NoSpace(DomainError):
    """There is no space left for uploads; nothing was written in part."""

    status = 507
    code = "no_space"


class Storage(Protocol):
    """Stores bytes under keys that nobody can guess, without ever holding a whole file in memory."""

    async def write(self, chunks: AsyncIterable[bytes]) -> str:
        """Store these bytes, all or none; return their key. Raises NoSpace."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` to before `end`, or to the last one, in chunks."""
        ...

    async def delete(self, keys: Collection[str]) -> None:
        """Delete what is stored under these keys. Idempotent."""
        ...

    def list_older(self, before: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield the keys of what was written before this time, in batches."""
        ...


class ObjectStorage:
    """Storage over a folder or a bucket."""

    def __init__(self, store: ObjectStore) -> None:
        """Use this store."""
        self._store = store

    async def write(self, chunks: AsyncIterable[bytes]) -> str:
        """Store these bytes, all or none; return their key. Raises NoSpace."""
        secret = token_urlsafe(24)
        key = f"{secret[:2]}/{secret}"
        with _translate_full_disk():
            await put_async(self._store, key, aiter(chunks), max_concurrency=2)
        return key

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` to before `end`, or to the last one, in chunks."""
        found = await get_async(self._store, key, options={"range": {"offset": start} if end is None else (start, end)})
        async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES):
            yield bytes(chunk)

    async def delete(self, keys: Collection[str]) -> None:
        """Delete what is stored under these keys. Idempotent."""
        for key in keys:
            with suppress(FileNotFoundError):
                await delete_async(self._store, key)

    async def list_older(self, before: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield the keys of what was written before this time, in batches."""
        async for batch in obstore.list(self._store, chunk_size=_LIST_BATCH):  # pyright: ignore[reportUnknownMemberType]
            yield [found["path"] for found in batch if found["last_modified"] < before]


def open_storage(url: str | None, folder: Path) -> Storage:
    """Return the storage at this `s3://` or `file://` URL; None: this folder, created if missing."""
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return ObjectStorage(LocalStore(folder))
    if url.startswith("file://"):
        Path(url.removeprefix("file://")).mkdir(parents=True, exist_ok=True)
    return ObjectStorage(from_url(url))


@contextmanager
def _translate_full_disk() -> Generator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        if any(sign in str(error) for sign in _FULL_DISK_ERRORS):
            raise NoSpace from error
        raise
