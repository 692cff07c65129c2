"""What a file is by its content, and how it may be given out."""

import io
import re
import warnings
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

import puremagic
from PIL import Image

from parta.core.errors import DomainError
from parta.files.models import FileKind

HEAD = 1 << 16
"""Bytes from the beginning that tell what a file is."""
LONGEST_FILE = 50 << 20
LONGEST_PICTURE = 20 << 20
MOST_PIXELS = 50_000_000
PREVIEW_SIDE = 640

PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
_PLAYED = frozenset({"audio/mpeg", "audio/ogg", "audio/mp4", "audio/x-m4a", "audio/wav", "video/mp4", "video/webm"})
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_PROGRAM_ENDINGS = frozenset(
    [
        ".apk",
        ".app",
        ".bat",
        ".cmd",
        ".com",
        ".cpl",
        ".dll",
        ".exe",
        ".hta",
        ".jar",
        ".js",
        ".jse",
        ".lnk",
        ".msi",
        ".msp",
        ".ps1",
        ".reg",
        ".scr",
        ".sh",
        ".vbe",
        ".vbs",
        ".wsf",
    ]
)
_UNPRINTABLE = re.compile(r'[\x00-\x1f\x7f"\\/]')


class TooLarge(DomainError):
    """The file is longer than what is taken in."""

    status = 413
    code = "too_large"


class TypeRefused(DomainError):
    """Files of this type are not taken in: programs, and pictures that would fill the memory."""

    status = 415
    code = "type_refused"


@dataclass(frozen=True, slots=True)
class Nature:
    """What a file is, by its first bytes."""

    kind: FileKind
    media_type: str


def judge(name: str, head: bytes, size: int) -> Nature:
    """Tell what the file is. Raises TypeRefused and TooLarge."""
    if head.startswith(_PROGRAMS) or PurePath(name.lower()).suffix in _PROGRAM_ENDINGS:
        raise TypeRefused
    picture = _picture_type(head)
    if picture is None:
        return Nature(FileKind.FILE, _media_type(name, head))
    if size > LONGEST_PICTURE:
        raise TooLarge(limit=LONGEST_PICTURE)
    return Nature(FileKind.PICTURE, picture)


def is_shown(media_type: str) -> bool:
    """Whether browsers may show or play this in place: we made it ourselves, or it can run nothing."""
    return media_type in PICTURES.values() or media_type in _PLAYED


def given_type(media_type: str) -> str:
    """Give the type under which it is handed out: what is not shown is just bytes."""
    return media_type if is_shown(media_type) else "application/octet-stream"


def disposition(name: str, media_type: str) -> str:
    """Give the header that says whether to show or to save, and under which name."""
    how = "inline" if is_shown(media_type) else "attachment"
    plain = _UNPRINTABLE.sub("_", name).encode("ascii", "replace").decode().replace("?", "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def find_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Give the asked-for stretch as (start, end), None for the whole. Raises RangeRefused."""
    asked = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header.strip()) if header else None
    if asked is None or asked[1] == asked[2] == "":
        return None
    if asked[1] == "":
        start, end = max(0, size - int(asked[2])), size
    else:
        start, end = int(asked[1]), min(size, int(asked[2]) + 1) if asked[2] else size
    if start >= end:
        raise RangeRefused(size)
    return start, end


class RangeRefused(DomainError):
    """The stretch lies outside the file."""

    status = 416
    code = "bad_range"

    def __init__(self, size: int) -> None:
        """Say how long the file is."""
        super().__init__(size=size)


def _picture_type(head: bytes) -> str | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(head), formats=tuple(PICTURES)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise TypeRefused("too many pixels")
                return PICTURES[image.format or ""]
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise TypeRefused("too many pixels") from error
        except (OSError, SyntaxError, ValueError, KeyError):
            return None


def _media_type(name: str, head: bytes) -> str:
    try:
        found = puremagic.from_string(head, mime=True, filename=name)  # pyright: ignore[reportUnknownMemberType]
    except (puremagic.PureError, ValueError):
        found = ""
    if found and not found.startswith("image/"):
        return found
    return "text/plain" if _is_text(head) else "application/octet-stream"


def _is_text(head: bytes) -> bool:
    try:
        head[: HEAD - 4].decode()
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 4 and b"\0" not in head
    return b"\0" not in head
