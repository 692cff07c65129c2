"""The type of a file by its content, and how it is served."""

import re
import string
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

import puremagic

from parta.adapters.pictures.header import MAX_PIXELS, is_undecodable_picture, read_header
from parta.core.errors import DomainError
from parta.core.text import strip_invisible
from parta.files.models import FileKind

SNIFF_BYTES = 1 << 16
"""How many first bytes the type is detected from."""
MAX_FILE_SIZE = 50 << 20
MAX_PICTURE_SIZE = 20 << 20
PREVIEW_SIDE = 640

PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
"""The pictures that people get, by format."""
_CONVERTED_PICTURES = {"HEIF": "image/heif", "AVIF": "image/avif", "TIFF": "image/tiff", "BMP": "image/bmp"}
ACCEPTED_PICTURES = PICTURES | _CONVERTED_PICTURES
_CONVERTED_ENDING = re.compile(r"\.(heic|heif|hif|avif|tiff?|bmp|dib)$", re.IGNORECASE)
_PLAYABLE = frozenset({"audio/mpeg", "audio/ogg", "audio/mp4", "audio/x-m4a", "audio/wav", "video/mp4", "video/webm"})
_SAME_TYPES = {"audio/wave": "audio/wav", "audio/x-wav": "audio/wav"}
"""Other names of playable types."""
_EXECUTABLE_SIGNATURES = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_PROGRAM_ENDINGS = frozenset({
    "accda", "accdb", "accde", "accdr", "ace", "action", "ade", "adp", "ahk", "air", "apk", "apks", "app", "appimage",
    "appinstaller", "applescript", "application", "appref-ms", "appx", "appxbundle", "au3", "bash", "bat", "bgi", "cdr",
    "cdxml", "cer", "chm", "cmd", "com", "command", "cpl", "crt", "crx", "csh", "deb", "der", "deskthemepack",
    "desktop", "diagcab", "diagcfg", "diagpkg", "dll", "dmg", "docm", "dotm", "dqy", "drv", "efi", "exe", "fileloc",
    "fish", "flatpak", "flatpakref", "flatpakrepo", "fxp", "gadget", "grp", "hlp", "hta", "img", "inetloc", "inf",
    "ins", "ipa", "iqy", "iso", "isp", "its", "jar", "jnlp", "js", "jse", "kext", "ksh", "library-ms", "lnk", "maf",
    "mag", "mam", "maq", "mar", "mas", "mat", "mau", "mav", "maw", "mcf", "mda", "mdb", "mde", "mdw", "mjs",
    "mobileconfig", "mpkg", "msc", "msh", "msh1", "msh1xml", "msh2", "msh2xml", "mshxml", "msi", "msix", "msixbundle",
    "msp", "mst", "msu", "ocx", "odc", "one", "onepkg", "oqy", "osd", "pcd", "pif", "pkg", "plg", "potm", "ppa", "ppam",
    "ppsm", "pptm", "prefpane", "prg", "printerexport", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psd1",
    "psm1", "pssc", "pyw", "pyz", "pyzw", "rdp", "reg", "rpm", "rqy", "run", "scf", "scpt", "scptd", "scr", "sct",
    "search-ms", "searchconnector-ms", "settingcontent-ms", "sh", "shb", "shs", "sldm", "slk", "snap", "sparsebundle",
    "sparseimage", "sys", "terminal", "theme", "themepack", "toast", "tool", "udl", "url", "vbe", "vbp", "vbs",
    "vbscript", "vhd", "vhdx", "vsdm", "vsmacros", "vssm", "vstm", "webloc", "webpnp", "website", "wim", "wiz", "wll",
    "workflow", "ws", "wsc", "wsf", "wsh", "xapk", "xbap", "xla", "xlam", "xll", "xlm", "xlsb", "xlsm", "xltm", "xnk",
    "xpi", "zsh",
})  # fmt: skip
"""The endings by which a desktop runs a file when it is opened, leads elsewhere, or offers to run what is inside, where
the mark of a download does not reach: disks, notes with attachments, documents and databases with macros;
certificates and profiles that it offers to trust.

Scripts that are only read, such as `.py`, pass, and so do documents without macros.
"""
_WORDS = frozenset({
    "ace", "action", "air", "com", "der", "img", "iso", "mag", "mar", "mat", "one", "theme", "toast", "tool", "website",
})  # fmt: skip
"""Endings that names also contain in their middle, where they run nothing."""
_PUNCTUATION = string.punctuation + string.whitespace
_UNPRINTABLE = re.compile(r'[\x00-\x1f\x7f"\\/]')


