"""Pictures are decoded in limited processes: bombs end those, and never take more than the budget of the machine."""

import asyncio
import fcntl
import io
import os
import random
import signal
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image

from parta.adapters.pictures.child import SLOTS
from parta.adapters.pictures.examiner import (
    EncodedPicture,
    PictureExaminer,
    PicturesBusy,
    get_budget_folder,
    open_folder,
)
from parta.adapters.pictures.header import MAX_PIXELS, PictureHeader, read_header
from parta.files.rules import ACCEPTED_PICTURES
from tests.adapters.pictures import draw, draw_frames, draw_with_text_bomb, list_children, watch_memory

pytestmark = pytest.mark.anyio

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
SIDE = 7070
OWN_GROWTH_MB = 40
CHILDREN_MB = 700
"""Of all children together; decoding six of the large pictures at a time would take 1,200 MB and more."""


@pytest.fixture(autouse=True)
def budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of a budget that no other test uses."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield get_budget_folder()
    monkeypatch.undo()


async def examine(content: bytes, examiner: PictureExaminer | None = None) -> tuple[int, int] | None:
    """Return the size of the picture; None if it was refused."""
    with open_folder() as folder:
        (folder / "source").write_bytes(content)
        picture = await (examiner or PictureExaminer()).encode(folder, tuple(ACCEPTED_PICTURES), 640)
        if picture is not None:
            check_encoded(picture)
        return None if picture is None else (picture.width, picture.height)


def check_encoded(picture: EncodedPicture) -> None:
    """Check that the picture and its preview can be opened."""
    with Image.open(picture.content) as content, Image.open(picture.preview) as preview:
        assert content.size == (picture.width, picture.height)
        assert preview.format == "WEBP"
        assert max(preview.size) <= 640


