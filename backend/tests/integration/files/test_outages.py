"""A storage, an antivirus or a disk that is gone: told before the first byte, and caught up with afterwards."""

import asyncio
import errno
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from parta.adapters.antivirus import Clamd
from parta.adapters.storage import NoSpace
from parta.core import clock
from parta.files.handlers import process_waiting
from parta.files.models import File
from parta.files.service.examination import process
from tests.adapters.clamd_fake import run_clamd_fake
from tests.installation import Installation
from tests.integration.files.uploading import picture, try_upload, upload
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio


async def read_state(installation: Installation, file_id: str) -> str:
    """Return the state of the file."""
    async with installation.sessions() as session:
        return (await session.get_one(File, UUID(file_id))).state


async def retry_waiting(installation: Installation, later: timedelta = timedelta(minutes=2)) -> None:
    """Make the worker look again at what waits."""
    clock.move(later)
    async with installation.transaction() as work:
        await process_waiting(work)
    await installation.settle()


async def test_a_folder_that_is_gone_is_told_before_the_first_byte_and_the_rest_goes_on(
    installation: Installation, school: School, chat: UUID, tmp_path: Path
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "фото.jpg", picture())
    await installation.settle()
    (tmp_path / "files").rename(tmp_path / "unmounted")
    paths = [f"/api/files/{file['id']}", f"/api/files/{file['id']}/preview"]
    answers = [await try_upload(anna, "a.txt", b"a"), *[await anna.browser.get(path) for path in paths]]
    begun = await anna.post("/api/files/uploads", client_id=file["id"], name="a", size=9)
    answers.append(
        await anna.browser.patch(f"/api/files/uploads/{begun['id']}", content=b"a", headers={"Upload-Offset": "0"})
    )
    assert [answer.status_code for answer in answers] == [503] * 4
    assert {answer.json()["code"] for answer in answers} == {"storage_unavailable"}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in answers)
    await anna.send(chat, "Остальное работает")

    (tmp_path / "unmounted").rename(tmp_path / "files")
    async with asyncio.timeout(20):
        while (answer := await anna.browser.get(paths[0])).status_code == 503:  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(0.2)
    assert answer.status_code == 200
    await upload(anna, "a.txt", b"a")


async def test_what_is_stored_no_more_is_not_found(installation: Installation, school: School, tmp_path: Path) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "a.txt", b"a")
    await installation.settle()
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert (await anna.browser.get(f"/api/files/{file['id']}")).status_code == 404


class FullStorage:
    """A storage on a disk that is filled up to its reserve."""

    async def check_upload(self, size: int) -> None:
        """Raise NoSpace."""
        raise NoSpace("below the reserve", free=size, reserve=1 << 30)

    async def write(self, chunks: object) -> str:
        """Fail: nothing is to be written."""
        raise AssertionError(chunks)

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield nothing."""
        for _ in range(0):
            yield f"{key}{start}{end}".encode()

    async def delete(self, keys: Collection[str]) -> None:
        """Do nothing."""

    async def list_older(self, before: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield nothing."""
        for _ in range(0):
            yield [str(before)]


class UnreadableStorage(FullStorage):
    """A storage whose disk is broken."""

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Raise OSError."""
        raise OSError(errno.EIO, "Input/output error")
        yield f"{key}{start}{end}".encode()


async def test_a_file_that_always_fails_makes_room_for_others_after_a_day(
    installation: Installation, school: School
) -> None:
    file = await upload(school.people["anna"], "фото.jpg", picture())
    context = replace(installation.context, storage=UnreadableStorage())
    with pytest.raises(OSError, match="Input/output error"):
        await process(context, UUID(file["id"]))
    assert await read_state(installation, file["id"]) == "pending"
    clock.move(timedelta(days=1, hours=1))
    await process(context, UUID(file["id"]))
    assert await read_state(installation, file["id"]) == "failed"


async def test_below_the_reserve_of_the_disk_uploads_are_refused_with_the_numbers(
    installation: Installation, school: School
) -> None:
    installation.app.state.context = replace(installation.context, storage=FullStorage())
    anna = school.people["anna"]
    answer = await try_upload(anna, "a.txt", b"aa")
    assert (answer.status_code, answer.json()["code"]) == (507, "no_space")
    assert (answer.json()["free"], answer.json()["reserve"]) == (2, 1 << 30)
    begun = await anna.post("/api/files/uploads", client_id=str(UUID(int=1)), name="a", size=9)
    headers = {"Upload-Offset": "0"}
    answer = await anna.browser.patch(f"/api/files/uploads/{begun['id']}", content=b"a", headers=headers)
    assert answer.status_code == 507


async def test_a_file_waits_for_the_antivirus_and_is_served_when_it_is_back(
    installation: Installation, school: School
) -> None:
    context = installation.context
    installation.app.state.context = replace(context, antivirus=Clamd("127.0.0.1:1"))
    file = await upload(school.people["anna"], "a.txt", b"a")
    await installation.settle()
    assert await read_state(installation, file["id"]) == "pending"
    await retry_waiting(installation)
    assert await read_state(installation, file["id"]) == "pending"
    async with run_clamd_fake() as address:
        installation.app.state.context = replace(context, antivirus=Clamd(address))
        await retry_waiting(installation)
    assert await read_state(installation, file["id"]) == "clean"


async def test_nobody_waits_longer_than_a_day_for_a_file_that_cannot_be_examined(
    installation: Installation, school: School
) -> None:
    async with run_clamd_fake(limit=10) as address:
        installation.app.state.context = replace(installation.context, antivirus=Clamd(address))
        file = await upload(school.people["anna"], "a.txt", b"a" * 100)
        await installation.settle()
        assert await read_state(installation, file["id"]) == "pending"
        await retry_waiting(installation, timedelta(days=1, hours=1))
    assert await read_state(installation, file["id"]) == "failed"