class TooLarge(DomainError):
    """The file is larger than the limit."""

    status = 413
    code = "too_large"


class TypeNotAllowed(DomainError):
    """Files of this type are not accepted: executables, and pictures too large to decode or of unknown encoding."""

    status = 415
    code = "type_refused"


@dataclass(frozen=True, slots=True)
class FileType:
    """The type of a file."""

    kind: FileKind
    media_type: str


def detect_type(name: str, first_bytes: bytes, size: int) -> FileType:
    """Return the type of the file. Raises TypeNotAllowed, TooLarge."""
    if first_bytes.startswith(_EXECUTABLE_SIGNATURES) or is_program(name):
        raise TypeNotAllowed
    picture = _detect_picture_type(first_bytes)
    if picture is None:
        return FileType(FileKind.FILE, _detect_media_type(name, first_bytes))
    if size > MAX_PICTURE_SIZE:
        raise TooLarge(limit=MAX_PICTURE_SIZE)
    return FileType(FileKind.PICTURE, picture)


def name_converted(name: str, picture_format: str) -> str:
    """Return the name of a picture that was encoded anew in this format: its ending is that of what people get."""
    ending = {"JPEG": ".jpg"}.get(picture_format, f".{picture_format.lower()}")
    return _CONVERTED_ENDING.sub(ending, name)


def is_program(name: str) -> bool:
    """Return True if a desktop runs a file of this name, however the ending is written, or hidden before another one.

    `a.com.pdf` is no program: many names contain the name of a site, or such a word. Punctuation around an ending does
    not count: systems drop or replace what their names cannot contain.
    """
    folded = strip_invisible(unicodedata.normalize("NFKC", name).casefold()).lstrip().rstrip(_PUNCTUATION)
    _, *endings = (ending.strip(_PUNCTUATION) for ending in re.split(r"[.:]+", folded))
    hidden = set(endings[-2:-1]) - _WORDS
    return not _PROGRAM_ENDINGS.isdisjoint(hidden | set(endings[-1:]))


def is_inline(media_type: str) -> bool:
    """Return True if browsers may show or play it inline: we encoded it, or it cannot run scripts."""
    return media_type in PICTURES.values() or _SAME_TYPES.get(media_type, media_type) in _PLAYABLE


def get_served_type(media_type: str) -> str:
    """Return the media type it is served with; what is not inline is served as plain bytes."""
    return _SAME_TYPES.get(media_type, media_type) if is_inline(media_type) else "application/octet-stream"


def build_content_disposition(name: str, media_type: str) -> str:
    """Return the Content-Disposition header: inline or attachment, and the file name."""
    kind, name = "inline" if is_inline(media_type) else "attachment", strip_invisible(name)
    plain = _UNPRINTABLE.sub("_", name).encode("ascii", "replace").decode().replace("?", "_")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def parse_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the requested byte range as (start, end), None for the whole file. Raises RangeNotSatisfiable."""
    match = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header.strip()) if header else None
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(size, int(match[2]) + 1) if match[2] else size
    if start >= end:
        raise RangeNotSatisfiable(size)
    return start, end


class RangeNotSatisfiable(DomainError):
    """The byte range lies outside the file."""

    status = 416
    code = "bad_range"

    def __init__(self, size: int) -> None:
        """Carry the size of the file."""
        super().__init__(size=size)


def _detect_picture_type(first_bytes: bytes) -> str | None:
    """Return the type by the first bytes; only processes with limits decode a picture."""
    if is_undecodable_picture(first_bytes):
        raise TypeNotAllowed("a picture that cannot be cleaned")
    header = read_header(first_bytes)
    if header is None:
        return None
    if header.pixels > MAX_PIXELS:
        raise TypeNotAllowed("too many pixels")
    return ACCEPTED_PICTURES[header.format]


def _detect_media_type(name: str, first_bytes: bytes) -> str:
    try:
        found = puremagic.from_string(first_bytes, mime=True, filename=name)  # pyright: ignore[reportUnknownMemberType]
    except (puremagic.PureError, ValueError):
        found = ""
    if found and not found.startswith("image/"):
        return found
    return "text/plain" if _is_text(first_bytes) else "application/octet-stream"


def _is_text(first_bytes: bytes) -> bool:
    try:
        first_bytes[: SNIFF_BYTES - 4].decode()
    except UnicodeDecodeError as error:
        return error.start >= len(first_bytes) - 4 and b"\0" not in first_bytes
    return b"\0" not in first_bytes