def zip_bomb() -> bytes:
    """Return an archive of a gigabyte of zeros."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as file:
        for _ in range(1024):
            file.write(bytes(1 << 20))
    return target.getvalue()


@pytest.mark.parametrize("form", FORMATS)
async def test_a_picture_is_encoded_anew_with_a_preview(form: str) -> None:
    assert await examine(draw(form, (1200, 30))) == (1200, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
async def test_every_mode_of_a_png_can_be_encoded(mode: str) -> None:
    assert await examine(draw("PNG", (30, 20), mode)) == (30, 20)


@pytest.mark.parametrize("form", FORMATS)
def test_the_first_bytes_tell_the_format_and_the_size(form: str) -> None:
    assert read_header(draw(form, (300, 20))) == PictureHeader(form, 300, 20)
    assert read_header(draw("WEBP", (300, 20), lossless=True)) == PictureHeader("WEBP", 300, 20)


@pytest.mark.parametrize("form", FORMATS)
def test_no_first_bytes_are_an_error(form: str) -> None:
    content, chance = draw(form, (300, 20)), random.Random(7)  # noqa: S311 - a test's
    for end in range(len(content[:100])):
        read_header(content[:end])
    for _ in range(500):
        broken = bytearray(content)
        for _ in range(9):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        read_header(bytes(broken))


@pytest.mark.parametrize("form", FORMATS)
async def test_what_is_cut_off_or_corrupt_is_refused_or_encoded_and_never_hangs(form: str) -> None:
    content = draw(form, (600, 400))
    assert await examine(content[: len(content) // 2]) is None
    broken = bytearray(content)
    broken[len(broken) // 3 :: 5] = bytes(len(broken[len(broken) // 3 :: 5]))
    await examine(bytes(broken))


async def test_bombs_end_their_own_process_at_most() -> None:
    bombs = {
        "more pixels than allowed": draw("PNG", (8000, 8000), "1"),
        "an archive": zip_bomb(),
        "nothing": b"\x89PNG\r\n\x1a\n",
        "noise": b"\xff\xd8\xff" + random.Random(7).randbytes(100_000),  # noqa: S311 - a test's
    }
    async with watch_memory() as memory:
        assert {name: await examine(content) for name, content in bombs.items()} == dict.fromkeys(bombs)
        await examine(draw_frames((2000, 2000), 5_000))
        await examine(draw_with_text_bomb(500 << 20))
    assert memory.own_growth < OWN_GROWTH_MB
    assert memory.children < CHILDREN_MB


async def test_an_animation_of_more_pixels_than_allowed_becomes_one_still() -> None:
    with Image.open(io.BytesIO(draw_frames((64, 64), 100))) as animated:
        assert getattr(animated, "n_frames", 1) == 100
    assert await examine(draw_frames((64, 64), 100)) == (64, 64)
    async with watch_memory() as memory:
        assert await examine(draw_frames((3000, 3000), 100)) == (3000, 3000)
    assert memory.children < CHILDREN_MB


async def test_a_process_that_is_killed_is_the_pictures_fault() -> None:
    examining = asyncio.create_task(examine(draw("PNG", (5000, 5000))))
    while not (children := list_children()):  # noqa: ASYNC110 - the event happens in another process
        await asyncio.sleep(0.01)
    os.kill(children[0].pid, signal.SIGKILL)
    assert await examining is None


async def test_a_process_that_does_not_end_is_killed_and_its_picture_comes_again_later() -> None:
    with pytest.raises(PicturesBusy):
        await examine(draw("PNG", (5000, 5000)), PictureExaminer(timeout_s=0.2))
    assert not list_children()


async def test_who_finds_the_budget_used_up_comes_again_later(budget: Path) -> None:
    with ExitStack() as held:
        for number in range(SLOTS):
            fcntl.flock(held.enter_context((budget / f"slot{number}").open("wb")), fcntl.LOCK_EX)
        with pytest.raises(PicturesBusy):
            await examine(draw("PNG", (300, 20)), PictureExaminer(wait_s=0.2))
    assert await examine(draw("PNG", (300, 20))) == (300, 20)


async def test_what_a_killed_process_left_is_deleted(budget: Path) -> None:
    left = budget / "picture-left"
    left.mkdir()
    (left / "source").write_bytes(b"x")
    await examine(draw("PNG", (30, 20)))
    assert left.exists()
    os.utime(left, (0, 0))
    await examine(draw("PNG", (30, 20)))
    assert not left.exists()


async def test_many_pictures_share_the_budget_and_all_are_encoded() -> None:
    examiner = PictureExaminer(max_pixels=1_000_000)
    pictures = [draw("PNG", (1000, 1000)), *(draw("JPEG", (300, 300)) for _ in range(5)), draw_frames((100, 100), 90)]
    async with watch_memory() as memory:
        assert None not in await asyncio.gather(*(examine(one, examiner) for one in pictures))
    assert memory.most_children <= 3


@pytest.mark.long
async def test_six_pictures_of_fifty_million_pixels_take_the_memory_of_one() -> None:
    bomb = draw("PNG", (SIDE, SIDE))
    assert len(bomb) < 200_000
    assert SIDE * SIDE <= MAX_PIXELS
    examiner = PictureExaminer()
    async with watch_memory() as memory:
        assert await asyncio.gather(*(examine(bomb, examiner) for _ in range(6))) == [(SIDE, SIDE)] * 6
    assert memory.own_growth < OWN_GROWTH_MB
    assert memory.children < CHILDREN_MB


@pytest.mark.long
@pytest.mark.parametrize(("form", "most_mb"), [("PNG", 700), ("JPEG", 700), ("GIF", 700), ("WEBP", 1500)])
async def test_the_largest_picture_of_each_kind_stays_within_the_limit(form: str, most_mb: int) -> None:
    async with watch_memory() as memory:
        assert await examine(draw(form, (SIDE, SIDE))) == (SIDE, SIDE)
    assert memory.children < most_mb
