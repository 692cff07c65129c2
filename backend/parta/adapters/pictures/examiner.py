"""The examiner of pictures: a short-lived process with limits for each, within one budget of pixels of the machine."""

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from parta.adapters.pictures.child import BUSY
from parta.adapters.pictures.header import MAX_PIXELS, read_header
from parta.core.errors import Unavailable

_MAX_BYTES = 50 << 20
_MAX_CHILDREN = 3
"""Of one process: who waits for the budget needs some memory, too."""
_WAIT_S = 240.0
_TIMEOUT_S = 900.0
"""An animation may wait and run twice; this is for a child that cannot even end by its own limits."""
_PREFIX = "picture-"
_LEFT_S = 3600
_HEADER_BYTES = 1 << 16
_CHILD = Path(__file__).with_name("child.py")

log = structlog.get_logger()


class PicturesBusy(Unavailable):
    """Too many large pictures are being examined now; retry later."""


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """A picture that was encoded anew, with its preview."""

    format: str
    """JPEG, PNG, WEBP or GIF: what every browser shows."""
    width: int
    height: int
    content: Path
    preview: Path


class PictureExaminer:
    """Examines pictures in processes of their own."""

    def __init__(self, *, max_pixels: int = MAX_PIXELS, wait_s: float = _WAIT_S, timeout_s: float = _TIMEOUT_S) -> None:
        """Use this budget; wait so long for it, and for a child altogether."""
        self._max_pixels, self._wait_s, self._timeout_s = max_pixels, wait_s, timeout_s
        self._children = asyncio.Semaphore(_MAX_CHILDREN)

    async def encode(self, folder: Path, formats: Collection[str], preview_side: int) -> EncodedPicture | None:
        """Encode the picture in the file `source` of this folder anew; None: it cannot be decoded within the limits.

        Raises PicturesBusy, OSError.
        """
        with (folder / "source").open("rb") as source:
            header = read_header(source.read(_HEADER_BYTES))
        options = {
            "pixels": header.pixels if header else 0,
            "max_pixels": self._max_pixels,
            "max_bytes": _MAX_BYTES,
            "formats": list(formats),
            "preview_side": preview_side,
            "wait_s": self._wait_s,
        }
        async with self._children:
            status, output = await self._run(folder, json.dumps(options))
        if status == BUSY:
            raise PicturesBusy("the budget of pixels is used up")
        if status != 0:
            log.info("picture refused", status=status)
            return None
        found = json.loads(output)
        return EncodedPicture(**found, content=folder / "content", preview=folder / "preview")

    async def _run(self, folder: Path, options: str) -> tuple[int, bytes]:
        """Return the status and the output of a child. Raises PicturesBusy if it did not end in time."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", _CHILD, get_budget_folder(), options),
            cwd=folder,
            env={},  # no secrets for it
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._timeout_s):
                output, _ = await process.communicate()
        except TimeoutError:
            raise PicturesBusy("a child did not end in time") from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        return process.returncode if process.returncode is not None else -signal.SIGKILL, output


@contextmanager
def open_folder() -> Generator[Path]:
    """Yield a folder for one picture, deleted afterwards; what a killed process left is deleted after an hour."""
    budget = get_budget_folder()
    for left in budget.glob(f"{_PREFIX}*"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _LEFT_S:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=budget) as name:
        yield Path(name)


def get_budget_folder() -> Path:
    """Return the folder of the budget: one for all processes of this user on the machine. Raises PermissionError."""
    folder = Path(tempfile.gettempdir()) / f"parta-pictures-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid != os.getuid() or folder.is_symlink():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder
