"""A storage that is gone, hangs or answers nonsense: told in bounded time, used again once it is back."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from obstore.store import S3Store

from parta.adapters.folder import StorageFolder
from parta.adapters.storage import NoSpace, ObjectStorage, Storage, StorageUnavailable, open_storage
from parta.core.clock import now
from tests.adapters.s3_server import S3Server, run_s3_server
from tests.adapters.test_storage import CONTENT, collect, in_chunks
from tests.loopback_server import run_loopback_server

pytestmark = pytest.mark.anyio

PATIENCE_S = 0.5
BIG = CONTENT * 10


@pytest.fixture(scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[S3Server]:
    """Return one S3 server for all tests of the module."""
    async with run_s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
async def s3(running: S3Server, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[S3Server]:
    """Return the S3 server, running, with its address in the environment."""
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    yield running
    if running.process is None:
        await running.start()


def open_impatient(s3: S3Server) -> Storage:
    """Return the storage in the bucket, with little patience."""
    store = S3Store(
        "uploads", prefix="files", client_options={"timeout": "1s", "allow_http": True}, retry_config={"max_retries": 0}
    )
    assert s3.process is not None
    return ObjectStorage(store, patience_s=PATIENCE_S)


async def is_unavailable(storage: Storage, key: str) -> bool:
    """Return True if nothing can be read, written, deleted or listed, each in bounded time."""

    async def list_all() -> None:
        async for _ in storage.list_older(now()):
            pass

    attempts: list[Callable[[], object]] = [
        lambda: storage.check_upload(1),
        lambda: storage.write(in_chunks(BIG)),
        lambda: collect(storage.read(key)),
        lambda: storage.delete([key]),
        list_all,
    ]
    async with asyncio.timeout(20):
        for attempt in attempts:
            with pytest.raises(StorageUnavailable) as error:
                await attempt()  # pyright: ignore[reportGeneralTypeIssues]
            assert error.value.extra["retry_after"] >= 1
    return True


async def until_available(storage: Storage) -> None:
    """Wait until the storage is tried again and responds."""
    async with asyncio.timeout(20):
        while True:
            try:
                return await storage.check_upload(1)
            except StorageUnavailable:
                await asyncio.sleep(0.2)


async def test_a_real_s3_server_stores_whole_and_in_part(s3: S3Server) -> None:
    storage = open_storage(s3.url, Path("unused"))
    await storage.check_upload(len(BIG))
    key = await storage.write(in_chunks(BIG))
    assert await collect(storage.read(key)) == BIG
    assert await collect(storage.read(key, 1000, 2000)) == BIG[1000:2000]
    assert await collect(storage.read(key, 1000)) == BIG[1000:]
    assert key in [one async for batch in storage.list_older(now() + timedelta(minutes=1)) for one in batch]
    await storage.delete([key])
    await storage.delete([key])
    with pytest.raises(FileNotFoundError):
        await collect(storage.read(key))


async def test_what_breaks_off_leaves_nothing_in_s3(s3: S3Server) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield BIG
        raise ConnectionError

    before = [path for path in s3.folder.rglob("*") if path.is_file()]
    with pytest.raises(ConnectionError):
        await open_storage(s3.url, Path("unused")).write(breaking())
    assert [
        path for path in (s3.folder / "uploads" / "files").rglob("*") if path.is_file() and path not in before
    ] == []


async def test_an_s3_server_that_is_stopped_is_unavailable_until_it_runs_again(s3: S3Server) -> None:
    storage = open_impatient(s3)
    key = await storage.write(in_chunks(CONTENT))
    await s3.stop()
    assert await is_unavailable(storage, key)
    await s3.start()
    await until_available(storage)
    assert await collect(storage.read(key)) == CONTENT


async def test_an_s3_server_that_hangs_is_unavailable_until_it_answers_again(s3: S3Server) -> None:
    storage = open_impatient(s3)
    key = await storage.write(in_chunks(CONTENT))
    s3.freeze()
    try:
        assert await is_unavailable(storage, key)
    finally:
        s3.thaw()
    await until_available(storage)
    assert await collect(storage.read(key)) == CONTENT


async def test_a_server_that_hangs_in_the_middle_of_an_upload_is_noticed(s3: S3Server) -> None:
    async def freezing() -> AsyncIterator[bytes]:
        yield BIG
        s3.freeze()
        for _ in range(20):
            yield BIG

    try:
        async with asyncio.timeout(20):
            with pytest.raises(StorageUnavailable):
                await open_impatient(s3).write(freezing())
    finally:
        s3.thaw()


async def test_who_uploads_slowly_is_waited_for(s3: S3Server) -> None:
    async def slow() -> AsyncIterator[bytes]:
        for _ in range(4):
            await asyncio.sleep(PATIENCE_S)
            yield CONTENT

    storage = open_impatient(s3)
    assert await collect(storage.read(await storage.write(slow()))) == CONTENT * 4


@asynccontextmanager
async def run_nonsense() -> AsyncGenerator[int]:
    """Yield the port of a server that answers everything with bytes that are no HTTP."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"\x00\xff no such thing\r\n" * 100)
        await writer.drain()
        writer.close()

    async with run_loopback_server(serve) as port:
        yield port


async def test_a_server_that_answers_nonsense_is_unavailable(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async with run_nonsense() as port:
        monkeypatch.setenv("AWS_ENDPOINT", f"http://127.0.0.1:{port}")
        assert await is_unavailable(open_impatient(s3), "aa/aaa")


async def test_a_folder_that_is_unmounted_is_unavailable_until_it_is_back(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "files", tmp_path / "unmounted"
    storage = open_storage(None, folder)
    key = await storage.write(in_chunks(CONTENT))
    folder.rename(elsewhere)
    assert await is_unavailable(storage, key)
    folder.mkdir()  # the empty folder below a mount
    assert await is_unavailable(storage, key)
    assert list(folder.iterdir()) == []
    shutil.rmtree(folder)
    elsewhere.rename(folder)
    await until_available(storage)
    assert await collect(storage.read(key)) == CONTENT


async def test_a_folder_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file is in the way of the folder")
    assert await is_unavailable(open_storage(None, tmp_path / "files"), "aa/aaa")


async def test_a_disk_that_hangs_is_unavailable(tmp_path: Path) -> None:
    storage = ObjectStorage(StorageFolder(tmp_path), patience_s=PATIENCE_S)
    await storage.check_upload(1)
    (tmp_path / "aa").mkdir()
    os.mkfifo(tmp_path / "aa" / "aaa")  # its opening waits for a writer that never comes
    try:
        with pytest.raises(StorageUnavailable):
            await collect(storage.read("aa/aaa"))
    finally:
        os.close(os.open(tmp_path / "aa" / "aaa", os.O_RDWR | os.O_NONBLOCK))


async def test_nothing_is_uploaded_below_the_reserve_of_the_disk(tmp_path: Path) -> None:
    storage = open_storage(None, tmp_path, reserve_gb=shutil.disk_usage(tmp_path).total / 2**30)
    with pytest.raises(NoSpace) as error:
        await storage.check_upload(1)
    assert error.value.extra["free"] < error.value.extra["reserve"]
    await open_storage(None, tmp_path, reserve_gb=0).check_upload(1)
