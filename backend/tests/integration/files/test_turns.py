"""The examination of files takes turns by person: nobody waits for all that somebody else has uploaded."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from parta.core import clock
from parta.core.clock import now
from parta.files.handlers import process_waiting
from parta.files.models import File, FileState
from parta.files.service import examination
from tests.installation import Installation
from tests.integration.files.uploading import upload
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio


class CountingAntivirus:
    """An antivirus that finds nothing, slowly."""

    scanned = 0

    async def find_threat(self, chunks: AsyncIterator[bytes]) -> str | None:
        """Read the file; return None."""
        self.scanned += 1
        async for _ in chunks:
            await asyncio.sleep(0.05)
        return None


async def upload_all(school: School, **counts: int) -> dict[UUID, str]:
    """Upload so many files of each person, one person after the other; return whose they are."""
    owners: dict[UUID, str] = {}
    for name, count in counts.items():
        for number in range(count):
            file = await upload(school.people[name], f"{number}.txt", f"{name} {number}".encode())
            owners[UUID(file["id"])] = name
    return owners


async def list_pending(installation: Installation) -> set[UUID]:
    """Return the files that are not examined yet."""
    async with installation.sessions() as session:
        return set((await session.execute(select(File.id).where(File.state == FileState.PENDING))).scalars())


async def test_who_uploads_one_file_does_not_wait_for_the_many_of_another(
    installation: Installation, school: School
) -> None:
    owners = await upload_all(school, anna=6, misha=2, lena=1)
    order: list[str] = []
    while pending := await list_pending(installation):
        await examination.process_next(installation.context)
        order += [owners[file_id] for file_id in pending - await list_pending(installation)]
    assert order == ["anna", "misha", "lena", "anna", "misha", "anna", "anna", "anna", "anna"]


async def test_what_is_being_examined_is_taken_by_nobody_else_until_its_worker_has_ended(
    installation: Installation, school: School
) -> None:
    await upload_all(school, anna=1)
    async with installation.transaction() as work:
        file = (await work.execute(select(File).with_for_update())).scalar_one()
        file.busy_until = now() + timedelta(minutes=30)
    await installation.settle()
    clock.move(timedelta(minutes=5))
    async with installation.transaction() as work:
        await process_waiting(work)
    await installation.settle()
    assert await list_pending(installation)

    async with installation.transaction() as work:
        await examination.release_all(work)
        await process_waiting(work)
    await installation.settle()
    assert not await list_pending(installation)


async def test_each_file_is_examined_once_however_many_jobs_run_at_once(
    installation: Installation, school: School
) -> None:
    await upload_all(school, anna=3, misha=3)
    antivirus = CountingAntivirus()
    context = replace(installation.context, antivirus=antivirus)
    await asyncio.gather(*(examination.process_next(context) for _ in range(12)))
    assert antivirus.scanned == 6
    assert not await list_pending(installation)


async def test_a_file_that_is_being_sent_is_not_passed_over(installation: Installation, school: School) -> None:
    file = UUID((await upload(school.people["anna"], "план.txt", b"1"))["id"])
    async with installation.sessions() as sending:
        await sending.execute(select(File.id).where(File.id == file).with_for_update(read=True))
        examining = asyncio.create_task(examination.process_next(installation.context))
        await asyncio.sleep(0.3)
        await sending.rollback()
    await examining
    async with installation.sessions() as session:
        assert await session.scalar(select(File.state).where(File.id == file)) is FileState.CLEAN
