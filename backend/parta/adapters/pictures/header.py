"""The first bytes of a picture: its format and its size, without decoding anything."""

import struct
from dataclasses import dataclass

MAX_PIXELS = 50_000_000
"""The largest picture, and what all pictures that are decoded at a time have together."""

_JPEG_MARKER = 0xFF
_VP8L_SIGNATURE = 0x2F
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """The format of a picture, as Pillow names it, and its size; 0 by 0 where the first bytes do not tell it."""

    format: str
    width: int = 0
    height: int = 0

    @property
    def pixels(self) -> int:
        """Return how many pixels it has."""
        return self.width * self.height


def read_header(first_bytes: bytes) -> PictureHeader | None:
    """Return the header of a picture; None if these are not the first bytes of one. Raises nothing."""
    try:
        return _read_header(first_bytes)
    except (struct.error, IndexError):
        return None


def _read_header(data: bytes) -> PictureHeader | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return PictureHeader("PNG", *struct.unpack_from(">II", data, 16))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return PictureHeader("GIF", *struct.unpack_from("<HH", data, 6))
    if data.startswith(b"\xff\xd8\xff"):
        return PictureHeader("JPEG", *_read_jpeg_size(data))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        size = _read_webp_size(data)
        return PictureHeader("WEBP", *size) if size else None
    return None


def _read_jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data):
        if data[at] != _JPEG_MARKER:
            break
        marker = data[at + 1]
        if marker == _JPEG_MARKER:
            at += 1
        elif marker in _JPEG_WITHOUT_LENGTH:
            at += 2
        elif marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        else:
            at += 2 + max(2, struct.unpack_from(">H", data, at + 2)[0])
    return 0, 0


def _read_webp_size(data: bytes) -> tuple[int, int] | None:
    match data[12:16]:
        case b"VP8 " if data[23:26] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L" if data[20] == _VP8L_SIGNATURE:
            bits = struct.unpack_from("<I", data, 21)[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        case _:
            return None
