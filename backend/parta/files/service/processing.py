"""Processing of an uploaded file: antivirus, and re-encoding of pictures without metadata."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from PIL import Image, ImageOps, ImageSequence
from sqlalchemy import select

from parta.adapters.context import Context
from parta.files.events import FileChanged
from parta.files.models import File, FileKind, FileState
from parta.files.rules import MAX_PIXELS, PICTURES, PREVIEW_SIDE

_MAX_MEMORY = 1 << 20
_CHUNK = 1 << 18
_MAX_FRAMES = 200


@dataclass(slots=True)
class _Picture:
    """A re-encoded picture and its preview."""

    width: int
    height: int
    content: IO[bytes]
    preview: IO[bytes]


@dataclass(slots=True)
class _Result:
    """The result of processing: a state, and for pictures the content that replaces the upload."""

    state: FileState
    storage_key: str | None = None
    size: int = 0
    width: int | None = None
    height: int | None = None
    preview_key: str | None = None


async def process(context: Context, file_id: UUID) -> None:
    """Scan the file and re-encode a picture. Idempotent."""
    async with context.transaction() as work:
        file = await work.get(File, file_id)
    if file is None or file.state is not FileState.PENDING:
        return
    result = await _inspect(context, file)
    async with context.transaction() as work:
        current = await work.scalar(select(File).where(File.id == file_id).with_for_update())
        if current is None or current.state is not FileState.PENDING:
            unused_keys = [result.storage_key, result.preview_key]
        else:
            unused_keys = [_apply(current, result)]
            work.emit(FileChanged(file_id=file_id))
    await context.storage.delete([key for key in unused_keys if key is not None])


def _apply(file: File, result: _Result) -> str | None:
    """Apply the result; return the storage key that is unused now."""
    file.state = result.state
    if result.storage_key is None:
        return None
    replaced, file.storage_key = file.storage_key, result.storage_key
    file.size, file.width, file.height = result.size, result.width, result.height
    file.preview_key = result.preview_key
    return replaced


async def _inspect(context: Context, file: File) -> _Result:
    if await context.antivirus.find_threat(context.storage.read(file.storage_key)):
        return _Result(FileState.BLOCKED)
    if file.kind is not FileKind.PICTURE:
        return _Result(FileState.CLEAN)
    with tempfile.SpooledTemporaryFile(_MAX_MEMORY) as source:
        async for piece in context.storage.read(file.storage_key):
            source.write(piece)
        try:
            picture = await asyncio.to_thread(_reencode, source)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return _Result(FileState.FAILED)
    with picture.content, picture.preview:
        key = await context.storage.write(_read_chunks(picture.content))
        size = picture.content.tell()
        preview_key = await context.storage.write(_read_chunks(picture.preview))
    return _Result(FileState.CLEAN, key, size, picture.width, picture.height, preview_key)


async def _read_chunks(source: IO[bytes]) -> AsyncIterator[bytes]:
    source.seek(0)
    while piece := source.read(_CHUNK):
        yield piece


def _reencode(source: IO[bytes]) -> _Picture:
    """Decode and encode again: orientation is applied, all other metadata is dropped."""
    source.seek(0)
    with Image.open(source, formats=tuple(PICTURES)) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        image_format = image.format or "PNG"
        frames = getattr(image, "n_frames", 1)
        is_animated = 1 < frames <= _MAX_FRAMES and image.width * image.height * frames <= 2 * MAX_PIXELS
        upright = ImageOps.exif_transpose(image)
        content = (
            _write_to_temporary(lambda target: _save_animated(image, image_format, target))
            if is_animated
            else _write_to_temporary(_build_saver(upright, image_format))
        )
        small = upright.convert("RGBA" if _is_transparent(upright) else "RGB")
        small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        preview = _write_to_temporary(lambda target: small.save(target, "WEBP", quality=80))
        return _Picture(upright.width, upright.height, content, preview)


def _build_saver(image: Image.Image, image_format: str) -> Callable[[IO[bytes]], None]:
    if image_format == "JPEG":
        plain = image if image.mode in {"RGB", "L"} else image.convert("RGB")
        return lambda target: _strip_metadata(plain).save(target, "JPEG", quality=90, optimize=True)
    if image_format == "WEBP":
        return lambda target: _strip_metadata(image).save(target, "WEBP", quality=90)
    return lambda target: _strip_metadata(image).save(target, image_format, optimize=image_format == "PNG")


def _save_animated(image: Image.Image, image_format: str, target: IO[bytes]) -> None:
    frames = [_strip_metadata(frame.copy()) for frame in ImageSequence.Iterator(image)]
    durations = [int(frame.info.get("duration", 100)) for frame in ImageSequence.Iterator(image)]
    loop = int(image.info.get("loop", 0))
    frames[0].save(target, image_format, save_all=True, append_images=frames[1:], duration=durations, loop=loop)


def _strip_metadata(image: Image.Image) -> Image.Image:
    """Drop the metadata; a transparent colour is preserved."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    return image


def _is_transparent(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _write_to_temporary(save: Callable[[IO[bytes]], None]) -> IO[bytes]:
    target = tempfile.SpooledTemporaryFile(_MAX_MEMORY)  # noqa: SIM115 - the reader closes it
    save(target)
    return target
