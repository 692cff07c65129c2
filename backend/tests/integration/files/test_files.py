"""Files: what is taken in, what becomes of it, who gets it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select

from parta.core import clock
from parta.core.ids import new_id
from parta.files.handlers import sweep
from parta.files.models import File
from tests.integration.files.uploading import opened, picture, try_upload, upload
from tests.integration.messenger.school import School
from tests.world import World

pytestmark = pytest.mark.anyio

TEXT = "Домашнее задание: № 5, 7, 9\n".encode() * 100


def stored(tmp_path: Path) -> list[Path]:
    """Give all files that lie in the storage."""
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


async def test_a_file_is_taken_examined_and_given_out_to_be_saved(world: World, school: School) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "задание.txt", TEXT)
    assert (file["kind"], file["state"], file["size"], file["media_type"]) == (
        "file",
        "pending",
        len(TEXT),
        "text/plain",
    )
    assert (await anna.browser.get(f"/api/files/{file['id']}")).status_code == 404
    await world.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}")
    assert answer.content == TEXT
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "%D0%B7%D0%B0%D0%B4%D0%B0%D0%BD%D0%B8%D0%B5.txt" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script" not in answer.headers["content-security-policy"]


async def test_a_picture_is_made_anew_with_a_preview_and_nothing_beside_the_pixels(
    world: World, school: School
) -> None:
    anna = school.people["anna"]
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "Иванова Маша, ул. Ленина, 1"
    file = await upload(anna, "фото.jpg", picture(exif=exif.tobytes()))
    assert file["kind"] == "picture"
    await world.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith("inline; ")
    kept = opened(answer.content)
    assert kept.size == (800, 1200)
    assert not kept.getexif()
    assert "Ленина".encode() not in answer.content
    grey = kept.convert("L")
    assert grey.getpixel((400, 100)) != grey.getpixel((400, 1100)), "what was left and right is above and below"
    small = opened((await anna.browser.get(f"/api/files/{file['id']}/preview")).content)
    assert (small.format, max(small.size)) == ("WEBP", 640)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
async def test_pictures_of_every_kind_stay_what_they_are(world: World, school: School, form: str) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "рисунок", picture(form, (64, 48)))
    await world.settle()
    content = (await anna.browser.get(f"/api/files/{file['id']}")).content
    assert (opened(content).format, opened(content).size) == (form, (64, 48))


async def test_a_picture_that_moves_still_moves(world: World, school: School) -> None:
    anna = school.people["anna"]
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green", "blue")]
    moving = picture("GIF", (32, 32), save_all=True, append_images=frames, duration=100, loop=0)
    file = await upload(anna, "кот.gif", moving)
    await world.settle()
    kept = opened((await anna.browser.get(f"/api/files/{file['id']}")).content)
    assert getattr(kept, "n_frames", 1) > 1


async def test_what_only_says_that_it_is_a_picture_is_a_file_or_fails(world: World, school: School) -> None:
    anna = school.people["anna"]
    page = await upload(anna, "picture.png", b"<html><script>alert(1)</script></html>")
    assert page["kind"] == "file"
    broken = await upload(anna, "picture.png", picture("PNG")[:300])
    await world.settle()
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
    ],
)
async def test_programs_are_not_taken(school: School, tmp_path: Path, name: str, content: bytes) -> None:
    answer = await try_upload(school.people["anna"], name, content)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_refused")
    assert not stored(tmp_path)


async def test_a_picture_that_would_fill_the_memory_is_not_taken(school: School, tmp_path: Path) -> None:
    bomb = picture("PNG", (12_000, 12_000))
    answer = await try_upload(school.people["anna"], "бомба.png", bomb)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_refused")
    assert not stored(tmp_path)


async def test_what_is_too_long_is_refused_before_it_is_read(school: School, tmp_path: Path) -> None:
    anna = school.people["anna"]
    headers = {"X-Client-Id": str(new_id()), "Content-Length": str(60 << 20)}
    answer = await anna.browser.post("/api/files", params={"name": "a"}, content=b"x", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    long_picture = picture("PNG") + b"\0" * (20 << 20)
    answer = await try_upload(anna, "a.png", long_picture)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not stored(tmp_path)


async def test_a_retry_gives_the_same_file(school: School, tmp_path: Path) -> None:
    anna, client_id = school.people["anna"], new_id()
    first = await upload(anna, "задание.txt", TEXT, client_id=client_id)
    again = await upload(anna, "задание.txt", TEXT, client_id=client_id)
    assert first == again
    assert len(stored(tmp_path)) == 1
    misha = await upload(school.people["misha"], "задание.txt", TEXT, client_id=client_id)
    assert misha["id"] != first["id"]


async def test_a_virus_is_given_to_nobody(world: World, school: School) -> None:
    anna = school.people["anna"]
    virus = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    file = await upload(anna, "письмо.txt", virus)
    await world.settle()
    assert (await anna.browser.get(f"/api/files/{file['id']}")).status_code == 404
    async with world.sessions() as session:
        assert (await session.get_one(File, UUID(file["id"]))).state == "blocked"


async def test_who_may_see_what_carries_a_file_gets_it_and_nobody_else(
    world: World, school: School, chat: UUID
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "задание.txt", TEXT)
    await world.settle()
    assert (await school.people["misha"].browser.get(f"/api/files/{file['id']}")).status_code == 404
    await anna.say(chat, "Вот задание", files=[file["id"]])
    statuses = {
        name: (await person.browser.get(f"/api/files/{file['id']}")).status_code
        for name, person in school.people.items()
    }
    assert {name for name, status in statuses.items() if status == 200} == {"anna", "misha"}
    assert set(statuses.values()) == {200, 404}
    assert (await (await world.browser()).get(f"/api/files/{file['id']}")).status_code == 401


@pytest.mark.parametrize(
    ("asked", "status", "given"),
    [
        ("bytes=0-9", 206, TEXT[:10]),
        ("bytes=10-", 206, TEXT[10:]),
        ("bytes=-5", 206, TEXT[-5:]),
        ("lines=1-2", 200, TEXT),
    ],
    ids=["the first", "from there on", "the last", "what is no stretch"],
)
async def test_a_stretch_of_a_file_can_be_asked_for(
    world: World, school: School, asked: str, status: int, given: bytes
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "запись.txt", TEXT)
    await world.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, given)


async def test_a_stretch_outside_of_the_file_is_refused(world: World, school: School) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "запись.txt", TEXT)
    await world.settle()
    answer = await anna.browser.get(f"/api/files/{file['id']}", headers={"Range": f"bytes={len(TEXT)}-"})
    assert answer.status_code == 416


async def test_what_a_browser_has_already_is_not_sent_again_but_leave_is_asked_anew(
    world: World, school: School
) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "задание.txt", TEXT)
    await world.settle()
    tag = (await anna.browser.get(f"/api/files/{file['id']}")).headers["etag"]
    assert (await anna.browser.get(f"/api/files/{file['id']}", headers={"If-None-Match": tag})).status_code == 304
    misha = school.people["misha"].browser
    assert (await misha.get(f"/api/files/{file['id']}", headers={"If-None-Match": tag})).status_code == 404


async def test_files_that_nothing_carries_are_let_go_of_and_the_others_stay(
    world: World, school: School, chat: UUID, tmp_path: Path
) -> None:
    anna = school.people["anna"]
    sent, left = await upload(anna, "a.txt", TEXT), await upload(anna, "b.jpg", picture())
    await world.settle()
    await anna.say(chat, "Вот", files=[sent["id"]])
    clock.move(timedelta(days=3))
    await sweep(world.app.state.outside)
    async with world.sessions() as session:
        assert (await session.execute(select(func.count()).select_from(File))).scalar_one() == 1
    assert len(stored(tmp_path)) == 1
    assert left


async def test_bytes_that_no_file_owns_are_let_go_of(world: World, school: School, tmp_path: Path) -> None:
    file = await upload(school.people["anna"], "a.txt", TEXT)

    async def orphaned() -> AsyncIterator[bytes]:
        yield b"written by a process that was killed before it committed"

    await world.app.state.outside.storage.write(orphaned())
    assert len(stored(tmp_path)) == 2
    clock.move(timedelta(days=1, hours=1))
    await sweep(world.app.state.outside)
    assert len(stored(tmp_path)) == 1
    await world.settle()
    assert (await school.people["anna"].browser.get(f"/api/files/{file['id']}")).content == TEXT


async def test_nobody_uploads_without_end(school: School) -> None:
    anna, began = school.people["anna"], clock.now()
    statuses = list[int]()
    for _ in range(110):
        clock.move(began - clock.now())  # however long a hundred may take here; each of them may take some seconds
        statuses.append((await try_upload(anna, "a.txt", b"a")).status_code)
    assert set(statuses[:90]) == {201}
    assert statuses[-1] == 429
