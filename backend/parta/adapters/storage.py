"""Storage of uploaded bytes: a local folder or an S3 bucket, by the same code."""

import asyncio
import os
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Collection, Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from time import monotonic
from typing import Protocol, TypeVar
from urllib.parse import unquote, urlsplit

import obstore
from obstore import delete_async, get_async, head_async, put_async
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from parta.adapters.folder import FolderGone, StorageFolder
from parta.core.circuit import Circuit
from parta.core.errors import DomainError, Unavailable

T = TypeVar("T")

_CHUNK_BYTES = 1 << 18
_LIST_BATCH = 500
_PATIENCE_S = 15.0
"""Longest wait for one step of the storage: a chunk read, a part written."""
_PROBE_PATIENCE_S = 3.0
"""Longest wait for a sign of life, before anything is sent to whoever asks."""
_CONNECT_TIMEOUT = timedelta(seconds=3)
_TIMEOUT = timedelta(seconds=15)
_RETRY_TIMEOUT = timedelta(seconds=5)
_FULL_DISK_ERRORS = (
    "No space left on device",
    "os error 28",
    "Disk quota exceeded",
    "XMinioStorageFull",
    "StorageFull",
)
_PROBE_KEY = "parta"
"""A key that is never written: asking for it tells whether the storage responds."""


class NoSpace(DomainError):
    """There is no space left for uploads; nothing was written in part. Extra, if known: `free`, `reserve` in bytes."""

    status = 507
    code = "no_space"


class StorageUnavailable(Unavailable):
    """The storage does not respond, or fails; what needs no files goes on."""

    code = "storage_unavailable"


