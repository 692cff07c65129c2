"""Quotas: how much each person may store, also by many uploads at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.disk import GB
from parta.core.ids import new_id
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.files.models import File, Upload
from tests.databases import delete_all_rows
from tests.installation import Installation
from tests.integration.files.uploading import picture, try_upload, upload
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio

KB = 1024
LIMIT = 40 * KB


@pytest.fixture
async def installation(engine: AsyncEngine, database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """Return an installation with small quotas: 40 KB for students, 80 KB for staff, 20 KB for others."""
    settings = Settings(
        database_url=database_url,
        home=tmp_path,
        demo=True,
        secret=SecretStr("the secret of the tests"),
        quota_student_gb=LIMIT / GB,
        quota_staff_gb=2 * LIMIT / GB,
        quota_guardian_gb=LIMIT / 2 / GB,
    )
    async with Installation.run(settings, make_sessions(engine)) as installation:
        yield installation
    await delete_all_rows(engine)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("misha", LIMIT),
        ("anna", 2 * LIMIT),
        ("igor", 2 * LIMIT),
        ("nina", 2 * LIMIT),
        ("vera", LIMIT / 2),
        ("stranger", LIMIT / 2),
    ],
)
async def test_each_person_may_store_by_the_widest_role(school: School, name: str, limit: int) -> None:
    assert await school.people[name].get("/api/files/usage") == {"used": 0, "limit": limit}


async def test_what_is_too_much_is_refused_with_the_numbers_and_the_rest_is_kept(school: School) -> None:
    misha = school.people["misha"]
    await upload(misha, "a.txt", b"a" * 30 * KB)
    answer = await try_upload(misha, "b.txt", b"b" * 11 * KB)
    assert answer.status_code == 413
    assert {key: answer.json()[key] for key in ("code", "used", "limit")} == {
        "code": "quota_exceeded",
        "used": 30 * KB,
        "limit": LIMIT,
    }
    await upload(misha, "c.txt", b"c" * 10 * KB)
    await upload(school.people["lena"], "d.txt", b"d" * 30 * KB)


async def test_fifty_uploads_at_once_do_not_pass_the_quota(
    installation: Installation, school: School, tmp_path: Path
) -> None:
    misha = school.people["misha"]
    answers = await asyncio.gather(*(try_upload(misha, f"{n}.txt", bytes(4 * KB)) for n in range(50)))
    assert sorted(answer.status_code for answer in answers) == [201] * 10 + [413] * 40
    async with installation.sessions() as session:
        assert await session.scalar(select(func.sum(File.size))) == LIMIT
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 10


async def test_fifty_equal_requests_to_begin_an_upload_begin_one(installation: Installation, school: School) -> None:
    body = {"client_id": str(new_id()), "name": "книга.pdf", "size": 30 * KB}
    misha = school.people["misha"]
    answers = await asyncio.gather(*(misha.browser.post("/api/files/uploads", json=body) for _ in range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    async with installation.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Upload)) == 1


async def test_fifty_begun_uploads_do_not_pass_the_quota_and_one_can_be_finished(school: School) -> None:
    misha = school.people["misha"]
    bodies = [{"client_id": str(new_id()), "name": "a.txt", "size": 10 * KB} for _ in range(50)]
    answers = await asyncio.gather(*(misha.browser.post("/api/files/uploads", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201] * 4 + [413] * 46
    begun = next(answer.json() for answer in answers if answer.status_code == 201)
    headers = {"Upload-Offset": "0"}
    answer = await misha.browser.patch(f"/api/files/uploads/{begun['id']}", content=b"a" * 10 * KB, headers=headers)
    assert answer.json()["file"]["size"] == 10 * KB
    assert (await misha.get("/api/files/usage"))["used"] == LIMIT


async def test_a_retry_of_the_last_upload_is_no_second_one(school: School) -> None:
    misha, client_id = school.people["misha"], new_id()
    first = await upload(misha, "a.txt", b"a" * LIMIT, client_id=client_id)
    assert await upload(misha, "a.txt", b"a" * LIMIT, client_id=client_id) == first


async def test_a_deleted_file_frees_its_space(installation: Installation, school: School, chat: UUID) -> None:
    misha = school.people["misha"]
    file = await upload(misha, "a.txt", b"a" * LIMIT)
    sent = await misha.send(chat, "Вот", files=[file["id"]])
    await installation.settle()
    assert (await try_upload(misha, "b.txt", b"b")).status_code == 413
    await misha.delete(f"/api/chats/{chat}/messages/{sent['id']}")
    await installation.settle()
    assert (await misha.get("/api/files/usage"))["used"] == 0
    again = await upload(misha, "b.txt", b"b" * LIMIT)
    sent = await misha.send(chat, "И вот", files=[again["id"]])
    await misha.delete(f"/api/chats/{chat}/messages/{sent['id']}")
    answer = await try_upload(misha, "c.txt", b"c")
    assert answer.status_code == 413, "what was deleted and is kept as evidence has a limit of its own"
    assert (answer.json()["used"], answer.json()["limit"]) == (2 * LIMIT, 2 * LIMIT)


async def test_a_portrait_that_is_replaced_is_deleted(
    installation: Installation, school: School, tmp_path: Path
) -> None:
    misha = school.people["misha"]
    for name in ("a.jpg", "b.jpg"):
        file = await upload(misha, name, picture())
        await misha.put("/api/files/portrait", file_id=file["id"])
        await installation.settle()
    async with installation.sessions() as session:
        assert (await session.execute(select(File.name))).scalars().all() == ["b.jpg"]
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 2
