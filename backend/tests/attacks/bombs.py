"""Small files that grow when they are opened."""

import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

_SIDE = 7070
"""So many pixels a side are just allowed."""
_FRAMES = 200
_ZEROS = bytes(1 << 20)


def _picture(form: str) -> bytes:
    into = BytesIO()
    Image.new("RGB", (_SIDE, _SIDE), "teal").save(into, form)
    return into.getvalue()


def _animation() -> bytes:
    frames = [Image.new("P", (1500, 1500), color) for color in range(_FRAMES)]
    into = BytesIO()
    frames[0].save(into, "GIF", save_all=True, append_images=frames[1:], duration=20)
    return into.getvalue()


def _archive() -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(1 << 10):
                entry.write(_ZEROS)
    return into.getvalue()


def _pdf() -> bytes:
    packed = zlib.compress(_ZEROS * 256)
    head = f"%PDF-1.7\n1 0 obj<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode()
    return head + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def _svg() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "lol">{entities}]><svg>&l9;</svg>'.encode()


def _sound() -> bytes:
    head = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0"
    return head + b"\xff" * 12 + b"\x20\0data" + bytes(4096)


def _film() -> bytes:
    return b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\xff\xff\xff\xffmoov" * 2000


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "board.png": lambda: _picture("PNG"),
    "board.jpg": lambda: _picture("JPEG"),
    "board.webp": lambda: _picture("WEBP"),
    "cat.gif": _animation,
    "essay.docx": _archive,
    "essay.pdf": _pdf,
    "drawing.svg": _svg,
    "voice.wav": _sound,
    "film.mp4": _film,
}
"""Each kind of file that is examined, by a name of this kind."""
