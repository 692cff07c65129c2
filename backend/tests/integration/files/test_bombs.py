"""Bombs of every kind: none is opened by the web process or the worker, none stays pending."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from uuid import UUID

import pytest

from parta.files.models import File
from tests.adapters.pictures import draw, draw_frames, draw_with_text_bomb, watch_memory
from tests.installation import Installation
from tests.integration.files.uploading import try_upload, upload
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio

GROWTH_MB = 60


def zip_in_zips() -> bytes:
    """Return an archive of archives that would be a gigabyte."""
    content = bytes(64 << 20)
    for _ in range(3):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(4):
                archive.writestr(f"{number}.zip", content)
        content = target.getvalue()
    return content


def tar_bomb() -> bytes:
    """Return a compressed archive of many zeros."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        member = tarfile.TarInfo("zeros")
        member.size = 64 << 20
        archive.addfile(member, io.BytesIO(bytes(64 << 20)))
    return target.getvalue()


def nested_pdf() -> bytes:
    """Return a PDF whose arrays are nested a hundred thousand deep."""
    depth = 100_000
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * depth + b"]" * depth + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def laughing_svg() -> bytes:
    """Return a picture in XML whose entities would expand without an end."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]><svg xmlns="http://www.w3.org/2000/svg">&a11;</svg>'.encode()


def heic() -> bytes:
    """Return the beginning of a HEIC picture that claims to be very large."""
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\xff" * 10_000


def movie() -> bytes:
    """Return the beginning of a movie whose boxes contain each other."""
    return b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x7f\xff\xff\xffmoov" * 10_000


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("архив.zip", zip_in_zips),
        ("архив.tar.gz", tar_bomb),
        ("книга.pdf", nested_pdf),
        ("рисунок.svg", laughing_svg),
        ("фильм.mp4", movie),
    ],
)
async def test_what_is_no_picture_is_a_plain_file_that_nobody_opens(
    installation: Installation, school: School, name: str, make: Callable[[], bytes]
) -> None:
    content, anna = make(), school.people["anna"]
    async with watch_memory() as memory:
        file = await upload(anna, name, content)
        await installation.settle()
        assert (await anna.browser.get(f"/api/files/{file['id']}")).content == content
    assert file["kind"] == "file"
    assert memory.own_growth < GROWTH_MB
    assert memory.most_children == 0


async def test_pictures_that_are_bombs_are_told_and_none_stays_pending(
    installation: Installation, school: School
) -> None:
    anna = school.people["anna"]
    pictures = {
        "кадры.gif": draw_frames((2000, 2000), 5_000),
        "текст.png": draw_with_text_bomb(500 << 20),
        "обрыв.png": draw("PNG", (3000, 3000))[:-100],
        "шум.webp": b"RIFF\xff\xff\x00\x00WEBPVP8X\x0a\x00\x00\x00" + bytes(4) + b"\x10\x00\x00" * 300,
        "фото.heic": heic(),
    }
    async with watch_memory() as memory:
        files = [await upload(anna, name, content) for name, content in pictures.items()]
        await installation.settle()
    async with installation.sessions() as session:
        states = [(await session.get_one(File, UUID(file["id"]))).state for file in files]
    assert set(states) <= {"clean", "failed"}
    assert memory.own_growth < GROWTH_MB


async def test_more_pixels_than_allowed_are_refused_at_once(school: School) -> None:
    answer = await try_upload(school.people["anna"], "бомба.png", draw("PNG", (8000, 8000), "1"))
    assert (answer.status_code, answer.json()["code"]) == (415, "type_refused")


@pytest.mark.long
async def test_six_pictures_of_fifty_million_pixels_leave_the_worker_as_it_was(
    installation: Installation, school: School
) -> None:
    anna, bomb = school.people["anna"], draw("PNG", (7070, 7070))
    async with watch_memory() as memory:
        files = [await upload(anna, "бомба.png", bomb) for _ in range(6)]
        await installation.settle()
    async with installation.sessions() as session:
        assert {(await session.get_one(File, UUID(file["id"]))).state for file in files} == {"clean"}
    assert memory.own_growth < GROWTH_MB
    assert memory.children < 700
