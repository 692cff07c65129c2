"""Files in a real S3 server: uploaded, processed and served as from a folder; told when the server is gone or hangs."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.ids import new_id
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from tests.adapters.s3_server import S3Server, run_s3_server
from tests.databases import delete_all_rows
from tests.installation import Installation
from tests.integration.files.uploading import picture, try_upload, upload
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio

TEXT = b"homework " * 10_000
BOUND_S = 30


@pytest.fixture
async def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[S3Server]:
    """Return a running S3 server with its address in the environment."""
    async with run_s3_server(tmp_path / "s3") as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
async def installation(
    engine: AsyncEngine, database_url: str, tmp_path: Path, s3: S3Server
) -> AsyncIterator[Installation]:
    """Return an installation that stores its files in S3."""
    secret = SecretStr("the secret of the tests")
    settings = Settings(database_url=database_url, home=tmp_path, demo=True, secret=secret, files_url=s3.url)
    async with Installation.run(settings, make_sessions(engine)) as installation:
        yield installation
    await delete_all_rows(engine)


async def test_files_are_uploaded_whole_and_in_parts_processed_and_served(
    installation: Installation, school: School
) -> None:
    anna = school.people["anna"]
    file, photo = await upload(anna, "a.txt", TEXT), await upload(anna, "фото.jpg", picture())
    begun = await anna.post("/api/files/uploads", client_id=str(new_id()), name="b.txt", size=len(TEXT))
    for offset in (0, 70_000):
        part = TEXT[offset : offset + 70_000] if offset == 0 else TEXT[offset:]
        path, headers = f"/api/files/uploads/{begun['id']}", {"Upload-Offset": str(offset)}
        answer = await anna.browser.patch(path, content=part, headers=headers)
    await installation.settle()
    for one in (file, answer.json()["file"]):
        assert (await anna.browser.get(f"/api/files/{one['id']}")).content == TEXT
    ranged = await anna.browser.get(f"/api/files/{file['id']}", headers={"Range": "bytes=5-9"})
    assert (ranged.status_code, ranged.content) == (206, TEXT[5:10])
    assert (await anna.browser.get(f"/api/files/{photo['id']}/preview")).headers["content-type"] == "image/webp"


@pytest.mark.parametrize("outage", ["stopped", "frozen"])
async def test_a_server_that_is_gone_or_hangs_is_told_before_the_first_byte(
    installation: Installation, school: School, s3: S3Server, outage: str
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "a.txt", TEXT)
    await installation.settle()
    path = f"/api/files/{file['id']}"
    if outage == "stopped":
        await s3.stop()
    else:
        s3.freeze()
    async with asyncio.timeout(BOUND_S):
        answers = [await try_upload(anna, "b.txt", TEXT), await try_upload(anna, "c.txt", TEXT)]
        answers += [await anna.browser.get(path) for _ in range(2)]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(503, "storage_unavailable")}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in answers)
    assert (await anna.browser.get("/api/id/sessions")).status_code == 200

    await (s3.start() if outage == "stopped" else asyncio.to_thread(s3.thaw))
    async with asyncio.timeout(BOUND_S):
        while (again := await anna.browser.get(path)).status_code == 503:  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(0.3)
    assert again.content == TEXT
