"""Where uploaded bytes lie: a folder of this machine or an S3 bucket, by the same code."""

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

_CHUNK = 1 << 18
_LISTED = 500
_FULL = ("No space left on device", "os error 28", "Disk quota exceeded", "XMinioStorageFull", "StorageFull")


class NoSpace(DomainError):
    """There is no room left for uploads; nothing half-written stays behind."""

    status = 507
    code = "no_space"


class Storage(Protocol):
    """Keeps bytes under keys that nobody can guess, without ever holding a whole file in memory."""

    async def write(self, chunks: AsyncIterable[bytes]) -> str:
        """Keep these bytes, all or none; give the key that they lie under. Raises NoSpace."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Give the bytes from `start` to before `end`, or to the last one, piece by piece."""
        ...

    async def remove(self, keys: Collection[str]) -> None:
        """Let go of what lies under these keys. What is gone already is no error."""
        ...

    def list_older(self, moment: datetime) -> AsyncIterator[Sequence[str]]:
        """Give the keys of what was written before this moment, some at a time."""
        ...


class ObjectStorage:
    """Storage over a folder or a bucket."""

    def __init__(self, store: ObjectStore) -> None:
        """Keep things in this store."""
        self._store = store

    async def write(self, chunks: AsyncIterable[bytes]) -> str:
        """Keep these bytes, all or none; give the key that they lie under. Raises NoSpace."""
        secret = token_urlsafe(24)
        key = f"{secret[:2]}/{secret}"
        with _full_disk_named():
            await put_async(self._store, key, aiter(chunks), max_concurrency=2)
        return key

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Give the bytes from `start` to before `end`, or to the last one, piece by piece."""
        found = await get_async(self._store, key, options={"range": {"offset": start} if end is None else (start, end)})
        async for piece in found.stream(min_chunk_size=_CHUNK):
            yield bytes(piece)

    async def remove(self, keys: Collection[str]) -> None:
        """Let go of what lies under these keys. What is gone already is no error."""
        for key in keys:
            with suppress(FileNotFoundError):
                await delete_async(self._store, key)

    async def list_older(self, moment: datetime) -> AsyncIterator[Sequence[str]]:
        """Give the keys of what was written before this moment, some at a time."""
        async for batch in obstore.list(self._store, chunk_size=_LISTED):  # pyright: ignore[reportUnknownMemberType]
            yield [found["path"] for found in batch if found["last_modified"] < moment]


def open_storage(url: str | None, folder: Path) -> Storage:
    """Give the storage at this `s3://` or `file://` address; without one, this folder, made if need be."""
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return ObjectStorage(LocalStore(folder))
    if url.startswith("file://"):
        Path(url.removeprefix("file://")).mkdir(parents=True, exist_ok=True)
    return ObjectStorage(from_url(url))


@contextmanager
def _full_disk_named() -> Generator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        if any(sign in str(error) for sign in _FULL):
            raise NoSpace from error
        raise