class Storage(Protocol):
    """Stores bytes under keys that nobody can guess, without ever holding a whole file in memory."""

    async def check_upload(self, size: int) -> None:
        """Check that so many bytes can be stored now. Raises NoSpace, StorageUnavailable."""
        ...

    async def write(self, chunks: AsyncIterable[bytes]) -> str:
        """Store these bytes, all or none; return their key. Raises NoSpace, StorageUnavailable."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` to before `end`, or to the last one, in chunks.

        Raises FileNotFoundError, StorageUnavailable.
        """
        ...

    async def delete(self, keys: Collection[str]) -> None:
        """Delete what is stored under these keys. Idempotent. Raises StorageUnavailable."""
        ...

    def list_older(self, before: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield the keys of what was written before this time, in batches. Raises StorageUnavailable."""
        ...


class ObjectStorage:
    """Storage over a folder or a bucket. Every step of it is bounded in time; that of who uploads or reads is not."""

    def __init__(self, place: ObjectStore | StorageFolder, *, patience_s: float = _PATIENCE_S) -> None:
        """Use this store or this folder, and wait so long for each of its steps."""
        self._place = place
        self._patience_s = patience_s
        self._probe_patience_s = min(patience_s, _PROBE_PATIENCE_S)
        self._circuit = Circuit("storage", StorageUnavailable)

    async def check_upload(self, size: int) -> None:
        """Check that so many bytes can be stored now. Raises NoSpace, StorageUnavailable."""
        with self._circuit.attempt(), _translate_errors():
            store = await self._open()
            if not isinstance(self._place, StorageFolder):
                await self._probe(store)
                return
            space = await _within(self._probe_patience_s, self._place.read_space())
        if not space.has_room_for(size):
            raise NoSpace("below the reserve of the disk", free=space.free, reserve=space.reserve)

    async def write(self, chunks: AsyncIterable[bytes]) -> str:
        """Store these bytes, all or none; return their key. Raises NoSpace, StorageUnavailable."""
        secret = token_urlsafe(24)
        key = f"{secret[:2]}/{secret}"
        source = _WatchedChunks(chunks)
        with self._circuit.attempt():
            try:
                with _translate_errors():
                    await self._write_watched(await self._open(), key, source)
            except Exception as error:
                if source.error is None:
                    raise
                raise source.error from error
        return key

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` to before `end`, or to the last one, in chunks.

        Raises FileNotFoundError, StorageUnavailable.
        """
        with self._circuit.attempt(), _translate_errors():
            store = await self._open()
            found = await _within(
                self._probe_patience_s,
                get_async(store, key, options={"range": {"offset": start} if end is None else (start, end)}),
            )
            stream = aiter(found.stream(min_chunk_size=_CHUNK_BYTES))
            chunk = await _within(self._patience_s, anext(stream, None))
        while chunk is not None:
            yield bytes(chunk)
            with self._circuit.attempt(), _translate_errors():
                chunk = await _within(self._patience_s, anext(stream, None))

    async def delete(self, keys: Collection[str]) -> None:
        """Delete what is stored under these keys. Idempotent. Raises StorageUnavailable."""
        for key in keys:
            with self._circuit.attempt(), suppress(FileNotFoundError), _translate_errors():
                await _within(self._patience_s, delete_async(await self._open(), key))

    async def list_older(self, before: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield the keys of what was written before this time, in batches. Raises StorageUnavailable."""
        with self._circuit.attempt(), _translate_errors():
            store = await self._open()
        batches = aiter(obstore.list(store, chunk_size=_LIST_BATCH))  # pyright: ignore[reportUnknownMemberType]
        while True:
            with self._circuit.attempt(), _translate_errors():
                batch = await _within(self._patience_s, anext(batches, None))
            if batch is None:
                return
            yield [found["path"] for found in batch if found["last_modified"] < before]

    async def _probe(self, store: ObjectStore) -> None:
        with suppress(FileNotFoundError):
            await _within(self._probe_patience_s, head_async(store, _PROBE_KEY))

    async def _open(self) -> ObjectStore:
        """Return the store; that of a folder after a look at whether it is still there."""
        if not isinstance(self._place, StorageFolder):
            return self._place
        return await _within(self._probe_patience_s, self._place.open())

    async def _write_watched(self, store: ObjectStore, key: str, source: "_WatchedChunks") -> None:
        """Write, and give up as soon as the storage, not the sender, needs too long for one step."""
        writing = asyncio.ensure_future(put_async(store, key, source, max_concurrency=2))
        try:
            while not (await asyncio.wait([writing], timeout=self._patience_s / 4))[0]:
                if source.idle_s() > self._patience_s:
                    raise TimeoutError
            await writing
        finally:
            writing.cancel()


class _WatchedChunks:
    """Passes chunks on; knows since when the storage has not asked for the next one, and how the sender failed."""

    def __init__(self, chunks: AsyncIterable[bytes]) -> None:
        self.error: Exception | None = None
        self._chunks = aiter(chunks)
        self._taken_at: float | None = monotonic()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        self._taken_at = None
        try:
            return await anext(self._chunks)
        except StopAsyncIteration:
            raise
        except Exception as error:
            self.error = error
            raise
        finally:
            self._taken_at = monotonic()

    def idle_s(self) -> float:
        return 0.0 if self._taken_at is None else monotonic() - self._taken_at


def open_storage(url: str | None, folder: Path, reserve_gb: float | None = None) -> Storage:
    """Return the storage at this `s3://` or `file://` URL; None: this folder. It is opened when it is needed."""
    if url is not None and not url.startswith("file://"):
        # What is given here replaces all such options of the environment: this one is read from it.
        allow_http = os.environ.get("AWS_ALLOW_HTTP", "").lower() in {"1", "true"}
        store = from_url(
            url,
            client_options={"connect_timeout": _CONNECT_TIMEOUT, "timeout": _TIMEOUT, "allow_http": allow_http},
            retry_config={"max_retries": 2, "retry_timeout": _RETRY_TIMEOUT},
        )
        return ObjectStorage(store)
    root = folder if url is None else Path(unquote(urlsplit(url).path))
    return ObjectStorage(StorageFolder(root, reserve_gb))


async def _within(seconds: float, step: Awaitable[T]) -> T:
    async with asyncio.timeout(seconds):
        return await step


@contextmanager
def _translate_errors() -> Generator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, FolderGone, OSError) as error:
        if any(sign in str(error) for sign in _FULL_DISK_ERRORS):
            raise NoSpace from error
        raise StorageUnavailable(f"the storage fails: {type(error).__name__}") from error
