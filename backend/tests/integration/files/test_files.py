"""Files: upload, processing, access."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select

from parta.core import clock
from parta.core.ids import new_id
from parta.files.handlers import delete_orphans, sweep
from parta.files.models import File
from parta.files.rules import SNIFF_BYTES
from parta.files.service.upload import IncomingFile, store_file
from tests.adapters.test_picture_cleaning import TURNED_HEIC
from tests.installation import Installation
from tests.integration.files.uploading import open_picture, picture, try_upload, upload
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio

TEXT = "Домашнее задание: № 5, 7, 9\n".encode() * 100


def stored_files(tmp_path: Path) -> list[Path]:
    """Return all files in the storage."""
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


async def test_a_file_is_uploaded_processed_and_served_for_download(installation: Installation, school: School) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "задание.txt", TEXT)
    assert (file["kind"], file["state"], file["size"], file["media_type"]) == (
        "file",
        "pending",
        len(TEXT),
        "text/plain",
    )
    assert (await anna.browser.get(f"/api/files/{file['id']}")).status_code == 404
    await installation.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}")
    assert answer.content == TEXT
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "%D0%B7%D0%B0%D0%B4%D0%B0%D0%BD%D0%B8%D0%B5.txt" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script" not in answer.headers["content-security-policy"]


async def test_a_picture_is_reencoded_with_a_preview_and_without_metadata(
    installation: Installation, school: School
) -> None:
    anna = school.people["anna"]
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by 90 degrees
    exif[0x010E] = "Иванова Маша, ул. Ленина, 1"
    file = await upload(anna, "фото.jpg", picture(exif=exif.tobytes()))
    assert file["kind"] == "picture"
    await installation.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith("inline; ")
    result = open_picture(answer.content)
    assert result.size == (800, 1200)
    assert not result.getexif()
    assert "Ленина".encode() not in answer.content
    grey = result.convert("L")
    assert grey.getpixel((400, 100)) != grey.getpixel((400, 1100)), "what was left and right is above and below"
    small = open_picture((await anna.browser.get(f"/api/files/{file['id']}/preview")).content)
    assert (small.format, max(small.size)) == ("WEBP", 640)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
async def test_pictures_of_every_kind_stay_what_they_are(installation: Installation, school: School, form: str) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "рисунок", picture(form, (64, 48)))
    await installation.settle()
    content = (await anna.browser.get(f"/api/files/{file['id']}")).content
    assert (open_picture(content).format, open_picture(content).size) == (form, (64, 48))


async def test_a_photo_of_a_phone_becomes_what_every_browser_shows(
    installation: Installation, school: School, chat: UUID
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "IMG_0042.HEIC", TURNED_HEIC.read_bytes())
    assert (file["kind"], file["state"]) == ("picture", "pending")
    await installation.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert "IMG_0042.jpg" in answer.headers["content-disposition"]
    assert (open_picture(answer.content).format, open_picture(answer.content).size) == ("JPEG", (48, 64))
    message = await anna.send(chat, "Вот", files=[file["id"]])
    assert [(sent["name"], sent["media_type"]) for sent in message["files"]] == [("IMG_0042.jpg", "image/jpeg")]


@pytest.mark.parametrize("content", [b"\xff\x0a" + b"\0" * 99, b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + b"\0" * 99])
async def test_a_photo_that_nothing_here_cleans_is_not_accepted(school: School, tmp_path: Path, content: bytes) -> None:
    answer = await try_upload(school.people["anna"], "фото", content)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_refused")
    assert not stored_files(tmp_path)


@pytest.mark.parametrize("piece", [1, 13, 29, SNIFF_BYTES - 1, SNIFF_BYTES + 7, 1 << 20])
async def test_a_picture_is_a_picture_whatever_the_pieces_it_comes_in(
    installation: Installation, school: School, piece: int
) -> None:
    anna = school.people["anna"]
    content = picture("WEBP", lossless=True) + b"\0" * SNIFF_BYTES

    async def come_in_pieces() -> AsyncIterator[bytes]:
        yield content[:piece]
        yield content[piece:]

    incoming = IncomingFile(anna.id, new_id(), "фото", len(content))
    file = await store_file(installation.app.state.context, incoming, come_in_pieces())
    assert file.kind == "picture"


async def test_an_animated_picture_stays_animated(installation: Installation, school: School) -> None:
    anna = school.people["anna"]
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green", "blue")]
    animated = picture("GIF", (32, 32), save_all=True, append_images=frames, duration=100, loop=0)
    file = await upload(anna, "кот.gif", animated)
    await installation.settle()
    result = open_picture((await anna.browser.get(f"/api/files/{file['id']}")).content)
    assert getattr(result, "n_frames", 1) > 1


async def test_what_only_claims_to_be_a_picture_is_a_file_or_fails(installation: Installation, school: School) -> None:
    anna = school.people["anna"]
    page = await upload(anna, "picture.png", b"<html><script>alert(1)</script></html>")
    assert page["kind"] == "file"
    broken = await upload(anna, "picture.png", picture("PNG")[:300])
    await installation.settle()
    answer = await anna.browser.get(f"/api/files/{page['id']}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert (await anna.browser.get(f"/api/files/{broken['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("игра.exe", b"MZ" + b"\0" * 100),
        ("игра.txt", b"MZ" + b"\0" * 100),
        ("x.bat", b"dir"),
        ("y", b"\x7fELF" + b"\0" * 9),
        ("a.js.", b"alert(1)"),
        ("photo\u202egnp.exe", b"plain"),
    ],
)
async def test_executables_are_not_accepted(school: School, tmp_path: Path, name: str, content: bytes) -> None:
    answer = await try_upload(school.people["anna"], name, content)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_refused")
    assert not stored_files(tmp_path)


async def test_a_picture_too_large_to_decode_is_not_accepted(school: School, tmp_path: Path) -> None:
    bomb = picture("PNG", (12_000, 12_000))
    answer = await try_upload(school.people["anna"], "бомба.png", bomb)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_refused")
    assert not stored_files(tmp_path)


async def test_what_is_too_large_is_refused_before_it_is_read(school: School, tmp_path: Path) -> None:
    anna = school.people["anna"]
    headers = {"X-Client-Id": str(new_id()), "Content-Length": str(60 << 20)}
    answer = await anna.browser.post("/api/files", params={"name": "a"}, content=b"x", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    long_picture = picture("PNG") + b"\0" * (20 << 20)
    answer = await try_upload(anna, "a.png", long_picture)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not stored_files(tmp_path)


async def test_a_retry_returns_the_same_file(school: School, tmp_path: Path) -> None:
    anna, client_id = school.people["anna"], new_id()
    first = await upload(anna, "задание.txt", TEXT, client_id=client_id)
    again = await upload(anna, "задание.txt", TEXT, client_id=client_id)
    assert first == again
    assert len(stored_files(tmp_path)) == 1
    misha = await upload(school.people["misha"], "задание.txt", TEXT, client_id=client_id)
    assert misha["id"] != first["id"]


async def test_a_virus_is_served_to_nobody(installation: Installation, school: School) -> None:
    anna = school.people["anna"]
    virus = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    file = await upload(anna, "письмо.txt", virus)
    await installation.settle()
    assert (await anna.browser.get(f"/api/files/{file['id']}")).status_code == 404
    async with installation.sessions() as session:
        assert (await session.get_one(File, UUID(file["id"]))).state == "blocked"


async def test_who_can_see_what_carries_a_file_can_download_it_and_nobody_else(
    installation: Installation, school: School, chat: UUID
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "задание.txt", TEXT)
    await installation.settle()
    assert (await school.people["misha"].browser.get(f"/api/files/{file['id']}")).status_code == 404
    await anna.send(chat, "Вот задание", files=[file["id"]])
    statuses = {
        name: (await person.browser.get(f"/api/files/{file['id']}")).status_code
        for name, person in school.people.items()
    }
    assert {name for name, status in statuses.items() if status == 200} == {"anna", "misha"}
    assert set(statuses.values()) == {200, 404}
    assert (await (await installation.browser()).get(f"/api/files/{file['id']}")).status_code == 401


@pytest.mark.parametrize(
    ("requested", "status", "content"),
    [
        ("bytes=0-9", 206, TEXT[:10]),
        ("bytes=10-", 206, TEXT[10:]),
        ("bytes=-5", 206, TEXT[-5:]),
        ("lines=1-2", 200, TEXT),
    ],
    ids=["the first", "from there on", "the last", "not a byte range"],
)
async def test_a_range_of_a_file_can_be_requested(
    installation: Installation, school: School, requested: str, status: int, content: bytes
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "запись.txt", TEXT)
    await installation.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}", headers={"Range": requested})
    assert (answer.status_code, answer.content) == (status, content)


async def test_a_range_outside_of_the_file_is_refused(installation: Installation, school: School) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "запись.txt", TEXT)
    await installation.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}", headers={"Range": f"bytes={len(TEXT)}-"})
    assert answer.status_code == 416


async def test_what_a_browser_has_cached_is_not_sent_again_but_access_is_checked_again(
    installation: Installation, school: School
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "задание.txt", TEXT)
    await installation.settle()
    tag = (await anna.browser.get(f"/api/files/{file['id']}")).headers["etag"]
    assert (await anna.browser.get(f"/api/files/{file['id']}", headers={"If-None-Match": tag})).status_code == 304
    misha = school.people["misha"].browser
    assert (await misha.get(f"/api/files/{file['id']}", headers={"If-None-Match": tag})).status_code == 404


async def test_unused_files_are_deleted_and_the_others_stay(
    installation: Installation, school: School, chat: UUID, tmp_path: Path
) -> None:
    anna = school.people["anna"]
    sent, left = await upload(anna, "a.txt", TEXT), await upload(anna, "b.jpg", picture())
    await installation.settle()
    await anna.send(chat, "Вот", files=[sent["id"]])
    clock.move(timedelta(days=3))
    async with installation.transaction() as work:
        await sweep(work)
    await installation.settle()
    async with installation.sessions() as session:
        assert (await session.execute(select(func.count()).select_from(File))).scalar_one() == 1
    assert len(stored_files(tmp_path)) == 1
    assert left


async def test_stored_bytes_without_a_file_are_deleted(
    installation: Installation, school: School, tmp_path: Path
) -> None:
    file = await upload(school.people["anna"], "a.txt", TEXT)

    async def orphaned() -> AsyncIterator[bytes]:
        yield b"written by a process that was killed before it committed"

    await installation.app.state.context.storage.write(orphaned())
    assert len(stored_files(tmp_path)) == 2
    clock.move(timedelta(days=1, hours=1))
    await delete_orphans(installation.app.state.context)
    assert len(stored_files(tmp_path)) == 1
    await installation.settle()
    assert (await school.people["anna"].browser.get(f"/api/files/{file['id']}")).content == TEXT


async def test_nobody_uploads_without_end(school: School) -> None:
    anna, began = school.people["anna"], clock.now()
    statuses = list[int]()
    for _ in range(110):
        clock.move(began - clock.now())  # however long a hundred may take here; each of them may take some seconds
        statuses.append((await try_upload(anna, "a.txt", b"a")).status_code)
    assert set(statuses[:90]) == {201}
    assert statuses[-1] == 429
