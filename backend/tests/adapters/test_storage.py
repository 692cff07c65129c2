"""The storage: all of a file or none of it."""

import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from parta.adapters.storage import NoSpace, ObjectStorage, Storage, open_storage

pytestmark = pytest.mark.anyio

CONTENT = bytes(range(256)) * 5000


async def in_chunks(content: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    for begin in range(0, len(content), size):
        yield content[begin : begin + size]


async def collect(chunks: AsyncIterator[bytes]) -> bytes:
    return b"".join([chunk async for chunk in chunks])


@pytest.fixture(params=["folder", "address", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Return a folder, the same by its URL, and a store of another kind."""
    match request.param:
        case "folder":
            return open_storage(None, tmp_path / "files")
        case "address":
            return open_storage((tmp_path / "files").as_uri(), tmp_path)
        case _:
            return ObjectStorage(MemoryStore())


def list_files(folder: Path) -> list[Path]:
    """Return all files in this folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_what_was_written_is_read_whole_or_in_part(storage: Storage) -> None:
    key = await storage.write(in_chunks(CONTENT))
    assert await collect(storage.read(key)) == CONTENT
    assert await collect(storage.read(key, 1000, 2000)) == CONTENT[1000:2000]
    assert await collect(storage.read(key, 1000)) == CONTENT[1000:]


async def test_keys_reveal_nothing_and_never_repeat(storage: Storage) -> None:
    keys = {await storage.write(in_chunks(b"same")) for _ in range(10)}
    assert len(keys) == 10
    assert min(map(len, keys)) > 30


async def test_what_was_deleted_is_gone_and_deleting_is_idempotent(storage: Storage) -> None:
    key = await storage.write(in_chunks(CONTENT))
    await storage.delete([key])
    await storage.delete([key])
    with pytest.raises(FileNotFoundError):
        await collect(storage.read(key))


async def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield CONTENT * 10
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await open_storage(None, tmp_path).write(breaking())
    assert not list_files(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may make a small disk")
async def test_a_full_disk_is_reported_and_nothing_half_written_stays(tmp_path: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)], check=False)  # noqa: ASYNC221, S603, S607
    if mounted.returncode:
        pytest.skip("no small disk can be made here")
    try:
        with pytest.raises(NoSpace):
            await open_storage(None, tmp_path).write(in_chunks(CONTENT * 10))
        assert not list_files(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)  # noqa: ASYNC221, S603, S607
