"""The first bytes of a picture: its format and its size, without decoding anything."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MAX_PIXELS = 50_000_000
"""The largest picture, and what all pictures that are decoded at a time have together."""

_JPEG_MARKER = 0xFF
_VP8L_SIGNATURE = 0x2F
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    ((b"GIF87a", b"GIF89a"), "GIF"),
    (b"\xff\xd8\xff", "JPEG"),
    ((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "TIFF"),
)
_BMP_HEADS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""The lengths of the second header, by which a picture is told from a text that begins with the same letters."""
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIF_BRANDS = frozenset({
    b"mif1", b"mif2", b"msf1", b"miaf", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs",
    b"avci", b"avcs", b"jpeg", b"jpgs", b"j2ki", b"j2is", b"vvic", b"vvis", b"evbi", b"evmi",
})  # fmt: skip
_UNDECODABLE_BRANDS = frozenset({b"crx ", b"jp2 ", b"jpx ", b"jpm ", b"jph ", b"jxl "})
_UNDECODABLE_SIGNATURES = (
    b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51",  # JPEG 2000
    b"\0\0\0\x0cJXL \r\n\x87\n", b"\xff\x0a",  # JPEG XL
    b"FUJIFILMCCD-RAW", b"IIRO\x08\0", b"IIRS\x08\0", b"MMOR\0\0", b"IIU\0", b"FOVb", b"\0MRM",  # raw photos
    b"II\xbc\x01",  # JPEG XR
)  # fmt: skip


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
    """Return the header of a picture; None if these are not the first bytes of one. Raises nothing.

    The signature alone tells what a picture is: one whose size is not found is a picture all the same.
    """
    picture_format = _detect_format(first_bytes)
    if picture_format is None:
        return None
    read_size = _SIZE_READERS.get(picture_format)
    try:
        return PictureHeader(picture_format, *read_size(first_bytes)) if read_size else PictureHeader(picture_format)
    except (struct.error, IndexError):
        return PictureHeader(picture_format)


def is_undecodable_picture(first_bytes: bytes) -> bool:
    """Return True for a picture that nothing here decodes, so that its place and device could not be removed."""
    return first_bytes.startswith(_UNDECODABLE_SIGNATURES) or not _UNDECODABLE_BRANDS.isdisjoint(
        _read_brands(first_bytes)
    )


def _detect_format(data: bytes) -> str | None:
    for signatures, picture_format in _SIGNATURES:
        if data.startswith(signatures):
            return picture_format
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in _BMP_HEADS:
        return "BMP"
    brands = _read_brands(data)
    if brands & _AVIF_BRANDS:
        return "AVIF"
    return "HEIF" if brands & _HEIF_BRANDS else None


def _read_png_size(data: bytes) -> tuple[int, int]:
    return struct.unpack_from(">II", data, 16) if data[12:16] == b"IHDR" else (0, 0)


def _read_gif_size(data: bytes) -> tuple[int, int]:
    return struct.unpack_from("<HH", data, 6)


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


def _read_brands(data: bytes) -> set[bytes]:
    """Return the brands of a file of the ISO base media format: what it is, and as what it can be read."""
    if data[4:8] != b"ftyp":
        return set()
    end = min(len(data), int.from_bytes(data[:4], "big"))
    return {data[8:12]} | {data[at : at + 4] for at in range(16, end - 3, 4)}


def _read_largest_extent(data: bytes) -> tuple[int, int]:
    """Return the size of the largest picture, of which others are tiles or previews; 0 by 0 if it comes later."""
    found = (0, 0)
    at = data.find(b"ispe")
    while at >= 0 and at + 16 <= len(data):
        found = max(found, struct.unpack_from(">II", data, at + 8), key=lambda size: size[0] * size[1])
        at = data.find(b"ispe", at + 4)
    return found


def _read_webp_size(data: bytes) -> tuple[int, int]:
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
            return 0, 0


_SIZE_READERS: Mapping[str, Callable[[bytes], tuple[int, int]]] = {
    "PNG": _read_png_size,
    "GIF": _read_gif_size,
    "JPEG": _read_jpeg_size,
    "WEBP": _read_webp_size,
    "AVIF": _read_largest_extent,
    "HEIF": _read_largest_extent,
}
