"""Pictures that are bombs, and the memory of who decodes them."""

import asyncio
import io
import struct
import zlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psutil
from PIL import Image

MB = 1 << 20
_CHILD = "pictures/child.py"


@dataclass
class Memory:
    """The most memory of this process, and of its children that decode pictures together, in MB."""

    own_growth: float = 0
    children: float = 0
    most_children: int = 0


@asynccontextmanager
async def watch_memory() -> AsyncGenerator[Memory]:
    """Yield what is measured during the block, many times a second."""
    me, memory = psutil.Process(), Memory()
    before = me.memory_info().rss

    async def watch() -> None:
        while True:
            sizes: list[int] = []
            for child in list_children():
                with suppress(psutil.NoSuchProcess):
                    sizes.append(child.memory_info().rss)
            memory.children = max(memory.children, sum(sizes) / MB)
            memory.most_children = max(memory.most_children, len(sizes))
            memory.own_growth = max(memory.own_growth, (me.memory_info().rss - before) / MB)
            await asyncio.sleep(0.02)

    watching = asyncio.create_task(watch())
    try:
        yield memory
    finally:
        watching.cancel()
        await asyncio.wait([watching])


def list_children() -> list[psutil.Process]:
    """Return the children of this process that decode pictures."""
    found: list[psutil.Process] = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if any(part.endswith(_CHILD) for part in child.cmdline()):
                found.append(child)
    return found


def draw(form: str, size: tuple[int, int], mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401 - Pillow's
    """Return a picture of one colour."""
    target = io.BytesIO()
    Image.new(mode, size).save(target, form, **options)
    return target.getvalue()


def draw_halves(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


PLACE = "55.7558 N, 37.6173 E"
"""What must not be left in a picture."""


def build_exif() -> bytes:
    """Return metadata: the place, the device, and that the picture was taken upright."""
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif[0x0110] = "Phone 12"
    exif[0x0112] = 6
    return exif.tobytes()


def draw_frames(size: tuple[int, int], frames: int) -> bytes:
    """Return a GIF whose frames each change one pixel."""
    head = b"GIF89a" + struct.pack("<HH", *size) + b"\x80\x00\x00" + b"\x00\x00\x00\xff\xff\xff"
    frame = (
        b"\x21\xf9\x04\x04\x01\x00\x00\x00" + b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\x00\x02\x02\x44\x01\x00"
    )
    return head + frame * frames + b"\x3b"


def draw_with_text_bomb(length: int) -> bytes:
    """Return a PNG of one pixel with a compressed text that is very long."""
    text = b"Comment\x00\x00" + zlib.compress(b"\x00" * length, 9)
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    plain = draw("PNG", (1, 1))
    return plain[:33] + chunk + plain[33:]
