"""Pictures of every camera become what every browser shows: without place and device, upright, in their colours."""

import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageSequence

from parta.adapters.pictures.examiner import PictureExaminer, open_folder
from parta.adapters.pictures.header import read_header
from parta.files.rules import ACCEPTED_PICTURES
from tests.adapters.pictures import PLACE, build_exif, draw_halves

pytestmark = pytest.mark.anyio

TURNED_HEIC = Path(__file__).with_name("samples") / "turned.heic"
SIZE = (64, 48)
RED, BLUE = (255, 0, 0), (0, 0, 255)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What is stored of a picture."""

    format: str
    content: bytes
    preview: bytes

    def open(self) -> Image.Image:
        """Decode what people get."""
        return Image.open(io.BytesIO(self.content))

    def open_preview(self) -> Image.Image:
        """Decode the preview."""
        return Image.open(io.BytesIO(self.preview))


@pytest.fixture(autouse=True)
def budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a budget that no other test uses."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


async def encode(content: bytes) -> Encoded | None:
    """Return what is stored of this upload; None if it is refused."""
    with open_folder() as folder:
        (folder / "source").write_bytes(content)
        picture = await PictureExaminer().encode(folder, tuple(ACCEPTED_PICTURES), 640)
        return picture and Encoded(picture.format, picture.content.read_bytes(), picture.preview.read_bytes())


def save(image: Image.Image, form: str, **options: Any) -> bytes:  # noqa: ANN401 - Pillow's
    """Return the bytes of the picture in this format."""
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def is_near(colour: Any, expected: Sequence[int], tolerance: int = 12) -> bool:  # noqa: ANN401 - Pillow's
    """Return True if the colours look the same."""
    return all(abs(one - other) <= tolerance for one, other in zip(colour, expected, strict=True))


def photos() -> dict[str, tuple[bytes, str]]:
    """Return photos of cameras that were held upright, each with the format that it becomes."""
    photo, exif = draw_halves(SIZE), build_exif()
    return {
        "JPEG": (save(photo, "JPEG", exif=exif), "JPEG"),
        "PNG": (save(photo, "PNG", exif=exif), "PNG"),
        "WEBP": (save(photo, "WEBP", exif=exif), "WEBP"),
        "MPO": (save(photo, "MPO", exif=exif, save_all=True, append_images=[photo]), "JPEG"),
        "HEIC": (TURNED_HEIC.read_bytes(), "JPEG"),
        "AVIF": (save(photo, "AVIF", exif=exif), "JPEG"),
        "TIFF": (save(photo, "TIFF", exif=exif), "JPEG"),
    }


@pytest.mark.parametrize("camera", photos())
async def test_a_photo_is_turned_and_cleaned_whatever_the_camera_writes(camera: str) -> None:
    content, becomes = photos()[camera]
    assert PLACE.encode() in content
    encoded = await encode(content)
    assert encoded is not None
    assert encoded.format == becomes
    for stored in (encoded.content, encoded.preview):
        assert PLACE.encode() not in stored
        assert b"Phone" not in stored
    for image in (encoded.open(), encoded.open_preview()):
        assert image.size == SIZE[::-1]
        assert getattr(image, "n_frames", 1) == 1
        shown = image.convert("RGB")
        assert is_near(shown.getpixel((24, 8)), RED)
        assert is_near(shown.getpixel((24, 56)), BLUE)


async def test_a_drawing_of_paint_becomes_what_every_browser_shows() -> None:
    encoded = await encode(save(draw_halves(SIZE), "BMP"))
    assert encoded is not None
    assert encoded.format == "JPEG"


async def test_what_shines_through_still_does_in_another_format() -> None:
    stamp = Image.new("RGBA", SIZE)
    stamp.paste((*BLUE, 255), (0, 0, 32, 48))
    encoded = await encode(save(stamp, "AVIF"))
    assert encoded is not None
    assert encoded.format == "WEBP"
    alpha = encoded.open().getchannel("A")
    assert (alpha.getpixel((8, 24)), alpha.getpixel((56, 24))) == (255, 0)


async def test_pages_of_a_scan_and_previews_of_raw_photos_are_refused_instead_of_shown_in_part() -> None:
    page = draw_halves(SIZE)
    assert await encode(save(page, "TIFF", save_all=True, append_images=[page])) is None
    assert await encode(save(page, "TIFF", tiffinfo={254: 1})) is None


@pytest.mark.parametrize(("form", "mode"), [("PNG", "I;16"), ("TIFF", "I;16"), ("TIFF", "F"), ("TIFF", "I")])
async def test_the_greys_of_a_deep_picture_are_those_of_its_preview(form: str, mode: str) -> None:
    steps = Image.new("I" if mode == "I;16" else mode, (96, 32))
    for step, grey in enumerate((0, 32896, 65535)):
        steps.paste(grey, (step * 32, 0, step * 32 + 32, 32))
    encoded = await encode(save(steps.convert(mode), form))
    assert encoded is not None
    preview = encoded.open_preview().convert("L")
    assert is_near([preview.getpixel((x, 16)) for x in (8, 48, 88)], [0, 128, 255])
    if encoded.format == "JPEG":
        content = encoded.open()
        assert is_near([content.getpixel((x, 16)) for x in (8, 48, 88)], [0, 128, 255])


async def test_a_colour_profile_is_applied_since_it_is_dropped() -> None:
    cms: Any = ImageCms  # its types are partly unknown
    swapped = bytearray(cms.ImageCmsProfile(cms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    described = bytes(swapped).replace("sRGB built-in".encode("utf-16-be"), "swap built-in".encode("utf-16-be"))
    encoded = await encode(save(draw_halves(SIZE), "PNG", icc_profile=described))
    assert encoded is not None
    shown = encoded.open().convert("RGB")
    assert is_near(shown.getpixel((8, 24)), BLUE)
    assert is_near(shown.getpixel((56, 24)), RED)


def draw_moving_dot() -> list[Image.Image]:
    """Return the frames of a dot that moves over a transparent ground."""
    frames = [Image.new("RGBA", (48, 16)) for _ in range(3)]
    for step, frame in enumerate(frames):
        frame.paste((*RED, 255), (step * 16, 0, step * 16 + 16, 16))
    return frames


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
async def test_an_animation_keeps_its_frames_times_and_what_shines_through(form: str) -> None:
    frames = draw_moving_dot()
    options = {"GIF": {"disposal": 2}, "WEBP": {"kmin": 1, "kmax": 1}}.get(form, {})
    moving = save(frames[0], form, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0, **options)
    encoded = await encode(moving)
    assert encoded is not None
    assert encoded.format == (form if form != "AVIF" else "WEBP")
    image = encoded.open()
    found: list[list[Any]] = []
    times: list[float] = []
    for frame in ImageSequence.Iterator(image):
        frame.load()
        times.append(frame.info["duration"])
        alpha = frame.convert("RGBA").getchannel("A")
        found.append([alpha.getpixel((x, 8)) for x in (8, 24, 40)])
    assert found == [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
    assert times == [100, 200, 300]


async def test_an_animation_that_ends_does_not_begin_anew() -> None:
    frames = [Image.new("RGB", SIZE, colour) for colour in ("red", "green")]
    encoded = await encode(save(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100))
    assert encoded is not None
    assert "loop" not in encoded.open().info


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF"])
def test_a_picture_is_known_by_its_signature_however_much_of_it_has_come(form: str) -> None:
    content = save(draw_halves(SIZE), form)
    for end in (20, 30, 64, len(content)):
        header = read_header(content[:end])
        assert header is not None
        assert header.format == form


def test_the_size_of_a_phones_photo_is_known_before_it_is_decoded() -> None:
    for content in (TURNED_HEIC.read_bytes(), save(draw_halves((200, 30)), "AVIF")):
        header = read_header(content)
        assert header is not None
        assert 0 < header.pixels <= 200 * 64
