"""Examining a file that came in: the antivirus, and for pictures a decoding that leaves nothing but the picture."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from PIL import Image, ImageOps, ImageSequence
from sqlalchemy import select

from parta.adapters.context import Context
from parta.core.outbox import emit
from parta.core.transaction import transaction
from parta.files.events import FileChanged
from parta.files.models import File, FileKind, FileState
from parta.files.rules import MOST_PIXELS, PICTURES, PREVIEW_SIDE

_IN_MEMORY = 1 << 20
_CHUNK = 1 << 18
_MOST_FRAMES = 200


@dataclass(slots=True)
class _Picture:
    """A picture made anew from its pixels, and its preview."""

    width: int
    height: int
    content: IO[bytes]
    preview: IO[bytes]


@dataclass(slots=True)
class _Finding:
    """What the examination gives: a state, and for pictures what to keep instead of what came."""

    state: FileState
    storage_key: str | None = None
    size: int = 0
    width: int | None = None
    height: int | None = None
    preview_key: str | None = None


async def examine(outside: Context, file_id: UUID) -> None:
    """Decide whether the file is clean, and make of a picture what may be shown. Safe to repeat."""
    async with transaction(outside.sessions, outside.bus) as session:
        file = await session.get(File, file_id)
    if file is None or file.state is not FileState.PENDING:
        return
    finding = await _find(outside, file)
    async with transaction(outside.sessions, outside.bus) as session:
        current = await session.scalar(select(File).where(File.id == file_id).with_for_update())
        if current is None or current.state is not FileState.PENDING:
            left = [finding.storage_key, finding.preview_key]
        else:
            left = [_apply(current, finding)]
            emit(session, FileChanged(file_id=file_id))
    await outside.storage.remove([key for key in left if key is not None])


def _apply(file: File, finding: _Finding) -> str | None:
    """Write the finding down; give the key that lies free now."""
    file.state = finding.state
    if finding.storage_key is None:
        return None
    replaced, file.storage_key = file.storage_key, finding.storage_key
    file.size, file.width, file.height = finding.size, finding.width, finding.height
    file.preview_key = finding.preview_key
    return replaced


async def _find(outside: Context, file: File) -> _Finding:
    if await outside.antivirus.find_threat(outside.storage.read(file.storage_key)):
        return _Finding(FileState.BLOCKED)
    if file.kind is not FileKind.PICTURE:
        return _Finding(FileState.CLEAN)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as source:
        async for piece in outside.storage.read(file.storage_key):
            source.write(piece)
        try:
            picture = await asyncio.to_thread(_make_anew, source)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return _Finding(FileState.FAILED)
    with picture.content, picture.preview:
        key = await outside.storage.write(_pieces(picture.content))
        size = picture.content.tell()
        preview_key = await outside.storage.write(_pieces(picture.preview))
    return _Finding(FileState.CLEAN, key, size, picture.width, picture.height, preview_key)


async def _pieces(source: IO[bytes]) -> AsyncIterator[bytes]:
    source.seek(0)
    while piece := source.read(_CHUNK):
        yield piece


def _make_anew(source: IO[bytes]) -> _Picture:
    """Decode and encode again: the way up is kept, all else that was written beside the pixels is gone."""
    source.seek(0)
    with Image.open(source, formats=tuple(PICTURES)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        form = image.format or "PNG"
        frames = getattr(image, "n_frames", 1)
        moves = 1 < frames <= _MOST_FRAMES and image.width * image.height * frames <= 2 * MOST_PIXELS
        upright = ImageOps.exif_transpose(image)
        made = _written(lambda target: _save_moving(image, form, target)) if moves else _written(_saver(upright, form))
        small = upright.convert("RGBA" if _is_transparent(upright) else "RGB")
        small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        preview = _written(lambda target: small.save(target, "WEBP", quality=80))
        return _Picture(upright.width, upright.height, made, preview)


def _saver(image: Image.Image, form: str) -> Callable[[IO[bytes]], None]:
    if form == "JPEG":
        plain = image if image.mode in {"RGB", "L"} else image.convert("RGB")
        return lambda target: _bare(plain).save(target, "JPEG", quality=90, optimize=True)
    if form == "WEBP":
        return lambda target: _bare(image).save(target, "WEBP", quality=90)
    return lambda target: _bare(image).save(target, form, optimize=form == "PNG")


def _save_moving(image: Image.Image, form: str, target: IO[bytes]) -> None:
    frames = [_bare(frame.copy()) for frame in ImageSequence.Iterator(image)]
    durations = [int(frame.info.get("duration", 100)) for frame in ImageSequence.Iterator(image)]
    loop = int(image.info.get("loop", 0))
    frames[0].save(target, form, save_all=True, append_images=frames[1:], duration=durations, loop=loop)


def _bare(image: Image.Image) -> Image.Image:
    """Drop what is written beside the pixels; colours that need a table or a transparent one keep it."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    return image


def _is_transparent(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _written(save: Callable[[IO[bytes]], None]) -> IO[bytes]:
    target = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - whoever reads it closes it
    save(target)
    return target
