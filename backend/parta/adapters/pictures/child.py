"""The program that decodes one picture: `source` in its folder becomes `content` and `preview`, without metadata.

It runs isolated, imports nothing of Parta, and limits itself before it reads the first byte. It exits with 0, REFUSED
or BUSY; whatever else ends it is the picture's fault.
"""

import fcntl
import io
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

REFUSED, BUSY = 3, 4
SLOTS = 10
"""The budget of pixels is divided into so many slots, each a file that a child locks while it works."""

_BASE_BYTES = 320 << 20
"""Address space of Python and Pillow themselves."""
_BYTES_PER_PIXEL = 24
"""The picture, its upright copy, and the buffers of the decoder and the encoder: those of WebP are the largest."""
_MAX_CPU_S = 60
_MAX_RUN_S = 120
_MAX_FILES = 64
_MAX_PAGES = 64
_MAX_FRAMES = 200
_MAX_PLAIN_PIXELS = 8_000_000
"""Larger PNGs are not compressed as well as possible: that takes a minute."""
_ANIMATED = frozenset({"GIF", "PNG", "WEBP", "AVIF"})
"""Several pictures in a file of another format are no animation, but pages, or the shots of one moment."""
_OUTPUT_FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "GIF"}
"""What other formats become depends on the picture."""
_SUBFILE_TYPE_TAG = 254
_REDUCED = 1


def main(budget: Path, options: dict[str, Any]) -> int:
    """Examine the picture; return the exit status."""
    limit_pixels: int = options["max_pixels"]
    _set_limit(resource.RLIMIT_CORE, 0)
    _set_limit(resource.RLIMIT_NOFILE, _MAX_FILES)
    _set_limit(resource.RLIMIT_CPU, _MAX_CPU_S)
    _set_limit(resource.RLIMIT_FSIZE, options["max_bytes"])
    allow = _MemoryLimit(limit_pixels)
    pixels: int = options["pixels"] or limit_pixels
    slots = _Slots(budget, limit_pixels, options["wait_s"])
    if pixels > limit_pixels:
        return REFUSED
    if not slots.take(pixels):
        return BUSY
    signal.alarm(_MAX_RUN_S)
    allow.use(pixels)
    from PIL import Image  # noqa: PLC0415 - after the limits are set

    _register_formats()
    try:
        with Path("source").open("rb") as source, Image.open(source, formats=options["formats"]) as image:
            size = image.width * image.height
            if size > pixels or not _is_one_picture(image):
                return REFUSED
            frames: int = getattr(image, "n_frames", 1) if image.format in _ANIMATED else 1
            is_animated = 1 < frames <= _MAX_FRAMES and size * frames <= limit_pixels
            if is_animated:
                signal.alarm(0)
                if not slots.take(size * frames):
                    return BUSY
                signal.alarm(_MAX_RUN_S)
                allow.use(size * frames)
            encoded = _reencode(image, options["preview_side"], is_animated=is_animated)
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError):
        return REFUSED
    sys.stdout.write(json.dumps(encoded))
    return 0


class _MemoryLimit:
    """The limit of the address space, by the number of pixels."""

    def __init__(self, max_pixels: int) -> None:
        self._most = _BASE_BYTES + max_pixels * _BYTES_PER_PIXEL

    def use(self, pixels: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_BASE_BYTES + pixels * _BYTES_PER_PIXEL, self._most))


class _Slots:
    """The share of the machine's budget that this process holds: it is free again when the process ends, however."""

    def __init__(self, folder: Path, max_pixels: int, wait_s: float) -> None:
        self._folder, self._wait_s = folder, wait_s
        self._pixels_per_slot = max(1, max_pixels // SLOTS)
        self._held: list[IO[bytes]] = []

    def take(self, pixels: int) -> bool:
        """Hold as many slots as so many pixels need, instead of those held before; return False after a long wait."""
        wanted = min(SLOTS, math.ceil(pixels / self._pixels_per_slot))
        while self._held:
            self._held.pop().close()
        until = time.monotonic() + self._wait_s
        with (self._folder / "door").open("wb") as door:  # one at a time gathers, so that nobody waits in a circle
            while not _lock(door):
                if not _sleep_until(until):
                    return False
            while len(self._held) < wanted:
                free = {f"slot{number}" for number in range(SLOTS)} - {Path(file.name).name for file in self._held}
                for name in free:
                    file = (self._folder / name).open("wb")
                    if len(self._held) < wanted and _lock(file):
                        self._held.append(file)
                    else:
                        file.close()
                if len(self._held) < wanted and not _sleep_until(until):
                    return False
        return True


def _lock(file: IO[bytes]) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _sleep_until(until: float) -> bool:
    time.sleep(0.05)
    return time.monotonic() < until


def _set_limit(which: int, value: int) -> None:
    most = resource.getrlimit(which)[1]
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(which, (value, value))


def _register_formats() -> None:
    """Add the formats that Pillow reads by a library of its own, and let none start threads: each takes memory."""
    import pi_heif  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs] - after the limits are set
    from PIL import AvifImagePlugin  # noqa: PLC0415 - after the limits are set

    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pi_heif.options.DECODE_THREADS = 1
    pi_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType]


def _is_one_picture(image: Any) -> bool:  # noqa: ANN401 - Pillow's, loaded late
    """Return False for a TIFF of several pages, and for one that shows no more than the preview of a raw photo."""
    if image.format != "TIFF":
        return True
    if image.n_frames > _MAX_PAGES:
        return False
    reduced: list[bool] = []
    for page in range(image.n_frames):
        image.seek(page)
        reduced.append(bool(image.tag_v2.get(_SUBFILE_TYPE_TAG, 0) & _REDUCED))
    image.seek(0)
    return not reduced[0] and all(reduced[1:])


def _reencode(image: Any, preview_side: int, *, is_animated: bool) -> dict[str, Any]:  # noqa: ANN401 - Pillow's
    """Decode and encode again: orientation and colour profile are applied, all other metadata is dropped."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - after the limits are set

    other = "WEBP" if is_animated or image.has_transparency_data else "JPEG"
    image_format = _OUTPUT_FORMATS.get(image.format, other)
    if is_animated:
        _save("content", lambda target: _save_animated(image, image_format, target))
        image.seek(0)
    ImageOps.exif_transpose(image, in_place=True)
    plain = _to_srgb(image)
    if not is_animated:
        _save("content", _build_saver(plain, image_format))
    scale = min(1.0, preview_side / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = _to_eight_bits(plain).resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    _save("preview", lambda target: small.save(target, "WEBP", quality=80))
    return {"format": image_format, "width": image.width, "height": image.height}


def _to_eight_bits(image: Any) -> Any:  # noqa: ANN401 - Pillow's
    """Return the picture as every encoder takes it: L, RGB or RGBA; the brightness of deeper ones is scaled."""
    if image.mode.startswith("I;16"):
        return _scale(image.convert("I"), 1 / 256, 0)
    if image.mode in {"I", "F"}:
        low, high = image.getextrema()
        scale = 255 / ((high - low) or 1)
        return _scale(image, scale, -low * scale)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode in {mode, "L"} else image.convert(mode)


def _scale(image: Any, factor: float, offset: float) -> Any:  # noqa: ANN401 - Pillow's
    def scale(value: Any) -> Any:  # noqa: ANN401 - Pillow asks once, with an expression
        return value * factor + offset

    return image.point(scale).convert("L")


def _to_srgb(image: Any) -> Any:  # noqa: ANN401 - Pillow's
    """Return the picture in the colours of browsers; a profile that cannot be read is no reason to refuse it."""
    from PIL import ImageCms  # noqa: PLC0415 - after the limits are set

    if image.mode not in {"RGB", "RGBA", "CMYK"} or not image.info.get("icc_profile"):
        return image
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        if "sRGB" not in ImageCms.getProfileDescription(profile):
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            cms: Any = ImageCms  # its types are partly unknown
            return cms.profileToProfile(image, profile, cms.createProfile("sRGB"), outputMode=mode) or image
    return image


def _build_saver(image: Any, image_format: str) -> Callable[[IO[bytes]], None]:  # noqa: ANN401 - Pillow's
    options: dict[str, Any] = {"quality": 90}
    if image_format == "JPEG":
        image = _to_eight_bits(image)
        image = image if image.mode == "L" else image.convert("RGB")
        options["optimize"] = True
    if image_format == "PNG":
        options["optimize"] = image.width * image.height <= _MAX_PLAIN_PIXELS
    return lambda target: _strip_metadata(image).save(target, image_format, **options)


def _save_animated(image: Any, image_format: str, target: IO[bytes]) -> None:  # noqa: ANN401 - Pillow's
    """Save all frames, each as a whole picture: what shines through a frame is not the one before it."""
    frames: list[Any] = []
    durations: list[int] = []
    for number in range(1 if image.info.get("default_image") else 0, image.n_frames):
        image.seek(number)
        image.load()
        durations.append(round(image.info.get("duration", 100)))
        frames.append(_strip_metadata(_to_srgb(image).copy()))
    options: dict[str, Any] = {"duration": durations}
    shines_through = any(frame.has_transparency_data for frame in frames)
    if "loop" in image.info:
        options["loop"] = int(image.info["loop"])
    if image_format == "GIF" and shines_through:
        options["disposal"] = 2
    if image_format == "WEBP":
        options |= {"quality": 90, "kmin": 1, "kmax": 1} if shines_through else {"quality": 90}
    frames[0].save(target, image_format, save_all=True, append_images=frames[1:], **options)


def _strip_metadata(image: Any) -> Any:  # noqa: ANN401 - Pillow's
    """Drop the metadata; a transparent colour is preserved."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    return image


def _save(name: str, save: Callable[[IO[bytes]], None]) -> None:
    with Path(name).open("w+b") as target:
        save(target)


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.argv[2])))
